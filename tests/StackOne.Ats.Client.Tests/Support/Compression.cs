using System.IO.Compression;
using System.Text;

namespace StackOne.Ats.Client.Tests.Support;

internal static class Compression
{
    /// <summary>The text in UTF-8, compressed with content codings, in the order in which they are listed.</summary>
    internal static byte[] Compress(string encodings, string text) => encodings
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(Encoding.UTF8.GetBytes(text), (bytes, encoding) => Compress(encoding, bytes));

    private static byte[] Compress(string encoding, byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (Stream? stream = encoding.ToUpperInvariant() switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(compressed, CompressionMode.Compress),
            "DEFLATE" => new ZLibStream(compressed, CompressionMode.Compress),
            "RAW DEFLATE" => new DeflateStream(compressed, CompressionMode.Compress),
            "BR" => new BrotliStream(compressed, CompressionMode.Compress),
            _ => null,
        })
        {
            if (stream is null)
            {
                return bytes;
            }

            stream.Write(bytes);
        }

        return compressed.ToArray();
    }
}
