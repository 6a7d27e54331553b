using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Converts a value to the JSON of a type without loss.</summary>
/// <param name="value">The value. A null fits every type.</param>
/// <returns>
/// The JSON; <see cref="ScalarConversions.Unchanged"/> if it is the value itself; null if the value does not fit the type.
/// </returns>
internal delegate string? ScalarConversion(JsonElement value);

/// <summary>The conversions for each type of a single value.</summary>
internal static class ScalarConversions
{
    internal const string Unchanged = "";
    internal const string Null = "null";

    /// <summary>The members of a unified value beside the provider's own.</summary>
    internal const string Value = "value";
    internal const string SourceValue = "source_value";

    /// <summary>How many digits a decimal always has.</summary>
    private const int DecimalDigits = 28;

    private const NumberStyles Notation = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <returns>The conversion; null if the type is a model.</returns>
    internal static ScalarConversion? For(Type type) =>
        type == typeof(JsonNode) || type == typeof(JsonElement) ? static _ => Unchanged
        : type == typeof(JsonObject) ? static value => value.ValueKind switch
        {
            JsonValueKind.Object or JsonValueKind.Null => Unchanged,
            _ => IsEmpty(value) ? Null : null,
        }
        : type == typeof(string) ? static value => Unwrapped(value, Text)
        : type == typeof(bool) ? static value => Unwrapped(value, EmptyIsNull, Boolean)
        : type == typeof(int) ? static value => Unwrapped(value, EmptyIsNull, inner => Integer(inner, int.MinValue, int.MaxValue))
        : type == typeof(long) ? static value => Unwrapped(value, EmptyIsNull, inner => Integer(inner, long.MinValue, long.MaxValue))
        : type == typeof(decimal) ? static value => Unwrapped(value, EmptyIsNull, Number)
        : type == typeof(DateTimeOffset) ? static value => Unwrapped(value, EmptyIsNull, Date)
        : type == typeof(ReadOnlyMemory<byte>) ? static value => Unwrapped(value, Bytes)
        // An open enumeration, which has any text but the empty one.
        : type.IsValueType ? static value => Unwrapped(value, EmptyIsNull, Text)
        : null;

    /// <summary>Whether the value stands for an object that is not there. Some languages write an empty map as an empty list.</summary>
    internal static bool IsEmpty(JsonElement value) =>
        IsEmptyText(value) || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    private static bool IsEmptyText(JsonElement value) => value.ValueKind == JsonValueKind.String && value.ValueEquals(string.Empty);

    private static bool IsNothing(JsonElement value) => value.ValueKind == JsonValueKind.Null || IsEmptyText(value);

    private static string? EmptyIsNull(JsonElement value) => IsEmptyText(value) ? Null : null;

    /// <summary>
    /// Converts the value, or the one in an object that has only a value and the provider's own. The first conversion that fits counts.
    /// </summary>
    private static string? Unwrapped(JsonElement value, params ReadOnlySpan<ScalarConversion> conversions)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return Null;
        }

        bool isWrapped = false;
        if (value.ValueKind == JsonValueKind.Object
            && value.EnumerateObject().All(member => member.Name is Value or SourceValue)
            && value.TryGetProperty(Value, out JsonElement unified))
        {
            if (IsEmptyText(unified) && value.TryGetProperty(SourceValue, out JsonElement own) && !IsNothing(own))
            {
                // Only the provider's own value says something.
                return null;
            }

            isWrapped = true;
            value = unified;
        }

        foreach (ScalarConversion conversion in conversions)
        {
            if (conversion(value) is { } converted)
            {
                return isWrapped && converted == Unchanged ? value.GetRawText() : converted;
            }
        }

        return null;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Unchanged,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => $"\"{value.GetRawText()}\"",
        _ => null,
    };

    /// <remarks>Not by <see cref="bool"/>, which ignores U+0000 at the end.</remarks>
    private static string? Boolean(JsonElement value)
    {
        string text = value.ToString();
        return text == "1" || Ascii.EqualsIgnoreCase(text, "true") ? "true"
            : text == "0" || Ascii.EqualsIgnoreCase(text, "false") ? "false"
            : null;
    }

    private static string? Integer(JsonElement value, long min, long max) =>
        ToDecimal(value) is { } number && IsExact(value.ToString(), number)
        && number == decimal.Truncate(number) && number >= min && number <= max
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : null;

    /// <summary>Whether a number that is whole was so before it was parsed: no digit was rounded.</summary>
    private static bool IsExact(string text, decimal number)
    {
        string mantissa = text.Split('e', 'E')[0];
        string digits = string.Concat(mantissa.Where(char.IsAsciiDigit)).Trim('0');
        return digits.Length <= DecimalDigits && (number != 0 || digits.Length == 0);
    }

    private static string? Number(JsonElement value) => ToDecimal(value) switch
    {
        null => null,
        _ when value.ValueKind == JsonValueKind.Number => Unchanged,
        { } number => number.ToString(CultureInfo.InvariantCulture),
    };

    private static string? Date(JsonElement value)
    {
        string? text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return JsonDate.IsZero(text) ? Null : JsonDate.TryParse(text, out _) ? Unchanged : null;
    }

    private static string? Bytes(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out _) ? Unchanged : null;

    /// <summary>The number, also of text that is one; null if it is none, or not in the range of a decimal.</summary>
    private static decimal? ToDecimal(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && value.ToString() is var text
        // .NET ignores U+0000 at the end.
        && !text.EndsWith('\0')
        && decimal.TryParse(text, Notation, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : null;
}
