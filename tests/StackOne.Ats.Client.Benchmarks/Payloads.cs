using System.Globalization;
using System.Text;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks;

/// <summary>What all contenders send and get.</summary>
internal static partial class Payloads
{
    internal const string Key = "benchmark-key";
    internal const string Account = "45072196112816593343";
    internal const string RequestId = "d0c0f5e0-52c2-4cb8-9d2e-2a9f0b8d7f11";
    internal const string OrderPath = "/unified/ats/assessments/orders";
    internal const string CandidatesPath = "/unified/ats/candidates";
    internal const string OrderId = "ord_5f8b3c2d1e";
    internal const string UserAgent = "StackOne.Ats.Client.Benchmarks/1.0";
    internal const int PageSize = 100;
    internal const int Pages = 100;

    internal static AssessmentOrderRequest Order { get; } = new()
    {
        Id = "5f8b3c2d1e",
        Package = new() { Id = "pkg_sql_basics" },
        Application = new() { Id = "app_1", ApplicationStatus = new() { Value = ApplicationStatusValue.Assessment } },
        Job = new() { Id = "job_1", Title = "Data Engineer" },
        Candidate = new()
        {
            FirstName = "Ada",
            LastName = "Example",
            Emails = [new() { Type = "personal", Value = "ada@example.com" }],
        },
        Requester = new() { FirstName = "Rae", LastName = "Cruiter", Email = "rae@example.com" },
        ResultsUpdateUrl = "https://example.com/integrations/results/update",
    };

    internal static byte[] OrderAnswer { get; } = Encoding.UTF8.GetBytes(
        $$"""
        {"id":"{{OrderId}}","remote_id":"8187e5da-dc77-475e-9949-af0f1fa4e4e3","test_url":"https://assessments.example.com/take/5f8b3c2d1e"}
        """);

    /// <summary>What a contender must return for an order.</summary>
    internal static string OrderDescription { get; } = Describe(
        OrderId,
        "8187e5da-dc77-475e-9949-af0f1fa4e4e3",
        "https://assessments.example.com/take/5f8b3c2d1e");

    /// <summary>What a contender must return for <see cref="FirstPage"/>: of the last candidate.</summary>
    internal static string PageDescription { get; } = Describe(
        PageSize,
        "cand_000099",
        "candidate000099@example.com",
        "+15550000099",
        "Salary expectation",
        new DateTimeOffset(2026, 2, 20, 17, 45, 12, 345, TimeSpan.Zero));

    /// <summary>The first page of a list.</summary>
    internal static byte[] FirstPage { get; } = Page(0);

    /// <summary>The first page with a date in each candidate that is none.</summary>
    internal static byte[] OddPage { get; } = Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(FirstPage).Replace("\"2026-01-15T09:30:00.000Z\"", "\"in January\"", StringComparison.Ordinal));

    /// <summary>One page of the list, which is the last if its number is.</summary>
    internal static byte[] Page(int number)
    {
        string next = number < Pages - 1 ? $"\"{number + 1}\"" : "null";
        string data = string.Join(',', Enumerable.Range(number * PageSize, PageSize).Select(Candidate));
        return Encoding.UTF8.GetBytes($$"""{"next":{{next}},"data":[{{data}}]}""");
    }

    internal static string Describe(params object?[] values) => string.Join(' ', values);

    private static string Candidate(int number)
    {
        string id = number.ToString("D6", CultureInfo.InvariantCulture);
        return $$"""
            {"id":"cand_{{id}}","remote_id":"8187e5da-dc77-475e-9949-{{id}}1fa4e4","name":"Candidate {{id}}",
            "first_name":"Candidate","last_name":"Number {{id}}","email":"candidate{{id}}@example.com",
            "emails":[{"type":"personal","value":"candidate{{id}}@example.com"}],"phone":"+15550{{id}}",
            "phone_numbers":[{"type":"mobile","phone":"+15550{{id}}"}],
            "company":"Example Ltd","title":"Data Engineer","application_ids":["app_{{id}}"],"country":"GB",
            "custom_fields":[{"id":"cf_1","remote_id":"rcf_1","name":"Notice period","value":"3 months","value_id":"v_3"},
            {"id":"cf_2","remote_id":"rcf_2","name":"Salary expectation","value":"85000","value_id":"v_{{id}}"}],
            "created_at":"2026-01-15T09:30:00.000Z","updated_at":"2026-02-20T17:45:12.345Z"}
            """.ReplaceLineEndings(string.Empty);
    }
}
