using System.Net.Http.Headers;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Asks for compressed bodies, and decompresses them (RFC 9110, section 8.4).</summary>
/// <remarks>
/// <para>
/// SocketsHttpHandler can do so, too, but parses Accept-Encoding again for each request and adds a task to each call: an eighth of the bytes that a
/// call allocates. A handler of the application that decompresses removes Content-Encoding, so that nothing is left to do here.
/// </para>
/// <para>A browser decodes every body, leaves Content-Encoding as it is, and sets Accept-Encoding itself.</para>
/// </remarks>
internal static class ContentCoding
{
    internal const string Gzip = "gzip";
    internal const string Deflate = "deflate";
    private const string Brotli = "br";

    /// <summary>Each takes memory, and a response should have one.</summary>
    private const int MaxCodings = 5;

    /// <summary>Asks for a compressed body.</summary>
    /// <remarks>
    /// Only in gzip: the first bytes show whether a body is. A list of JSON can begin as Brotli does, and servers do not agree on what deflate is.
    /// </remarks>
    internal static void Accept(HttpRequestHeaders headers)
    {
        if (!OperatingSystem.IsBrowser() && !headers.NonValidated.Contains("Accept-Encoding"))
        {
            headers.TryAddWithoutValidation("Accept-Encoding", Gzip);
        }
    }

    /// <summary>Whether the length in the headers is that of a compressed body.</summary>
    internal static bool IsCompressed(HttpContentHeaders headers) => Find(headers).Length > 0;

    /// <summary>Whether <see cref="Decode"/> removes all codings.</summary>
    internal static bool IsKnown(HttpContentHeaders headers) => OperatingSystem.IsBrowser() || IsKnown(Find(headers));

    /// <summary>Returns a stream that decodes another, and is disposed with it; null if there is nothing to decode, or it is not known how.</summary>
    internal static Stream? Decode(Stream body, HttpContentHeaders headers, bool isFile)
    {
        string[] codings = Find(headers);
        if (OperatingSystem.IsBrowser() || codings.Length == 0 || !IsKnown(codings))
        {
            return null;
        }

        for (int last = codings.Length - 1; last >= 0; last--)
        {
            body = new DecodedStream(body, codings[last], isFile);
        }

        return body;
    }

    private static bool IsKnown(string[] codings) =>
        codings.Length <= MaxCodings && Array.TrueForAll(codings, static coding => coding is Gzip or Deflate or Brotli);

    /// <summary>The codings in the order in which they were applied, in lowercase, without words that servers send for none.</summary>
    private static string[] Find(HttpContentHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues("Content-Encoding", out HeaderStringValues values))
        {
            return [];
        }

        string[] codings = values.ToString().ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries);
        return
        [
            .. codings.Where(static one => one is not ("" or "identity" or "none" or "utf-8")).Select(static one => one == "x-gzip" ? Gzip : one),
        ];
    }
}
