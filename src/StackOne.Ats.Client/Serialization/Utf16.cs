using System.Buffers;
using System.Text;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Checks that a string is valid UTF-16.</summary>
/// <remarks>A lone surrogate cannot be encoded as UTF-8, and would be sent as another character.</remarks>
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
