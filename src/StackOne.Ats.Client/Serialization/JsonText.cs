using System.Buffers;
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
    private const int EscapeLength = 6;

    /// <summary>The options to scan a body.</summary>
    internal static readonly JsonReaderOptions Options = new() { MaxDepth = ModelJson.MaxDepth };

    /// <summary>Whether every string in the JSON can be read: it is UTF-8, and no escape is a lone surrogate.</summary>
    internal static bool IsReadable(ReadOnlySequence<byte> json) => IsUtf8(json) && !HasLoneSurrogate(json);

    /// <summary>Whether an escape is a lone surrogate.</summary>
    internal static bool HasLoneSurrogate(ReadOnlySequence<byte> json)
    {
        // Most bodies have no escapes of this kind. A search for them costs less than a reader.
        return (!json.IsSingleSegment || json.FirstSpan.IndexOf("\\u"u8) >= 0) && Find(json);

        static bool Find(ReadOnlySequence<byte> json)
        {
            var text = new SequenceReader<byte>(json);
            return NextLoneSurrogate(ref text) >= 0;
        }
    }

    /// <summary>Whether an item of a list may be null. A text that contains the same characters is taken for one.</summary>
    internal static bool MayHaveNullItem(ReadOnlySequence<byte> json)
    {
        if (!json.IsSingleSegment)
        {
            return HasNullItem(json);
        }

        ReadOnlySpan<byte> text = json.FirstSpan;
        for (int start = 0; text[start..].IndexOf("null"u8) is >= 0 and var at; start += at + 1)
        {
            if (EndsBeforeItem(text[..(start + at)]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasNullItem(ReadOnlySequence<byte> json)
    {
        Span<byte> tail = stackalloc byte[16];
        var text = new SequenceReader<byte>(json);
        while (text.TryReadTo(out ReadOnlySequence<byte> before, "null"u8))
        {
            int length = (int)Math.Min(before.Length, tail.Length);
            before.Slice(before.Length - length).CopyTo(tail);
            if (EndsBeforeItem(tail[..length]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsBeforeItem(ReadOnlySpan<byte> json) => json.TrimEnd(" \t\r\n"u8) is [] or [.., (byte)'[' or (byte)','];

    /// <summary>The same JSON, with U+FFFD in place of invalid UTF-8 and lone surrogates.</summary>
    internal static ReadOnlySequence<byte> Repair(ReadOnlySequence<byte> json)
    {
        if (IsReadable(json))
        {
            return json;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        var repaired = new ReadOnlySequence<byte>(bytes);
        var text = new SequenceReader<byte>(repaired);
        while (NextLoneSurrogate(ref text) is >= 0 and var at)
        {
            "\\ufffd"u8.CopyTo(bytes.AsSpan((int)at));
        }

        return repaired;
    }

    internal static bool IsUtf8(ReadOnlySequence<byte> text) => text.IsSingleSegment ? Utf8.IsValid(text.FirstSpan) : AreUtf8(text);

    private static bool AreUtf8(ReadOnlySequence<byte> text)
    {
        // Holds a character that is split between two segments.
        Span<byte> split = stackalloc byte[4];
        int held = 0;
        foreach (ReadOnlyMemory<byte> memory in text)
        {
            ReadOnlySpan<byte> piece = memory.Span;
            for (; held != 0 && !piece.IsEmpty; piece = piece[1..])
            {
                split[held++] = piece[0];
                switch (Rune.DecodeFromUtf8(split[..held], out _, out _))
                {
                    case OperationStatus.Done:
                        held = 0;
                        break;
                    case OperationStatus.InvalidData:
                        return false;
                }
            }

            if (Rune.DecodeLastFromUtf8(piece, out _, out int rest) == OperationStatus.NeedMoreData && !piece.IsEmpty)
            {
                piece[^rest..].CopyTo(split);
                held = rest;
                piece = piece[..^rest];
            }

            if (!Utf8.IsValid(piece))
            {
                return false;
            }
        }

        return held == 0;
    }

    /// <summary>The position of the next escape that is a lone surrogate, or -1.</summary>
    private static long NextLoneSurrogate(ref SequenceReader<byte> text)
    {
        while (text.TryAdvanceTo((byte)'\\', advancePastDelimiter: false))
        {
            char unit = PeekEscape(ref text);
            if (!char.IsSurrogate(unit))
            {
                // Two bytes, because the escaped character may be a backslash, too.
                text.Advance(Math.Min(2, text.Remaining));
                continue;
            }

            long at = text.Consumed;
            text.Advance(EscapeLength);
            if (!char.IsHighSurrogate(unit) || !char.IsLowSurrogate(PeekEscape(ref text)))
            {
                return at;
            }

            text.Advance(EscapeLength);
        }

        return -1;
    }

    /// <summary>The UTF-16 code unit of an escape such as <c>\u00e9</c>, without consuming it; U+0000 if no escape is next.</summary>
    private static char PeekEscape(ref SequenceReader<byte> text)
    {
        Span<byte> escape = stackalloc byte[EscapeLength];
        return text.TryCopyTo(escape)
            && escape.StartsWith("\\u"u8)
            && Utf8Parser.TryParse(escape[2..], out ushort unit, out int digits, 'x')
            && digits == 4
                ? (char)unit
                : default;
    }
}
