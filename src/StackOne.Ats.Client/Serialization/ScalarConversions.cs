using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Converts a value to the JSON of a type.</summary>
/// <param name="value">The value, which is not null.</param>
/// <param name="converted">The JSON, which may be null.</param>
/// <returns>Whether the value can be converted without loss.</returns>
internal delegate bool ScalarConversion(JsonElement value, out JsonNode? converted);

/// <summary>The conversions that lose nothing, for each type of a single value.</summary>
internal static class ScalarConversions
{
    /// <summary>The members of a unified value beside the provider's own.</summary>
    internal const string Value = "value";
    internal const string SourceValue = "source_value";

    private const NumberStyles Notation = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <returns>The conversion; null if the type is a model.</returns>
    internal static ScalarConversion? For(Type type) =>
        type == typeof(JsonElement) ? TryAny
        : type == typeof(JsonObject) ? TryMap
        : type == typeof(string) ? Unwrapped(TryText, emptyIsNull: false)
        : type == typeof(bool) ? Unwrapped(TryBoolean)
        : type == typeof(int) ? Unwrapped((JsonElement value, out JsonNode? converted) => TryInteger(value, int.MinValue, int.MaxValue, out converted))
        : type == typeof(long) ? Unwrapped((JsonElement value, out JsonNode? converted) => TryInteger(value, long.MinValue, long.MaxValue, out converted))
        : type == typeof(decimal) ? Unwrapped(TryDecimal)
        : type == typeof(DateTimeOffset) ? Unwrapped(TryDate)
        : type == typeof(ReadOnlyMemory<byte>) ? Unwrapped(TryBytes)
        // An open enumeration, which has any text but the empty one.
        : type.IsValueType ? Unwrapped(TryText)
        : null;

    /// <summary>Takes the value out of an object that has only a value and the provider's own.</summary>
    private static ScalarConversion Unwrapped(ScalarConversion conversion, bool emptyIsNull = true) => (JsonElement value, out JsonNode? converted) =>
    {
        JsonElement inner = Unwrap(value);
        converted = null;
        return (emptyIsNull && IsEmptyText(inner)) || conversion(inner, out converted);
    };

    private static JsonElement Unwrap(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.EnumerateObject().All(member => member.Name is Value or SourceValue)
        && value.TryGetProperty(Value, out JsonElement inner)
            ? inner
            : value;

    private static bool TryAny(JsonElement value, out JsonNode? converted)
    {
        converted = Create(value);
        return true;
    }

    private static bool TryMap(JsonElement value, out JsonNode? converted)
    {
        converted = value.ValueKind == JsonValueKind.Object ? MapJsonConverter.Create(value) : null;
        return converted is not null || IsEmpty(value);
    }

    private static bool TryText(JsonElement value, out JsonNode? converted)
    {
        converted = value.ValueKind switch
        {
            JsonValueKind.String => Create(value),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => JsonValue.Create(value.GetRawText()),
            _ => null,
        };
        return converted is not null;
    }

    private static bool TryBoolean(JsonElement value, out JsonNode? converted)
    {
        bool? known = value.ToString() switch
        {
            "1" => true,
            "0" => false,
            var text when bool.TryParse(text, out bool parsed) => parsed,
            _ => null,
        };
        converted = known;
        return known is not null;
    }

    private static bool TryInteger(JsonElement value, long min, long max, out JsonNode? converted)
    {
        converted = TryNumber(value) is { } number && number == decimal.Truncate(number) && number >= min && number <= max
            ? JsonValue.Create((long)number)
            : null;
        return converted is not null;
    }

    private static bool TryDecimal(JsonElement value, out JsonNode? converted)
    {
        converted = TryNumber(value);
        return converted is not null;
    }

    private static bool TryDate(JsonElement value, out JsonNode? converted)
    {
        converted = Create(value);
        string? text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (JsonDate.IsZero(text))
        {
            converted = null;
            return true;
        }

        return JsonDate.TryParse(text, out _);
    }

    private static bool TryBytes(JsonElement value, out JsonNode? converted)
    {
        converted = Create(value);
        return value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out _);
    }

    /// <summary>The number, also of text that is one; null if it is none, or not in the range of a decimal.</summary>
    private static decimal? TryNumber(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && decimal.TryParse(value.ToString(), Notation, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : null;

    /// <summary>Whether the value stands for an object that is not there. Some languages write an empty map as an empty list.</summary>
    internal static bool IsEmpty(JsonElement value) =>
        IsEmptyText(value) || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    private static bool IsEmptyText(JsonElement value) => value.ValueKind == JsonValueKind.String && value.ValueEquals(string.Empty);

    internal static JsonNode? Create(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value),
        JsonValueKind.Array => JsonArray.Create(value),
        _ => JsonValue.Create(value),
    };
}
