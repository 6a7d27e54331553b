using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace StackOne.Ats.Client.Tests.Readme;

/// <summary>
/// The README's C#, a region each, run against the sandbox. <see cref="ReadmeTests"/> compares the two; a line that only the test needs ends
/// with <c>// not in the README</c>.
/// </summary>
public sealed class Snippets : IAsyncDisposable
{
    private readonly StackOneSandbox _sandbox = StackOneSandbox.Start();

    private static AssessmentOrderRequest Request { get; } = new() { Id = "order-1" };

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task FirstOrder_AgainstTheSandbox_IsTaken()
    {
        string apiKey = _sandbox.ApiKey;
        const string accountId = "account-1";

        #region first-order
        using var client = new StackOneAtsClient(new StackOneAtsClientOptions
        {
            ApiKey = apiKey,
            AccountId = accountId,
            BaseAddress = _sandbox.BaseAddress, // not in the README
        });

        AssessmentOrderResult order = await client.Assessments.OrderAsync(new AssessmentOrderRequest
        {
            Package = new() { Id = "package-1" },
            Candidate = new()
            {
                FirstName = "Ada",
                LastName = "Example",
                Emails = [new() { Type = "personal", Value = "ada@example.com" }],
            },
            Application = new() { Id = "application-1", ApplicationStatus = new() { Value = ApplicationStatusValue.Assessment } },
            ResultsUpdateUrl = "https://example.com/integrations/results/update",
        });

        Console.WriteLine($"{order.Id}: {order.TestUrl}");
        #endregion

        SandboxOrder taken = Assert.Single(_sandbox.Orders);
        Assert.Equal(order.TestUrl, taken.Result.TestUrl);
        Assert.Equal("ada@example.com", taken.Request.Candidate!.Emails![0].Value);
    }

    [Fact]
    public async Task DependencyInjection_WithTheSection_InjectsAClientThatOrders()
    {
        string[] args =
        [
            $"--StackOne:ApiKey={_sandbox.ApiKey}", $"--StackOne:BaseAddress={_sandbox.BaseAddress}", "--StackOne:TotalTimeout=00:02:00",
            "--StackOne:Retry:MaxRetries=5",
        ];

        #region dependency-injection
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddStackOneAts(builder.Configuration.GetSection("StackOne"));
        builder.Services.AddSingleton<Ordering>();
        #endregion

        builder.Logging.ClearProviders();
        using IHost host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<Ordering>().OrderAsync("account-7", Request, CancellationToken.None);
        Assert.Equal("account-7", Assert.Single(_sandbox.Orders).AccountId);
    }

    #region injected
    public class Ordering(StackOneAtsClient client)
    {
        public Task<AssessmentOrderResult> OrderAsync(string account, AssessmentOrderRequest request, CancellationToken cancellationToken) =>
            client.ForAccount(account).Assessments.OrderAsync(request, cancellationToken);
    }
    #endregion

    [Fact]
    public void Named_TwoKeys_AreTwoClients()
    {
        var services = new ServiceCollection();
        const string europeanKey = "eu";
        const string americanKey = "us";

        #region named
        services.AddStackOneAts("eu", options => options.ApiKey = europeanKey);
        services.AddStackOneAts("us", options => options.ApiKey = americanKey);
        #endregion

        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.NotSame(
            provider.GetRequiredKeyedService<StackOneAtsClient>("eu"),
            provider.GetRequiredKeyedService<StackOneAtsClient>("us"));
    }

    [Fact]
    public async Task Accounts_InParallel_EachGetsItsOwn()
    {
        using StackOneAtsClient client = Connect();
        PendingOrder[] pending = [.. Enumerable.Range(0, 20).Select(number => new PendingOrder($"account-{number}", new() { Id = $"order-{number}" }))];

        #region accounts
        await Parallel.ForEachAsync(pending, async (job, cancellationToken) =>
        {
            AssessmentOrderResult order = await client.ForAccount(job.Account).Assessments.OrderAsync(job.Request, cancellationToken);
            job.TestUrl = order.TestUrl;
        });
        #endregion

        Assert.Equal(
            pending.Select(job => (job.Account, job.Request.Id, job.TestUrl)).Order(),
            _sandbox.Orders.Select(order => (order.AccountId, order.Request.Id, order.Result.TestUrl)).Order());
    }

