using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace StackOne.Ats.Client.Tests.Readme;

public sealed class OrderSnippets : Snippets
{
    private static AssessmentOrderRequest Request { get; } = new() { Id = "order-1" };

    [Fact]
    public async Task FirstOrder_AgainstTheSandbox_IsTaken()
    {
        string apiKey = Sandbox.ApiKey;
        const string accountId = "account-1";

        #region first-order
        using var client = new StackOneAtsClient(new StackOneAtsClientOptions
        {
            ApiKey = apiKey,
            AccountId = accountId,
            BaseAddress = Sandbox.BaseAddress, // not in the README
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
            Application = new() { Id = "application-1", ApplicationStatus = ApplicationStatusValue.Assessment },
            ResultsUpdateUrl = "https://example.com/integrations/results/update",
        });

        Console.WriteLine($"{order.Id}: {order.TestUrl}");
        #endregion

        SandboxOrder taken = Assert.Single(Sandbox.Orders);
        Assert.Equal(order.TestUrl, taken.Result.TestUrl);
        Assert.Equal("ada@example.com", taken.Request.Candidate!.Emails![0].Value);
    }

    [Fact]
    public async Task DependencyInjection_WithTheSection_InjectsAClientThatOrders()
    {
        string[] args =
        [
            $"--StackOne:ApiKey={Sandbox.ApiKey}", $"--StackOne:BaseAddress={Sandbox.BaseAddress}", "--StackOne:TotalTimeout=00:02:00",
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
        Assert.Equal("account-7", Assert.Single(Sandbox.Orders).AccountId);
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
            Sandbox.Orders.Select(order => (order.AccountId, order.Request.Id, order.Result.TestUrl)).Order());
    }

    [Fact]
    public async Task Heartbeat_Applied_IsShown()
    {
        using StackOneAtsClient client = Connect();
        AssessmentOrderRequest request = Request;
        Sandbox.Next(SandboxAnswer.Handle.AfterHeartbeats(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(10)));

        #region heartbeat
        AssessmentOrderResult order = await client
            .WithHeartbeat()
            .OnResponse(info => Console.WriteLine($"{info.RequestId}: heartbeats {(info.HeartbeatApplied ? "applied" : "not applied")}"))
            .Assessments.OrderAsync(request);
        #endregion

        Assert.Equal(Sandbox.Orders.Single().Result.Id, order.Id);
        Assert.Equal("heartbeat", Sandbox.Orders.Single().Prefer);
    }

    [Fact]
    public async Task TotalTimeout_OfAView_LimitsTheCall()
    {
        using StackOneAtsClient client = Connect();
        AssessmentOrderRequest request = Request;
        Sandbox.Next(SandboxAnswer.Stall);
        bool? mayBeOrdered = null;

        #region total-timeout
        try
        {
            await client.WithTotalTimeout(TimeSpan.FromSeconds(1)).Assessments.OrderAsync(request);
        }
        catch (StackOneTimeoutException failure) when (failure.Kind == StackOneTimeoutKind.Total)
        {
            Review(failure.OutcomeUnknown, failure.RequestId);
        }
        #endregion

        Assert.True(mayBeOrdered);

        void Review(bool outcomeUnknown, string? requestId) => mayBeOrdered = outcomeUnknown && requestId?.Length != 0;
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
        Sandbox.Next(SandboxAnswer.Status(status));
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
        var vault = new Vault(Sandbox.ApiKey);

        #region options
        services.AddStackOneAts(options =>
        {
            options.ApiKeyProvider = cancellationToken => vault.GetKeyAsync("stackone", cancellationToken);
            options.TotalTimeout = TimeSpan.FromMinutes(2);
            options.Retry.RetryTimedOutWrites = false;
            options.BaseAddress = Sandbox.BaseAddress; // not in the README
        });
        #endregion

        await using ServiceProvider provider = services.BuildServiceProvider();
        StackOneAtsClient client = provider.GetRequiredService<StackOneAtsClient>().ForAccount("account-1");
        await client.Assessments.OrderAsync(Request);
        Sandbox.Next(SandboxAnswer.Status(408));
        await Assert.ThrowsAsync<StackOneRequestTimedOutException>(() => client.Assessments.OrderAsync(Request));
    }

    [Fact]
    public async Task RateLimiter_TokenBucket_StaysBelowTheKeysLimit()
    {
        var services = new ServiceCollection();
        string key = Sandbox.ApiKey;
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
            options.BaseAddress = Sandbox.BaseAddress; // not in the README
            limiter = options.RateLimiter; // not in the README
        });
        #endregion

        await using ServiceProvider provider = services.BuildServiceProvider();
        StackOneAtsClient client = provider.GetRequiredService<StackOneAtsClient>().ForAccount("account-1");
        await Task.WhenAll(Enumerable.Range(0, 101).Select(_ => client.Assessments.OrderAsync(Request)));
        Assert.Equal(101, Sandbox.RequestCount);
        Assert.Equal(101, limiter!.GetStatistics()!.TotalSuccessfulLeases);
        await limiter.DisposeAsync();
    }

    private sealed record PendingOrder(string Account, AssessmentOrderRequest Request)
    {
        internal string? TestUrl { get; set; }
    }

    private sealed class Vault(string key)
    {
        internal ValueTask<string> GetKeyAsync(string name, CancellationToken cancellationToken) => new(name == "stackone" ? key : "");
    }
}
