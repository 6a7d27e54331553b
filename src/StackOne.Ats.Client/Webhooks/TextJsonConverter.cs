using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StackOne.Ats.Client.Webhooks;

/// <summary>Reads text, also of a number or a boolean: StackOne documents both for the id of an event's record.</summary>
/// <remarks>The lenient reader converts them to the same text, but reads the event a second time for it.</remarks>
internal sealed class TextJsonConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