    [Fact]
    public async Task Heartbeat_Applied_IsShown()
    {
        using StackOneAtsClient client = Connect();
        AssessmentOrderRequest request = Request;
        _sandbox.Next(SandboxAnswer.TakeOrder.AfterHeartbeats(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(10)));

        #region heartbeat
        AssessmentOrderResult order = await client
            .WithHeartbeat()
            .OnResponse(info => Console.WriteLine($"{info.RequestId}: heartbeats {(info.HeartbeatApplied ? "applied" : "not applied")}"))
            .Assessments.OrderAsync(request);
        #endregion

        Assert.Equal(_sandbox.Orders.Single().Result.Id, order.Id);
        Assert.Equal("heartbeat", _sandbox.Orders.Single().Prefer);
    }

    [Theory]
    [InlineData(412, "reconnect account-1")]
    [InlineData(400, "review 400")]
    [InlineData(502, "put aside order-1")]
    public async Task Errors_Each_ReachesItsClause(int status, string expected)
    {
        using StackOneAtsClient client = Connect();
        AssessmentOrderRequest request = Request;
        const string account = "account-1";
        CancellationToken cancellationToken = CancellationToken.None;
        _sandbox.Next(SandboxAnswer.Status(status));
        string? did = null;

        #region errors
        try
        {
            await client.Assessments.OrderAsync(request, cancellationToken);
        }
        catch (StackOnePreconditionFailedException)
        {
            await AskToReconnectAsync(account);
        }
        catch (StackOneBadRequestException exception)
        {
            foreach (StackOneProviderError error in exception.ProviderErrors)
            {
                Review(error.Status, error.Raw);
            }
        }
        catch (StackOneException failure) when (failure.OutcomeUnknown)
        {
            // The order may have been placed: check before you order again.
            await PutAsideAsync(request, failure.RequestId);
        }
        #endregion

        Assert.Equal(expected, did);

        Task AskToReconnectAsync(string which) => Did($"reconnect {which}");
        void Review(int? answered, JsonElement? raw) => Did($"review {answered}{(raw is null ? " nothing" : "")}");
        Task PutAsideAsync(AssessmentOrderRequest order, string? requestId) => Did($"put aside {order.Id}{(requestId is null ? " lost" : "")}");
        Task Did(string what)
        {
            did = what;
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Options_InCode_AreUsed()
    {
        var services = new ServiceCollection();
        var vault = new Vault(_sandbox.ApiKey);

        #region options
        services.AddStackOneAts(options =>
        {
            options.ApiKeyProvider = cancellationToken => vault.GetKeyAsync("stackone", cancellationToken);
            options.TotalTimeout = TimeSpan.FromMinutes(2);
            options.Retry.RetryTimedOutWrites = false;
            options.BaseAddress = _sandbox.BaseAddress; // not in the README
        });
        #endregion

        await using ServiceProvider provider = services.BuildServiceProvider();
        StackOneAtsClient client = provider.GetRequiredService<StackOneAtsClient>().ForAccount("account-1");
        await client.Assessments.OrderAsync(Request);
        _sandbox.Next(SandboxAnswer.Status(408));
        await Assert.ThrowsAsync<StackOneRequestTimedOutException>(() => client.Assessments.OrderAsync(Request));
    }

    [Fact]
    public async Task RateLimiter_TokenBucket_StaysBelowTheKeysLimit()
    {
        var services = new ServiceCollection();
        string key = _sandbox.ApiKey;
        RateLimiter? limiter = null;

        #region rate-limiter
        services.AddStackOneAts(options =>
        {
            options.ApiKey = key;
            options.RateLimiter = new TokenBucketRateLimiter(new()
            {
                TokenLimit = 100,
                TokensPerPeriod = 15,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = int.MaxValue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            });
            options.BaseAddress = _sandbox.BaseAddress; // not in the README
            limiter = options.RateLimiter; // not in the README
        });
        #endregion

        await using ServiceProvider provider = services.BuildServiceProvider();
        StackOneAtsClient client = provider.GetRequiredService<StackOneAtsClient>().ForAccount("account-1");
        await Task.WhenAll(Enumerable.Range(0, 101).Select(_ => client.Assessments.OrderAsync(Request)));
        Assert.Equal(101, _sandbox.RequestCount);
        Assert.Equal(101, limiter!.GetStatistics()!.TotalSuccessfulLeases);
        await limiter.DisposeAsync();
    }

    [Fact]
    public async Task Sandbox_RateLimited_OrdersOnce()
    {
        #region sandbox
        await using var sandbox = StackOneSandbox.Start();
        sandbox.Next(SandboxAnswer.Status(429, retryAfter: "0"), times: 2);
        using var client = new StackOneAtsClient(new StackOneAtsClientOptions
        {
            BaseAddress = sandbox.BaseAddress,
            ApiKey = sandbox.ApiKey,
            AccountId = "account-1",
        });

        AssessmentOrderResult result = await client.Assessments.OrderAsync(new AssessmentOrderRequest { Id = "order-1" });

        SandboxOrder order = Assert.Single(sandbox.Orders);
        Assert.Equal("account-1", order.AccountId);
        Assert.Equal("order-1", order.Request.Id);
        Assert.Equal(order.Result.TestUrl, result.TestUrl);
        Assert.Equal(3, sandbox.RequestCount);
        #endregion
    }

    [Fact]
    public async Task Mock_Exception_IsThrown() =>
        Assert.Equal(
            TimeSpan.FromMinutes(5),
            (await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => new Ordering(new BusyClient()).OrderAsync("account-1", Request, default))).RetryAfter);

    #region mock
    public class BusyClient : StackOneAtsClient
    {
        public override AssessmentsClient Assessments { get; } = new BusyAssessments();
    }

    public class BusyAssessments : AssessmentsClient
    {
        public override Task<AssessmentOrderResult> OrderAsync(AssessmentOrderRequest request, CancellationToken cancellationToken = default) =>
            throw new StackOneTooManyRequestsException("Busy.") { RetryAfter = TimeSpan.FromMinutes(5) };

        public override StackOnePageable<AssessmentPackage> ListPackagesAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
            StackOnePageable.FromItems(new AssessmentPackage { Id = "package-1" });
    }
    #endregion

    [Fact]
    public async Task Mock_OfAList_GivesItsItems()
    {
        List<string?> ids = [];
        await foreach (AssessmentPackage package in new BusyClient().Assessments.ListPackagesAsync(cancellationToken: Token))
        {
            ids.Add(package.Id);
        }

        Assert.Equal(["package-1"], ids);
    }

    [Fact]
    public async Task List_AgainstTheSandbox_GivesAllCandidates()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        DateTimeOffset since = DateTimeOffset.UnixEpoch;

        #region list
        await foreach (Candidate candidate in client.Candidates.ListAsync(new() { UpdatedAfter = since, PageSize = 100 }, cancellationToken))
        {
            Console.WriteLine(candidate.Id);
        }
        #endregion
    }

