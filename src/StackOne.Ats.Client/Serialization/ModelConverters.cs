using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Reads a date by <see cref="JsonDate"/>: System.Text.Json would read one without an offset in the time zone of the machine.</summary>
internal sealed class DateTimeOffsetJsonConverter : JsonConverter<DateTimeOffset>
{
    /// <summary>The length of <c>2026-01-01T00:00+00:00</c>. In a shorter date, the sixth last character can be a hyphen of the day.</summary>
    private const int MinLengthWithOffset = 22;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        HasOffset(ref reader) && reader.TryGetDateTimeOffset(out DateTimeOffset date) ? date
        : reader.TokenType == JsonTokenType.String && JsonDate.TryParse(reader.GetString(), out date) ? date
        : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <summary>Whether the date ends as nearly all do. The parser of System.Text.Json reads those without a string.</summary>
    /// <remarks>With escapes, the bytes are not the characters.</remarks>
    private static bool HasOffset(ref Utf8JsonReader reader) =>
        reader is { TokenType: JsonTokenType.String, ValueIsEscaped: false }
        && (reader.ValueSpan is [.., (byte)'Z']
            || (reader.ValueSpan.Length >= MinLengthWithOffset && reader.ValueSpan[^6] is (byte)'+' or (byte)'-'));
}

/// <summary>Reads a boolean that may be the text <c>"true"</c> or <c>"false"</c>, which the contract allows for some members.</summary>
internal sealed class BooleanJsonConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String when reader.ValueTextEquals("true"u8) => true,
        JsonTokenType.String when reader.ValueTextEquals("false"u8) => false,
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}

/// <summary>Reads a map by <see cref="JsonNodes"/>.</summary>
internal sealed class MapJsonConverter : JsonConverter<JsonObject>
{
    public override JsonObject? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.StartObject ? JsonNodes.CreateMap(JsonElement.ParseValue(ref reader)) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, JsonObject value, JsonSerializerOptions options) => value.WriteTo(writer, options);
}

/// <summary>Reads any JSON value by <see cref="JsonNodes"/>.</summary>
internal sealed class AnyJsonConverter : JsonConverter<JsonNode>
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(JsonNode);

    public override JsonNode? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNodes.Create(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, JsonNode value, JsonSerializerOptions options) => value.WriteTo(writer, options);
}

/// <summary>Creates nodes of which all is read at once.</summary>
/// <remarks>
/// By default, an object is read when it is first used, which throws in the application's code if a name comes twice. Of such a name, the last
/// value counts here.
/// </remarks>
internal static class JsonNodes
{
    internal static JsonNode? Create(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => CreateMap(element),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Create)]),
        _ => JsonValue.Create(element),
    };

    internal static JsonObject CreateMap(JsonElement element)
    {
        var map = new JsonObject();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            map[member.Name] = Create(member.Value);
        }

        return map;
    }
}
