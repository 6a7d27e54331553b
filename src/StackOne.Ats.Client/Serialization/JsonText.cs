using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace StackOne.Ats.Client.Serialization;

/// <summary>
/// What a body needs beyond the grammar of JSON. System.Text.Json takes strings that are no text, and throws when they are read; a
/// <see cref="JsonElement"/> would do so in the application's hands.
/// </summary>
internal static class JsonText
{
    private const int MaxKeptDepth = 1000;
    private const int EscapeLength = 6;

    /// <summary>To look through a body: a deep member must not hide what stands beside it. A level costs a bit, and nobody nests a million.</summary>
    internal static readonly JsonReaderOptions Deep = new() { MaxDepth = 1_000_000 };

    /// <summary>To keep what a body holds.</summary>
    /// <remarks>
    /// Utf8JsonWriter writes 1,000 levels, so what is kept can be sent back. The time that JsonDocument takes grows with the square of the
    /// depth: 100,000 levels are 200 KB and take seconds.
    /// </remarks>
    internal static readonly JsonReaderOptions Kept = new() { MaxDepth = MaxKeptDepth };

    /// <summary>Whether every string in it can be read: it is UTF-8, and no escape is half of a surrogate pair.</summary>
    internal static bool IsReadable(ReadOnlySequence<byte> json) => IsUtf8(json) && !HasLoneSurrogate(json);

    /// <summary>Whether an escape is half of a surrogate pair.</summary>
    internal static bool HasLoneSurrogate(ReadOnlySequence<byte> json)
    {
        var text = new SequenceReader<byte>(json);
        return NextLoneSurrogate(ref text) >= 0;
    }

    /// <summary>The same JSON, with U+FFFD for what no string can hold.</summary>
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

    /// <summary>The same JSON, with null for what is nested deeper than is kept; null where nothing is.</summary>
    /// <remarks>JSON that ends early or is garbled is looked through up to there, and what follows stays as it is.</remarks>
    internal static ReadOnlySequence<byte>? Prune(ReadOnlySequence<byte> json)
    {
        var reader = new Utf8JsonReader(json, Deep);
        byte[] bytes = [];
        ArrayBufferWriter<byte>? pruned = null;
        int copied = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == MaxKeptDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    int start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    if (pruned is null)
                    {
                        // Slicing the pieces of a sequence time and again would take time for each of them.
                        bytes = json.ToArray();
                        pruned = new ArrayBufferWriter<byte>(bytes.Length);
                    }

                    pruned.Write(bytes.AsSpan(copied..start));
                    pruned.Write("null"u8);
                    copied = (int)reader.BytesConsumed;
                }
            }
        }
        catch (JsonException)
        {
            // It is kept up to here, or refused, where it is read.
        }

        if (pruned is null)
        {
            return null;
        }

        pruned.Write(bytes.AsSpan(copied));
        return new ReadOnlySequence<byte>(pruned.WrittenMemory);
    }

    internal static bool IsUtf8(ReadOnlySequence<byte> text)
    {
        // A character that begins in one piece and ends in another.
        Span<byte> split = stackalloc byte[4];
        int held = 0;
        foreach (ReadOnlyMemory<byte> memory in text)
        {
            ReadOnlySpan<byte> piece = memory.Span;
            for (; held > 0 && !piece.IsEmpty; piece = piece[1..])
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

    /// <summary>Where the next escape is that is half of a surrogate pair, or -1.</summary>
    private static long NextLoneSurrogate(ref SequenceReader<byte> text)
    {
        while (text.TryAdvanceTo((byte)'\\', advancePastDelimiter: false))
        {
            if (!TryPeekEscape(ref text, out char unit) || !char.IsSurrogate(unit))
            {
                // The character behind the backslash may be one, too.
                text.Advance(Math.Min(2, text.Remaining));
                continue;
            }

            long at = text.Consumed;
            text.Advance(EscapeLength);
            if (!char.IsHighSurrogate(unit) || !TryPeekEscape(ref text, out char second) || !char.IsLowSurrogate(second))
            {
                return at;
            }

            text.Advance(EscapeLength);
        }

        return -1;
    }

    /// <summary>The UTF-16 code unit that an escape such as <c>\u00e9</c> stands for, if that is what comes next.</summary>
    private static bool TryPeekEscape(ref SequenceReader<byte> text, out char unit)
    {
        Span<byte> escape = stackalloc byte[EscapeLength];
        unit = default;
        if (!text.TryCopyTo(escape)
            || !escape.StartsWith("\\u"u8)
            || !Utf8Parser.TryParse(escape[2..], out ushort value, out int digits, 'x')
            || digits != 4)
        {
            return false;
        }

        unit = (char)value;
        return true;
    }
}
