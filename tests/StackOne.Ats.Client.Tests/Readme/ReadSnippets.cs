using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Readme;

public sealed class ReadSnippets : Snippets
{
    private static IEnumerable<string> AllCandidates => Enumerable.Range(1, 60).Select(number => $"candidate-{number}");

    [Fact]
    public async Task List_AgainstTheSandbox_ReadsAllPages()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        DateTimeOffset since = DateTimeOffset.UnixEpoch;
        List<string?> read = [];

        #region list
        await foreach (Candidate candidate in client.Candidates.ListAsync(new() { UpdatedAfter = since, PageSize = 100 }, cancellationToken))
        {
            Console.WriteLine(candidate.Id);
            read.Add(candidate.Id); // not in the README
        }
        #endregion

        Assert.Equal(AllCandidates, read);
    }

#if NET10_0_OR_GREATER
    [Fact]
    public async Task Linq_ThatNeedsOnePage_FetchesOne()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;

        #region linq
        List<Candidate> reachable = await client.Candidates.ListAsync(cancellationToken: cancellationToken)
            .Where(candidate => candidate.Email is not null)
            .Take(10)
            .ToListAsync(cancellationToken);
        #endregion

        Assert.Equal(10, reachable.Count);
        Assert.Equal(1, Sandbox.RequestCount);
    }
#endif

    [Fact]
    public async Task Pages_Interrupted_AreResumed()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        CandidateListQuery query = new() { PageSize = 20 };
        List<string?> saved = [];
        string? cursor = null;
        bool interrupted = true;
        await Assert.ThrowsAsync<IOException>(Read);
        interrupted = false;
        Assert.NotEmpty(saved);
        Assert.NotNull(cursor);

        await Read();

        Assert.Equal(AllCandidates, saved);
        Assert.Null(cursor);

        async Task Read()
        {
            #region pages
            await foreach (StackOnePage<Candidate> page in client.Candidates.ListAsync(query, cancellationToken).AsPages(cursor: cursor))
            {
                await SaveAsync(page.Items, page.NextCursor);
            }
            #endregion
        }

        Task SaveAsync(IReadOnlyList<Candidate> items, string? next)
        {
            if (interrupted && cursor is not null)
            {
                throw new IOException("The disk is full.");
            }

            saved.AddRange(items.Select(item => item.Id));
            cursor = next;
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task List_SomeFields_LeavesOutTheOthers()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        List<Candidate> read = [];

        #region fields
        var query = new CandidateListQuery { Fields = ["id", nameof(Candidate.FirstName), nameof(Candidate.UpdatedAt)] };
        await foreach (Candidate candidate in client.Candidates.ListAsync(query, cancellationToken))
        {
            Console.WriteLine($"{candidate.Id}: {candidate.FirstName}");
            read.Add(candidate); // not in the README
        }
        #endregion

        Assert.Equal(AllCandidates, read.Select(candidate => candidate.Id));
        Assert.All(read, candidate => Assert.NotNull(candidate.FirstName));
        Assert.All(read, candidate => Assert.Null(candidate.LastName));
    }

    [Fact]
    public async Task Get_SomeFields_LeavesOutTheOthers()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        const string applicationId = "application-1";

        #region get
        Application application = await client.Applications.GetAsync(
            applicationId,
            new() { Fields = ["id", "application_status", "documents"], Expand = ["documents"] },
            cancellationToken);

        Console.WriteLine($"{application.ApplicationStatus?.Value}: {application.Documents?.Count} documents");
        #endregion

        Assert.Equal(applicationId, application.Id);
        Assert.NotNull(application.ApplicationStatus?.Value);
        Assert.NotEmpty(application.Documents!);
        Assert.Null(application.CandidateId);
    }

    [Fact]
    public async Task Get_ValueThatDoesNotFit_IsKept()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK, """{"data":{"id":"c1","hired_at":"next week"}}""");
        StackOneAtsClient client = harness.Client;
        CancellationToken cancellationToken = Token;
        const string candidateId = "c1";
        IReadOnlyList<string> unexpected = [];
        List<string> reviewed = [];

        #region odd-values
        Candidate candidate = await client.OnResponse(response => unexpected = response.UnexpectedValues)
            .Candidates.GetAsync(candidateId, cancellationToken: cancellationToken);

        JsonElement asSent = default;
        if (candidate.AdditionalProperties?.TryGetValue("hired_at", out asSent) == true)
        {
            Review(candidate.Id, asSent.ToString());
        }
        #endregion

        Assert.Equal(["$.data.hired_at"], unexpected);
        Assert.Equal(["c1: next week"], reviewed);

        void Review(string? id, string value) => reviewed.Add($"{id}: {value}");
    }

    [Fact]
    public async Task Raw_OfARecordAndOfPages_IsThere()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        const string jobId = "job-1";
        List<string> inspected = [];

        #region raw
        Job job = await client.Jobs.GetAsync(jobId, new() { Raw = true }, cancellationToken);
        Inspect(job.Raw);

        await foreach (StackOnePage<Job> page in client.Jobs.ListAsync(new() { Raw = true }, cancellationToken).AsPages())
        {
            Inspect(page.Raw);
        }

        void Inspect(IReadOnlyList<RawResponse>? responses)
        {
            foreach (RawResponse response in responses ?? [])
            {
                Compare(response.Url, response.Response);
            }
        }
        #endregion

        Assert.NotEmpty(inspected);
        Assert.Contains("Array", inspected[^1], StringComparison.Ordinal);
        Assert.Contains("Object", inspected[0], StringComparison.Ordinal);

        void Compare(string? url, JsonNode? response) => inspected.Add($"{url}: {response?.GetValueKind()}");
    }
}
