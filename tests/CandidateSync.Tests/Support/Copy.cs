using System.Text.Json;
using AssessmentVendor.Tests;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace CandidateSync.Tests;

/// <summary>Holds a copy against the sandbox that it is of.</summary>
internal static class Copy
{
    private const string Keys = """SELECT "AccountId" || '/' || "Kind" || '/' || "Id" FROM "Records" ORDER BY 1""";

    /// <summary>The keys of all stored records: account/kind/id.</summary>
    internal static async Task<string[]> KeysAsync(Database database) =>
        [.. (await database.ReadAsync(Keys)).Order(StringComparer.Ordinal)];

    /// <summary>The keys that a copy of these accounts has.</summary>
    internal static string[] KeysOf(StackOneSandbox sandbox, params IEnumerable<string> accounts) =>
    [
        .. accounts
            .Select(sandbox.Account)
            .SelectMany(account => account.All<Job>().Select(job => $"{account.Id}/jobs/{job.Id}")
                .Concat(account.All<Candidate>().Select(candidate => $"{account.Id}/candidates/{candidate.Id}"))
                .Concat(account.All<Application>().Select(application => $"{account.Id}/applications/{application.Id}")))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The candidates that are stored of an account, as they were read.</summary>
    internal static async Task<Candidate[]> CandidatesAsync(Database database, string account) =>
    [
        .. (await database.ReadAsync($"""SELECT "Json" FROM "Records" WHERE "Kind" = 'candidates' AND "AccountId" = '{account}'"""))
            .Select(json => JsonSerializer.Deserialize<Candidate>(json)!)
            .OrderBy(candidate => candidate.Id, StringComparer.Ordinal),
    ];
}
