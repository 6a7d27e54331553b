using System.Text.Json;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Fixtures;

/// <summary>The invented company whose records each linked account starts with: <c>company.json</c> and the records that follow from it.</summary>
internal static class Company
{
    /// <summary>The date of the records in <c>company.json</c>.</summary>
    internal static readonly DateTimeOffset Founded = new(2025, 9, 1, 9, 0, 0, TimeSpan.Zero);

    private static readonly Collection[] PlainCollections =
    [
        Collection.Departments, Collection.Locations, Collection.Users, Collection.RejectedReasons, Collection.ApplicationFields,
        Collection.CandidateFields, Collection.JobFields, Collection.DocumentCategories, Collection.AssessmentPackages,
        Collection.CheckPackages, Collection.Lists,
    ];

    private static readonly Lazy<Account> Original = new(Build);

    /// <summary>The account to copy. It never changes, so that any number of threads may read it.</summary>
    internal static Account Account => Original.Value;

    private static Account Build()
    {
        var account = new Account();
        JsonElement company = Embedded.Json("company.json");
        foreach (Collection collection in PlainCollections)
        {
            foreach (JsonObject members in Items(company, collection))
            {
                account.Add(collection, members, Founded);
            }
        }

        foreach (JsonObject members in Items(company, Collection.Jobs))
        {
            Resource job = Jobs.Create(account, members, Founded);
            if (job.Text("job_status", "value") != "draft")
            {
                account.Add(Collection.JobPostings, JobPosting.Of(job), Founded.AddDays(1));
            }
        }

        Applicants.Add(account);
        return account;
    }

    private static IEnumerable<JsonObject> Items(JsonElement company, Collection collection) =>
        company.GetProperty(collection.Name).EnumerateArray().Select(JsonExtensions.ToJsonObject);
}
