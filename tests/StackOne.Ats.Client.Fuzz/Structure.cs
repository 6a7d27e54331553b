using System.Buffers;

namespace StackOne.Ats.Client.Fuzz;

/// <summary>Enough of JSON's and YAML's shape to put one value in the place of another, which single bytes hardly ever do.</summary>
internal static class Structure
{
    private static readonly SearchValues<byte> BeforeValues = SearchValues.Create(" :,[{\n"u8);
    private static readonly SearchValues<byte> AfterWords = SearchValues.Create(" :,]}\n"u8);

    /// <summary>The value that begins at or after a place: what is in brackets or quotes, or a word.</summary>
    internal static Range ValueAfter(ReadOnlySpan<byte> bytes, int at)
    {
        int start = at + Math.Max(bytes[at..].IndexOfAny(BeforeValues), 0);
        start += Math.Max(bytes[start..].IndexOfAnyExcept(" :,\n"u8), 0);
        if (start >= bytes.Length)
        {
            return at..at;
        }

        int length = bytes[start] switch
        {
            (byte)'{' => Bracketed(bytes[start..], (byte)'{', (byte)'}'),
            (byte)'[' => Bracketed(bytes[start..], (byte)'[', (byte)']'),
            (byte)'"' or (byte)'\'' => bytes[(start + 1)..].IndexOf(bytes[start]) + 2,
            _ => bytes[start..].IndexOfAny(AfterWords),
        };
        return length > 0 ? start..(start + length) : start..;
    }

    private static int Bracketed(ReadOnlySpan<byte> bytes, byte open, byte close)
    {
        int depth = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            depth += bytes[i] == open ? 1 : bytes[i] == close ? -1 : 0;
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return 0;
    }
}
