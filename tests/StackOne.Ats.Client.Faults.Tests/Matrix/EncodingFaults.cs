using System.IO.Compression;
using System.Text;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>Bodies that say they are compressed, and are not, or not well, or not all of it. Their Content-Length is right.</summary>
internal static class EncodingFaults
{
    /// <remarks>
    /// The project turns on .NET's strict validation, as the README recommends. Without it, the decoders take the end of their input for the end
    /// of the body.
    /// </remarks>
    internal static IEnumerable<BodyFault> All { get; } = new[] { "gzip", "deflate", "br" }.SelectMany(encoding => new BodyFault[]
    {
        Fault(encoding, "whole", BodyEnd.Whole, bytes => bytes),
        Fault(encoding, "corrupt", BodyEnd.Lost, Corrupt),
        Fault(encoding, "cut in half", BodyEnd.Lost, bytes => bytes[..(bytes.Length / 2)]),
        Fault(encoding, "without its last byte", BodyEnd.Lost, bytes => bytes[..^1]),
        Fault(encoding, "not compressed at all", BodyEnd.Unreadable, NotCompressed),
    });

    internal static byte[] Compress(string encoding, Action<Stream> write)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest),
            _ => new BrotliStream(compressed, CompressionLevel.Fastest),
        })
        {
            write(stream);
        }

        return compressed.ToArray();
    }

    private static BodyFault Fault(string encoding, string name, BodyEnd end, Func<byte[], byte[]> spoil) =>
        new($"{encoding}, {name}", end, (head, body) =>
        {
            byte[] bytes = spoil(Compress(encoding, stream => stream.Write(Encoding.Latin1.GetBytes(body))));
            return [Write(BodyFault.Length($"{head}Content-Encoding: {encoding}\r\n", bytes.Length)), Write(bytes)];
        });

    private static byte[] NotCompressed(byte[] bytes) => [.. bytes.Select(_ => (byte)'{')];

    /// <summary>Turns all bits in the middle: what no decoder takes.</summary>
    private static byte[] Corrupt(byte[] bytes) =>
        [.. bytes.Select((value, at) => at > bytes.Length / 4 && at < bytes.Length / 2 ? (byte)~value : value)];
}
