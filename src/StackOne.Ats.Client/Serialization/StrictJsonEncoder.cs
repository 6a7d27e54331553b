using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace StackOne.Ats.Client.Serialization;

/// <summary>
/// Encodes strings as <see cref="JavaScriptEncoder.Default"/> does, but throws on lone surrogates and invalid UTF-8 instead of writing U+FFFD.
/// </summary>
/// <remarks>
/// A name that was cut within a character must not be sent as another name. The check costs nothing for strings that need no escape, because
/// invalid text always needs one.
/// </remarks>
internal sealed class StrictJsonEncoder : JavaScriptEncoder
{
    internal static StrictJsonEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => Default.MaxOutputCharactersPerInputCharacter;

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        int first = Default.FindFirstCharacterToEncode(text, textLength);
        return first >= 0 && Utf16.HasLoneSurrogate(new ReadOnlySpan<char>(text, textLength)[first..])
            ? throw new JsonException("A string contains an unpaired surrogate, which JSON cannot represent.")
            : first;
    }

    /// <remarks>JsonElement and JsonNode keep the bytes of a document that was not UTF-8.</remarks>
    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        int first = Default.FindFirstCharacterToEncodeUtf8(utf8Text);
        return first >= 0 && !Utf8.IsValid(utf8Text[first..])
            ? throw new JsonException("A string that came from bytes is not UTF-8, which JSON has to be.")
            : first;
    }

    public override OperationStatus Encode(
        ReadOnlySpan<char> source,
        Span<char> destination,
        out int charsConsumed,
        out int charsWritten,
        bool isFinalBlock = true) => Default.Encode(source, destination, out charsConsumed, out charsWritten, isFinalBlock);

    public override OperationStatus EncodeUtf8(
        ReadOnlySpan<byte> utf8Source,
        Span<byte> utf8Destination,
        out int bytesConsumed,
        out int bytesWritten,
        bool isFinalBlock = true) => Default.EncodeUtf8(utf8Source, utf8Destination, out bytesConsumed, out bytesWritten, isFinalBlock);

    public override bool WillEncode(int unicodeScalar) => Default.WillEncode(unicodeScalar);

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        Default.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
}
