using System.Net.Http.Headers;
using System.Text;
using System.Text.Unicode;

namespace StackOne.Ats.Client.Documents;

/// <summary>
/// Reads the name of a file from Content-Disposition (RFC 6266), also from a value that is not well formed, which .NET's parser rejects as a whole.
/// </summary>
internal static class FileName
{
    internal static string? Find(HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues("Content-Disposition", out HeaderStringValues values)
            ? values.Select(Find).FirstOrDefault(name => name is not null)
            : null;

    /// <summary>The extended form has all of Unicode and goes first (section 4.3), unless no name is left of it.</summary>
    internal static string? Find(string disposition)
    {
        string? plain = null;
        string? extended = null;
        for (int start = 0; disposition.IndexOfAny(['=', ';'], start) is >= 0 and var mark;)
        {
            int begin = SkipSpace(disposition, mark + 1);
            int end = disposition[mark] == ';' ? mark : EndOfValue(disposition, begin);
            string value = end > mark ? Unquote(disposition[begin..end]) : string.Empty;
            switch (disposition[start..mark].Trim().ToLowerInvariant())
            {
                case "filename":
                    plain ??= Clean(EncodedWords(value) ?? Text(Bytes(value)));
                    break;
                case "filename*":
                    extended ??= Clean(Extended(value));
                    break;
            }

            start = Math.Min(end + 1, disposition.Length);
        }

        return extended ?? plain;
    }

    /// <summary>Where a value ends: before the semicolon after its closing quote or, without such a quote, before the next semicolon.</summary>
    private static int EndOfValue(string text, int begin)
    {
        int quote = begin < text.Length && text[begin] == '"' ? begin : -1;
        while (quote >= 0 && (quote = text.IndexOf('"', quote + 1)) >= 0)
        {
            int next = SkipSpace(text, quote + 1);
            if (text[quote - 1] != '\\' && (next == text.Length || text[next] == ';'))
            {
                return next;
            }
        }

        return text.IndexOf(';', begin) is >= 0 and var end ? end : text.Length;
    }

    private static int SkipSpace(string text, int start) => text.Length - text.AsSpan(start).TrimStart().Length;

    /// <summary>Other escaped characters stay: they are more often the path of a server that does not escape.</summary>
    private static string Unquote(string value)
    {
        value = value.Trim();
        string inner = value.StartsWith('"') ? value[1..] : value;
        return (inner.Length < value.Length && inner.EndsWith('"') ? inner[..^1] : inner).Replace("\\\"", "\"", StringComparison.Ordinal);
    }

    /// <summary>RFC 8187: <c>charset'language'text</c>; without the two, all of it is the text.</summary>
    private static string Extended(string value) =>
        value.Split('\'', 3) is [var charset, _, var text] ? Text(Unescape(text), charset) : Text(Unescape(value));

    /// <summary>RFC 2047: <c>=?charset?B or Q?text?=</c>, once or several times; null if the value is anything else.</summary>
    private static string? EncodedWords(string value)
    {
        var bytes = new List<byte>();
        string charset = string.Empty;
        foreach (string word in value.Split(' '))
        {
            if (word.Split('?') is not ["=", var label, var encoding, var text, "="] || DecodeWord(encoding, text) is not { } decoded)
            {
                return null;
            }

            charset = label;
            bytes.AddRange(decoded);
        }

        return Text([.. bytes], charset);
    }

    private static byte[]? DecodeWord(string encoding, string text)
    {
        byte[] bytes = new byte[text.Length];
        return encoding.ToUpperInvariant() switch
        {
            "Q" => Unescape(text.Replace("%", "=25", StringComparison.Ordinal).Replace('_', ' ').Replace('=', '%')),
            "B" when Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out int length) => bytes[..length],
            _ => null,
        };
    }

    /// <summary>The bytes of a text in which <c>%</c> and two hexadecimal digits are a byte.</summary>
    private static byte[] Unescape(string text)
    {
        string escaped = Encoding.Latin1.GetString(Bytes(text));
        var bytes = new List<byte>();
        for (int at = 0; at < escaped.Length;)
        {
            bytes.Add((byte)Uri.HexUnescape(escaped, ref at));
        }

        return [.. bytes];
    }

    /// <summary>The bytes as they arrived: by default, .NET makes a character of each.</summary>
    private static byte[] Bytes(string text) => (text.Any(letter => letter > 0xFF) ? Encoding.UTF8 : Encoding.Latin1).GetBytes(text);

    private static string Text(byte[] bytes, string charset = "")
    {
        bool isLatin1 = charset.StartsWith("iso-8859-1", StringComparison.OrdinalIgnoreCase)
            || charset.StartsWith("windows-1252", StringComparison.OrdinalIgnoreCase);
        return (!isLatin1 && Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
    }

    /// <summary>Without a path, as section 4.3 asks, and without characters that cannot be seen; null if nothing is left.</summary>
    private static string? Clean(string text)
    {
        string visible = string.Concat(text.Where(letter => !char.IsControl(letter) && !IsBidirectionalOrLineEnd(letter)));
        string name = visible[(visible.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        return name is "" or "." or ".." ? null : name;
    }

    /// <summary>Characters that turn the direction of the text make <c>fdp.exe</c> look like <c>exe.pdf</c>.</summary>
    private static bool IsBidirectionalOrLineEnd(char letter) =>
        letter is '\u061c' or '\u200e' or '\u200f' or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