    [Fact]
    public async Task Pages_Interrupted_AreResumed()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        CandidateListQuery query = new() { PageSize = 20 };
        List<string?> saved = [];
        void Save(IReadOnlyList<Candidate> items) => saved.AddRange(items.Select(item => item.Id));
        string? cursor = null;
        await foreach (StackOnePage<Candidate> first in client.Candidates.ListAsync(query, cancellationToken).AsPages())
        {
            Save(first.Items);
            cursor = first.Next;
            break;
        }

        #region pages
        await foreach (StackOnePage<Candidate> page in client.Candidates.ListAsync(query, cancellationToken).AsPages(from: cursor))
        {
            Save(page.Items);
            cursor = page.Next;
        }
        #endregion

        Assert.Equal(60, saved.Count);
        Assert.Equal(60, saved.Distinct().Count());
        Assert.Null(cursor);
    }

    [Fact]
    public async Task Get_AgainstTheSandbox_HasTheFields()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        string applicationId = await FirstAsync(client.Applications.ListAsync(cancellationToken: Token), item => item.Id!);

        #region get
        Application application = await client.Applications.GetAsync(applicationId, new() { Fields = ["id", "application_status"] }, cancellationToken);
        if (application.ApplicationStatus?.Value == ApplicationStatusValue.Hired)
        {
            Console.WriteLine(application.Id);
        }
        #endregion

        Assert.Equal(applicationId, application.Id);
        Assert.NotNull(application.ApplicationStatus);
        Assert.Null(application.CandidateId);
    }

    [Fact]
    public async Task Write_AgainstTheSandbox_IsStored()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;

        #region write
        CreateResult created = await client.Candidates.CreateAsync(
            new CandidateCreateRequest { FirstName = "Ada", LastName = "Example", Email = "ada@example.com" },
            cancellationToken);
        string candidateId = created.Data.Id!;

        await client.Candidates.UpdateAsync(
            candidateId,
            new CandidateUpdateRequest { Title = "Engineer", SetToNull = [nameof(CandidateUpdateRequest.Company)] },
            cancellationToken);
        #endregion

        Candidate stored = await client.Candidates.GetAsync(candidateId, cancellationToken: Token);
        Assert.Equal(("Ada", "Engineer", null), (stored.FirstName, stored.Title, stored.Company));
    }

    [Fact]
    public async Task Documents_AgainstTheSandbox_AreUploadedAndDownloaded()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        string applicationId = await FirstAsync(client.Applications.ListAsync(cancellationToken: Token), item => item.Id!);
        string documentId = await FirstAsync(client.Applications.ListDocumentsAsync(applicationId, cancellationToken: Token), item => item.Id!);
        string path = Path.GetTempFileName();
        string copyPath = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "a report", Token);

        #region documents
        await using FileStream file = File.OpenRead(path);
        await client.Applications.UploadDocumentAsync(
            applicationId,
            file,
            new DocumentUploadRequest { Name = "report.pdf", FileFormat = new() { Value = FileFormatValue.Pdf } },
            cancellationToken);

        await using StackOneDocument document = await client.Applications.DownloadDocumentAsync(
            applicationId,
            documentId,
            cancellationToken: cancellationToken);
        await using FileStream copy = File.Create(copyPath);
        await document.Content.CopyToAsync(copy, cancellationToken);
        #endregion

        Assert.Equal(document.Length, copy.Length);
        File.Delete(path);
        File.Delete(copyPath);
    }

    [Fact]
    public async Task Raw_AgainstTheSandbox_HasTheResponses()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        string jobId = await FirstAsync(client.Jobs.ListAsync(cancellationToken: Token), item => item.Id!);

        #region raw
        Job job = await client.Jobs.GetAsync(jobId, new() { Raw = true }, cancellationToken);
        foreach (RawResponse response in job.Raw ?? [])
        {
            Console.WriteLine($"{response.Method} {response.Response?.ValueKind}");
        }
        #endregion

        Assert.NotNull(job.Raw);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<string> FirstAsync<T>(IAsyncEnumerable<T> list, Func<T, string> id)
    {
        await foreach (T item in list)
        {
            return id(item);
        }

        throw new InvalidOperationException("The list is empty.");
    }

    private StackOneAtsClient Connect() => new(new()
    {
        ApiKey = _sandbox.ApiKey,
        AccountId = "account-1",
        BaseAddress = _sandbox.BaseAddress,
    });

    private sealed record PendingOrder(string Account, AssessmentOrderRequest Request)
    {
        internal string? TestUrl { get; set; }
    }

    private sealed class Vault(string key)
    {
        internal ValueTask<string> GetKeyAsync(string name, CancellationToken cancellationToken) => new(name == "stackone" ? key : "");
    }
}
