using System.Buffers;
using System.Text;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Whether a string is text. Half of a surrogate pair has no UTF-8, and would go out as another character.</summary>
internal static class Utf16
{
    internal static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int consumed) != OperationStatus.Done)
            {
                return true;
            }

            text = text[consumed..];
        }

        return false;
    }
}
