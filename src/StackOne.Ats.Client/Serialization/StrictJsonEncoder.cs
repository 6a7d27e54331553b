using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace StackOne.Ats.Client.Serialization;

/// <summary>
/// Writes strings as <see cref="JavaScriptEncoder.Default"/> does, but refuses half of a surrogate pair and bytes that are not UTF-8, for
/// which that writes U+FFFD: what a name was cut to must not go out as another name.
/// </summary>
/// <remarks>
/// It costs nothing where there is nothing to escape: what is not valid is something to escape, so only then is there anything to look at.
/// </remarks>
internal sealed class StrictJsonEncoder : JavaScriptEncoder
{
    internal static StrictJsonEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => Default.MaxOutputCharactersPerInputCharacter;

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        int first = Default.FindFirstCharacterToEncode(text, textLength);
        return first >= 0 && Utf16.HasLoneSurrogate(new ReadOnlySpan<char>(text, textLength)[first..])
            ? throw new JsonException("A string has half of a surrogate pair, which JSON cannot hold.")
            : first;
    }

    /// <remarks>What JsonElement and JsonNode keep of a document that was not UTF-8.</remarks>
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
