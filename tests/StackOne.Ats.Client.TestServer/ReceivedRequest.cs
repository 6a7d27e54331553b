using System.Globalization;
using System.Text;

namespace StackOne.Ats.Client.TestServer;

/// <summary>A request as it arrived, byte for byte.</summary>
/// <param name="Head">The request line and the headers, up to and with the empty line; each byte a character (Latin-1).</param>
/// <param name="Body">As much of the body as arrived.</param>
/// <param name="IsComplete">Whether all of it arrived.</param>
internal sealed record ReceivedRequest(string Head, ReadOnlyMemory<byte> Body, bool IsComplete)
{
    private static ReadOnlySpan<byte> EndOfHead => "\r\n\r\n"u8;

    private int Length => Head.Length + Body.Length;

    /// <summary>Head and body; each byte a character (Latin-1).</summary>
    internal string Text => Head + Encoding.Latin1.GetString(Body.Span);

    /// <summary>A complete request that a server would carry out.</summary>
    internal bool IsPost => IsComplete && Head.StartsWith("POST ", StringComparison.Ordinal);

    /// <summary>The value of a header that occurs once.</summary>
    internal string? Header(string name)
    {
        string[] lines = Head.Split("\r\n");
        return Array.Find(lines, line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
    }

    internal static IEnumerable<ReceivedRequest> ParseAll(ReadOnlyMemory<byte> bytes)
    {
        while (ParseFirst(bytes) is { } request)
        {
            yield return request;
            bytes = bytes[request.Length..];
        }
    }

    /// <summary>The request that the bytes begin with, or null where not even its head is whole.</summary>
    internal static ReceivedRequest? ParseFirst(ReadOnlyMemory<byte> bytes)
    {
        int end = bytes.Span.IndexOf(EndOfHead);
        if (end < 0)
        {
            return null;
        }

        string head = Encoding.Latin1.GetString(bytes.Span[..(end + EndOfHead.Length)]);
        var request = new ReceivedRequest(head, default, IsComplete: false);
        int announced = int.Parse(request.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);
        int arrived = Math.Min(announced, bytes.Length - head.Length);
        return request with { Body = bytes.Slice(head.Length, arrived), IsComplete = arrived == announced };
    }
}
