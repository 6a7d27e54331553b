using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>What a test can set up in a sandbox, and see of it.</summary>
public sealed class SandboxSetupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Account_RecordsAdded_AreWhatTheApiReturns()
    {
        await using var sandbox = StackOneSandbox.Start();
        SandboxAccount account = sandbox.Account("account-1").Clear();
        using StackOneAtsClient client = sandbox.CreateClient("account-1");
        DateTimeOffset created = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        Candidate candidate = account.Add(new Candidate { Id = "mine", FirstName = "Ada", CreatedAt = created });
        Job job = account.Add(new Job { Title = "Tester" });
        Application application = account.Add(new Application { CandidateId = "mine", JobId = job.Id });
        account.Add(new Offer { Id = "offer", ApplicationId = application.Id });

        Assert.Equal(candidate, await client.Candidates.GetAsync("mine", cancellationToken: Cancel));
        Assert.Equal(("Ada", created), (candidate.FirstName, candidate.CreatedAt));
        Assert.Equal(job, Assert.Single(await client.Jobs.ListAsync(cancellationToken: Cancel).ToListAsync(Cancel)));
        Assert.Equal("offer", (await client.Applications.GetOfferAsync(application.Id!, "offer", cancellationToken: Cancel)).Id);
        Assert.Equal([candidate], account.All<Candidate>());
        Assert.Empty(await client.ForAccount("account-1").Users.ListAsync(cancellationToken: Cancel).ToListAsync(Cancel));
        Assert.Equal(60, sandbox.Account("account-2").All<Candidate>().Count);
        Assert.Equal(["account-1", "account-2"], sandbox.AccountIds);
    }

    [Fact]
    public async Task Account_SameId_IsReplaced()
    {
        await using var sandbox = StackOneSandbox.Start();
        SandboxAccount account = sandbox.Account("account-1");

        account.Add(new Candidate { Id = "candidate-1", FirstName = "New" });

        Assert.Equal("New", Assert.Single(account.All<Candidate>(), candidate => candidate.Id == "candidate-1").FirstName);
        Assert.Equal(60, account.All<Candidate>().Count);
    }

    [Fact]
    public async Task Account_OtherType_SaysWhichThereAre()
    {
        await using var sandbox = StackOneSandbox.Start();

        var failure = Assert.Throws<ArgumentException>(() => sandbox.Account("account-1").Add("text"));

        Assert.Contains("Candidate", failure.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => sandbox.Account("a,b"));
    }

    [Fact]
    public async Task On_OperationsAndAccounts_TheMostSpecificAnswerIsUsed()
    {
        await using var sandbox = StackOneSandbox.Start();
        using StackOneAtsClient client = sandbox.CreateClient("account-1", options => options.Retry.MaxRetries = 0);
        sandbox.On(accountId: "account-2").Always(SandboxAnswer.Status(412));
        sandbox.On("Offers.ListAsync").Always(SandboxAnswer.Status(501));
        sandbox.On("Offers.ListAsync", "account-2").Always(SandboxAnswer.Handle);
        sandbox.On("Users.ListAsync", "account-1").Next(SandboxAnswer.Status(403)).Next(SandboxAnswer.Status(404));

        Assert.Equal(412, await StatusAsync(client.ForAccount("account-2").Users));
        Assert.Equal(501, await StatusAsync(client.Offers));
        Assert.Equal(200, await StatusAsync(client.ForAccount("account-2").Offers));
        Assert.Equal(403, await StatusAsync(client.Users));
        Assert.Equal(404, await StatusAsync(client.Users));
        Assert.Equal(200, await StatusAsync(client.Users));

        sandbox.On(accountId: "account-2").Clear();
        Assert.Equal(200, await StatusAsync(client.ForAccount("account-2").Users));
        Assert.Throws<ArgumentException>(() => sandbox.On("Offers.List"));

        static async Task<int> StatusAsync(object group)
        {
            try
            {
                Task listing = group switch
                {
                    OffersClient offers => offers.ListAsync(cancellationToken: Cancel).ToListAsync(Cancel).AsTask(),
                    UsersClient users => users.ListAsync(cancellationToken: Cancel).ToListAsync(Cancel).AsTask(),
                    _ => throw new InvalidOperationException(group.GetType().Name),
                };
                await listing;
                return 200;
            }
            catch (StackOneApiException failure)
            {
                return (int)failure.StatusCode;
            }
        }
    }

    [Fact]
    public async Task Answer_ModelAndHeaders_AreSent()
    {
        await using var sandbox = StackOneSandbox.Start();
        StackOneResponseInfo? info = null;
        using StackOneAtsClient client = sandbox.CreateClient("account-1").OnResponse(response => info = response);
        sandbox.Next(SandboxAnswer.Json(new { data = new Candidate { Id = "theirs" } }).WithHeader("x-request-id", "mine").WithHeader("x-other", "1"));

        Candidate candidate = await client.Candidates.GetAsync("any", cancellationToken: Cancel);

        Assert.Equal(new Candidate { Id = "theirs" }, candidate);
        Assert.Equal("mine", info!.RequestId);
        Assert.Throws<InvalidOperationException>(() => SandboxAnswer.Stall.WithHeader("a", "b"));
        Assert.Throws<ArgumentException>(() => SandboxAnswer.Status(200).WithHeader("a b", "c"));
        Assert.Throws<ArgumentException>(() => SandboxAnswer.Status(200).WithHeader("a", "b\r\nc: d"));
        Assert.Throws<ArgumentOutOfRangeException>(() => SandboxAnswer.Json(new object(), 600));
    }

    /// <summary>What a proxy in front of StackOne answers.</summary>
    [Fact]
    public async Task Answer_ContentType_ReplacesThatOfJson()
    {
        await using var sandbox = StackOneSandbox.Start();
        using HttpClient http = sandbox.Http();
        sandbox.Next(SandboxAnswer.Status(502, body: "<h1>Bad gateway</h1>").WithHeader("Content-Type", "text/html"));

        using HttpResponseMessage response = await http.SendAsync("GET", "jobs/job-1");

        Assert.Equal("text/html", response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Requests_Received_HaveWhatWasSentAndAnswered()
    {
        await using var sandbox = StackOneSandbox.Start();
        using StackOneAtsClient client = sandbox.CreateClient("account-1");
        using HttpClient http = sandbox.Http();

        await client.Candidates.UpdateAsync("candidate-1", new CandidateUpdateRequest { FirstName = "Ada" }, Cancel);
        using HttpResponseMessage unknown = await http.SendAsync("GET", "nothing?a=1&a=2");

        SandboxRequest update = sandbox.Requests[0];
        Assert.Equal(("Candidates.UpdateAsync", "account-1", "PATCH"), (update.Operation, update.AccountId, update.Method));
        Assert.Equal("/unified/ats/candidates/candidate-1", update.Path);
        Assert.Equal("""{"first_name":"Ada"}""", update.Text);
        Assert.StartsWith("StackOne.Ats.Client/", update.Headers["user-agent"], StringComparison.Ordinal);
        Assert.Equal(200, update.Status);
        Assert.Equal((null, 404, "1,2"), (sandbox.Requests[1].Operation, sandbox.Requests[1].Status, sandbox.Requests[1].Query["a"]));
        Assert.DoesNotContain("Ada", update.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, sandbox.RequestCount);
    }

    [Fact]
    public async Task Reset_EverythingUsed_IsAsAfterTheStart()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { RequestsPerMinute = 1 });
        using StackOneAtsClient client = sandbox.CreateClient("account-1", options => options.Retry.MaxRetries = 0);
        sandbox.Webhooks.Add(receiver.Url, Receiver.Secret);
        await client.Candidates.CreateAsync(new CandidateCreateRequest { FirstName = "Ada" }, Cancel);
        sandbox.OrderFromAts("account-1");
        sandbox.On().Always(SandboxAnswer.Status(500));
        int port = sandbox.Port;

        sandbox.Reset();
        await client.Candidates.CreateAsync(new CandidateCreateRequest { FirstName = "Ada" }, Cancel);

        Assert.Equal(61, sandbox.Account("account-1").All<Candidate>().Count);
        Assert.Equal((1, 1), (sandbox.RequestCount, sandbox.Requests.Count));
        Assert.Empty(sandbox.AtsOrders);
        Assert.Empty(sandbox.Webhooks.Deliveries);
        Assert.Equal(port, sandbox.Port);
    }

    /// <summary>An event that is on its way is dropped, and appears nowhere.</summary>
    [Fact]
    public async Task Reset_WhileEventsAreOnTheirWay_LeavesNoneBehind()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var sandbox = StackOneSandbox.Start();
        for (int i = 0; i < 200; i++)
        {
            sandbox.Webhooks.Add(receiver.Url, Receiver.Secret);
            sandbox.OrderFromAts("account-1");
            sandbox.Reset();
        }

        sandbox.Webhooks.Add(receiver.Url, Receiver.Secret);
        sandbox.OrderFromAts("account-1");
        await sandbox.Webhooks.WaitUntilDeliveredAsync(TimeSpan.FromSeconds(30));

        Assert.Single(sandbox.Webhooks.Deliveries);
    }

    [Fact]
    public async Task Start_PortAndAddress_AreListenedOn()
    {
        int port;
        await using (var first = StackOneSandbox.Start())
        {
            port = first.Port;
            Assert.Throws<IOException>(() => StackOneSandbox.Start(new StackOneSandboxOptions { Port = port }));
        }

        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { Port = port, Address = IPAddress.Any });

        Assert.Equal(new Uri($"http://127.0.0.1:{port}"), sandbox.BaseAddress);
        using StackOneAtsClient client = sandbox.CreateClient("account-1");
        Assert.NotNull(await client.Jobs.GetAsync("job-1", cancellationToken: Cancel));
        Assert.Throws<ArgumentOutOfRangeException>(() => StackOneSandbox.Start(new StackOneSandboxOptions { Port = 65536 }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UseStackOneSandbox_RegisteredClients_CallIt(bool before)
    {
        await using var sandbox = StackOneSandbox.Start();
        var services = new ServiceCollection();
        if (before)
        {
            services.UseStackOneSandbox(sandbox);
        }

        services.AddStackOneAts(options =>
        {
            options.ApiKeyProvider = _ => throw new InvalidOperationException("The vault must not be called.");
            options.AccountId = "account-1";
        });
        services.AddStackOneAts("eu", options => (options.ApiKey, options.AccountId) = ("real", "account-2"));
        if (!before)
        {
            services.UseStackOneSandbox(sandbox);
        }

        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<StackOneAtsClient>().Jobs.GetAsync("job-1", cancellationToken: Cancel);
        await provider.GetRequiredKeyedService<StackOneAtsClient>("eu").Jobs.GetAsync("job-1", cancellationToken: Cancel);

        Assert.Equal(["account-1", "account-2"], sandbox.Requests.Select(request => request.AccountId));
    }
}
