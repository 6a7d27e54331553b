using System.Globalization;
using System.Text.Json;

namespace CandidateSync;

/// <summary>The columns of a CSV file.</summary>
/// <remarks>
/// They are read from the JSON of a candidate, not from a <c>Candidate</c>: a value that a provider sent and that did not fit its property is stored
/// as it came, and would not fit again.
/// </remarks>
internal static class CandidateColumns
{
    internal static IReadOnlyList<string> Names { get; } =
    [
        "account_id", "id", "remote_id", "first_name", "last_name", "emails", "phone_numbers", "company", "title", "country",
        "application_ids", "created_at", "updated_at",
    ];

    internal static IReadOnlyList<string?> Values(string account, JsonElement candidate) =>
    [
        account,
        Text(candidate, "id"),
        Text(candidate, "remote_id"),
        Text(candidate, "first_name"),
        Text(candidate, "last_name"),
        All(candidate, "emails", "value") is { Length: > 0 } emails ? emails : Text(candidate, "email"),
        All(candidate, "phone_numbers", "phone"),
        Text(candidate, "company"),
        Text(candidate, "title"),
        Text(candidate, "country"),
        All(candidate, "application_ids"),
        Time(candidate, "created_at"),
        Time(candidate, "updated_at"),
    ];

    /// <summary>The items of a list, or of each the value of one member. What is no list is the only item.</summary>
    private static string All(JsonElement record, string list, string? member = null)
    {
        IEnumerable<JsonElement> items = !record.TryGetProperty(list, out JsonElement value) ? []
            : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray()
            : [value];
        IEnumerable<string?> texts = items.Select(item =>
            member is not null && item.ValueKind == JsonValueKind.Object ? Text(item, member) : Text(item));
        return string.Join(" | ", texts.Where(text => !string.IsNullOrEmpty(text)));
    }

    private static string? Time(JsonElement record, string name) =>
        record.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
        && value.TryGetDateTimeOffset(out DateTimeOffset time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : Text(record, name);

    private static string? Text(JsonElement record, string name) =>
        record.TryGetProperty(name, out JsonElement value) ? Text(value) : null;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
