using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace StackOne.Ats.Client.Fuzz.Oracles;

/// <summary>Whether all that was in the JSON of a model is in the JSON that is made of the model, as it came or in another notation.</summary>
internal static partial class ModelOracle
{
    internal static bool IsSent(JsonElement value, JsonElement? written)
    {
        if (written is not { } sent || sent.ValueKind == JsonValueKind.Null)
        {
            return IsEmpty(value);
        }

        return JsonOracle.IsKept(value, sent) || (value.ValueKind, sent.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => JsonOracle.Members(value).All(member => IsSent(member.Value, Member(sent, member.Key))),
            (_, JsonValueKind.Array) => ItemsOf(value) is var items && ItemsOf(sent) is var others
                && items.Length == others.Length && items.Zip(others, (item, other) => IsSent(item, other)).All(same => same),
            // A value with the provider's own beside it, and one without.
            (_, JsonValueKind.Object) => IsSent(value, Member(sent, "value")),
            (JsonValueKind.Object, _) => Member(value, "value") is { } inner && IsSent(inner, sent),
            _ => AreSame(TextOf(value), TextOf(sent)),
        };
    }

    /// <summary>The items of a list, or the one in place of a list.</summary>
    private static JsonElement[] ItemsOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Where(item => !IsEmpty(item))] : IsEmpty(value) ? [] : [value];

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => value.GetString()!.Length == 0 || ZeroDate().IsMatch(value.GetString()!),
        JsonValueKind.Array => value.EnumerateArray().All(IsEmpty),
        JsonValueKind.Object => value.EnumerateObject().All(member => IsEmpty(member.Value)),
        _ => false,
    };

    private static JsonElement? Member(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value : null;

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>The same text, number, moment or truth.</summary>
    private static bool AreSame(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase)
        || (one, other) is ("1", "true") or ("0", "false")
        || (Number(one) is { } number && number == Number(other))
        || (Moment(one) - Moment(other))?.Duration() < TimeSpan.FromMilliseconds(1);

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    /// <summary>Seconds may end in a point without a fraction.</summary>
    private static DateTimeOffset? Moment(string text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal;
        return DateTimeOffset.TryParse(PointAlone().Replace(text, ""), CultureInfo.InvariantCulture, Utc, out DateTimeOffset moment) ? moment : null;
    }

    [GeneratedRegex(@"^0000-00-00([Tt ][0-9:.]+ *([Zz]|[+-][0-9:]+)?)?\z")]
    private static partial Regex ZeroDate();

    [GeneratedRegex(@"\.(?![0-9])")]
    private static partial Regex PointAlone();
}
