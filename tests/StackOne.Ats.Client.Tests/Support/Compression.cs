using System.IO.Compression;
using System.Text;

namespace StackOne.Ats.Client.Tests.Support;

internal static class Compression
{
    /// <summary>The text in UTF-8, compressed with a content coding.</summary>
    internal static byte[] Compress(string encoding, string text)
    {
        using var bytes = new MemoryStream();
        using (Stream stream = encoding.ToUpperInvariant() switch
        {
            "GZIP" => new GZipStream(bytes, CompressionMode.Compress),
            "DEFLATE" => new ZLibStream(bytes, CompressionMode.Compress),
            _ => new BrotliStream(bytes, CompressionMode.Compress),
        })
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
