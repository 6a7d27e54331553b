using System.Globalization;
using StackOne.Ats.Client.Models;

namespace CandidateSync;

/// <summary>The columns of a CSV file.</summary>
internal static class CandidateColumns
{
    internal static IReadOnlyList<string> Names { get; } =
    [
        "account_id", "id", "remote_id", "first_name", "last_name", "emails", "phone_numbers", "company", "title", "country",
        "application_ids", "created_at", "updated_at",
    ];

    internal static IReadOnlyList<string?> Values(string account, Candidate candidate) =>
    [
        account,
        candidate.Id,
        candidate.RemoteId,
        candidate.FirstName,
        candidate.LastName,
        Join(candidate.Emails is { Count: > 0 } emails ? emails.Select(email => email.Value) : [candidate.Email]),
        Join(candidate.PhoneNumbers?.Select(number => number.Phone)),
        candidate.Company,
        candidate.Title,
        candidate.Country,
        Join(candidate.ApplicationIds),
        Text(candidate.CreatedAt),
        Text(candidate.UpdatedAt),
    ];

    private static string Join(IEnumerable<string?>? values) =>
        string.Join(" | ", values?.Where(value => !string.IsNullOrEmpty(value)) ?? []);

    private static string? Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
