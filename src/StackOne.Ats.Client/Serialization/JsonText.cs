using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Checks and repairs what the grammar of JSON does not cover: invalid text.</summary>
/// <remarks>
/// System.Text.Json accepts strings that are not valid text and throws when they are read. With a <see cref="JsonElement"/>, that would be
/// in the application's code.
/// </remarks>
internal static class JsonText
{
    /// <summary>The length of an escape such as <c>\u00e9</c>.</summary>
    private const int EscapeLength = 6;

    /// <summary>The options to scan a body.</summary>
    internal static readonly JsonReaderOptions Options = new() { MaxDepth = ModelJson.MaxDepth };

    /// <summary>Whether every string in the JSON can be read: it is UTF-8, and no escape is a lone surrogate.</summary>
    internal static bool IsReadable(ReadOnlySpan<byte> json) => Utf8.IsValid(json) && !HasLoneSurrogate(json);

    /// <summary>Whether an escape is a lone surrogate.</summary>
    internal static bool HasLoneSurrogate(ReadOnlySpan<byte> json) => NextLoneSurrogate(json, 0) >= 0;

    /// <summary>Whether an item of a list may be null. A text that contains the same characters is taken for one.</summary>
    internal static bool MayHaveNullItem(ReadOnlySpan<byte> json)
    {
        for (int start = 0; json[start..].IndexOf("null"u8) is >= 0 and var at; start += at + 1)
        {
            if (json[..(start + at)].TrimEnd(" \t\r\n"u8) is [.., (byte)'[' or (byte)','])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same JSON, with U+FFFD in place of invalid UTF-8 and lone surrogates.</summary>
    internal static ReadOnlyMemory<byte> Repair(ReadOnlyMemory<byte> json)
    {
        if (IsReadable(json.Span))
        {
            return json;
        }

        byte[] repaired = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json.Span));
        for (int at = 0; (at = NextLoneSurrogate(repaired, at)) >= 0; at += EscapeLength)
        {
            "\\ufffd"u8.CopyTo(repaired.AsSpan(at));
        }

        return repaired;
    }

    /// <summary>The position of the next escape that is a lone surrogate, or -1.</summary>
    private static int NextLoneSurrogate(ReadOnlySpan<byte> text, int start)
    {
        // Most bodies have no escapes of this kind.
        while (start < text.Length && text[start..].IndexOf((byte)'\\') is >= 0 and var found)
        {
            int at = start + found;
            char unit = Escape(text[at..]);
            if (!char.IsSurrogate(unit))
            {
                // Two bytes, because the escaped character may be a backslash, too.
                start = at + 2;
            }
            else if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(Escape(text[(at + EscapeLength)..])))
            {
                start = at + (2 * EscapeLength);
            }
            else
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The UTF-16 code unit of the escape that the text begins with; U+0000 if it begins with no escape.</summary>
    private static char Escape(ReadOnlySpan<byte> text) =>
        text.Length >= EscapeLength
        && text.StartsWith("\\u"u8)
        && Utf8Parser.TryParse(text[2..EscapeLength], out ushort unit, out int digits, 'x')
        && digits == 4
            ? (char)unit
            : default;
}
