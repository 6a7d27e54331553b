using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>The filters of lists: <c>filter[name]=value</c>, and the deprecated parameters <c>updated_after</c> and <c>job_id</c>.</summary>
internal static class Filters
{
    private static readonly string[] Deprecated = ["updated_after", "job_id"];

    internal static bool IsFilter(string parameter) => NameOf(parameter) is not null;

    /// <summary>The records that match all filters of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="known">The filters that the operation has.</param>
    /// <param name="rows">The records.</param>
    /// <exception cref="RejectedException">The operation does not have a filter, or its value is invalid: a 400.</exception>
    internal static IEnumerable<Resource> Apply(IQueryCollection query, string[] known, IEnumerable<Resource> rows)
    {
        foreach ((string parameter, var values) in query)
        {
            if (NameOf(parameter) is not { } name)
            {
                continue;
            }

            if (!known.Contains(name))
            {
                throw new RejectedException(400, $"{parameter} is not a filter of this operation.");
            }

            rows = rows.Where(Predicate(name, parameter, values.ToString()));
        }

        return rows;
    }

    private static string? NameOf(string parameter) =>
        parameter.StartsWith("filter[", StringComparison.Ordinal) && parameter.EndsWith(']') ? parameter["filter[".Length..^1]
        : Deprecated.Contains(parameter) ? parameter
        : null;

    private static Func<Resource, bool> Predicate(string name, string parameter, string value)
    {
        switch (name)
        {
            case "updated_after":
                DateTimeOffset updated = Date(parameter, value);
                return row => row.UpdatedAt > updated;
            case "created_after":
                DateTimeOffset created = Date(parameter, value);
                return row => row.CreatedAt > created;
            case "job_id" or "application_stage_id":
                return row => row.Text(name) == value;
            case "stage":
                return row => row.Text("application_stage", "id") == value || row.Text("application_stage", "name") == value;
            case "email":
                return row => Emails(row).Contains(value, StringComparer.OrdinalIgnoreCase);
            case "type":
                return row => row.Text("category", "value") == value;
            case "change_type":
                OneOf(parameter, value, "application_status", "interview_stage", "rejected_reasons", "unmapped_value");
                return row => row.Text("change_type", "value") == value;
            default:
                OneOf(parameter, value, "open", "draft");
                return row => row.Text("job_status", "value") == value;
        }
    }

    private static IEnumerable<string?> Emails(Resource row)
    {
        yield return row.Text("email");
        if (row.Body.TryGetProperty("emails", out JsonElement emails) && emails.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement email in emails.EnumerateArray())
            {
                yield return email.TryGetProperty("value", out JsonElement value) ? value.GetString() : null;
            }
        }
    }

    private static DateTimeOffset Date(string parameter, string value) =>
        Timestamp.TryParse(value, out DateTimeOffset date)
            ? date
            : throw new RejectedException(400, $"{parameter} must be a date and time, such as 2026-01-31T12:00:00Z.");

    private static void OneOf(string parameter, string value, params string[] values)
    {
        if (!values.Contains(value))
        {
            throw new RejectedException(400, $"{parameter} must be one of {string.Join(", ", values)}.");
        }
    }
}
