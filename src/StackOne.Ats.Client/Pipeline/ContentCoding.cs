using System.IO.Compression;
using System.Net.Http.Headers;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>Decompresses bodies (RFC 9110, section 8.4).</summary>
/// <remarks>
/// SocketsHttpHandler can do so, too, but parses Accept-Encoding again for each request and adds a task to each call: an eighth of the bytes that a
/// call allocates. A handler of the application that decompresses removes Content-Encoding, so that nothing is left to do here.
/// </remarks>
internal static class ContentCoding
{
    /// <summary>Asks for a compressed body.</summary>
    internal static void Accept(HttpRequestHeaders headers)
    {
        if (!headers.NonValidated.Contains("Accept-Encoding"))
        {
            headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        }
    }

    /// <summary>Whether the length in the headers is that of a compressed body.</summary>
    internal static bool IsCompressed(HttpContentHeaders headers) => Find(headers) is not null;

    /// <summary>Returns a stream that decompresses another, and is disposed with it; null if the body is not compressed.</summary>
    internal static Stream? Decompress(Stream body, HttpContentHeaders headers) => Find(headers) is { } coding ? Decompress(body, coding) : null;

    private static Stream Decompress(Stream body, string coding) => coding switch
    {
        "gzip" => new GZipStream(body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(body, CompressionMode.Decompress),
        _ => new BrotliStream(body, CompressionMode.Decompress),
    };

    /// <summary>The coding, in lowercase; null if there is none, or one that was not asked for, which stays as it is.</summary>
    private static string? Find(HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues("Content-Encoding", out HeaderStringValues values)
        && values.ToString().Trim().ToLowerInvariant() is ("gzip" or "deflate" or "br") and var coding
            ? coding
            : null;
}
