using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StackOne.Ats.Client.Models;

/// <summary>
/// Reads a boolean that some providers send as the string <c>"true"</c> or <c>"false"</c>, and writes a boolean.
/// </summary>
/// <remarks>The members that need it have it as an attribute, so you do not have to register it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BooleanOrStringJsonConverter : JsonConverter<bool>
{
    /// <inheritdoc />
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String when reader.ValueTextEquals("true"u8) => true,
        JsonTokenType.String when reader.ValueTextEquals("false"u8) => false,
        _ => throw new JsonException(),
    };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}
