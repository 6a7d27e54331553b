using System.Net;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>The linked accounts of the sandbox, and the sessions that connect them.</summary>
public sealed class LinkedAccountTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_Accounts_HaveEachStatus()
    {
        await using var sandbox = StackOneSandbox.Start();
        using StackOneAtsClient client = Client(sandbox);

        List<LinkedAccount> all = await client.Accounts.ListAsync(cancellationToken: Cancel).ToListAsync(Cancel);
        List<LinkedAccount> paged = await client.Accounts.ListAsync(new() { PageSize = 2 }, Cancel).ToListAsync(Cancel);
        List<LinkedAccount> bad = await client.Accounts
            .ListAsync(new() { Statuses = [LinkedAccountStatusValue.Error, LinkedAccountStatusValue.Expired] }, Cancel).ToListAsync(Cancel);

        Assert.Equal(
            ["active", "archived", "error", "expired", "inactive", "suspended"],
            all.Select(account => account.Status!.Value.Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(all, paged);
        Assert.Equal(["account-expired", "account-error"], bad.Select(account => account.Id));
    }

    [Theory]
    [InlineData("account-1", 200, false)]
    [InlineData("account-unlisted", 200, false)]
    [InlineData("account-suspended", 412, true)]
    [InlineData("account-expired", 412, true)]
    [InlineData("account-error", 401, true)]
    public async Task Call_OfAnAccount_FailsByItsStatus(string account, int status, bool needsReconnect)
    {
        await using var sandbox = StackOneSandbox.Start();
        using StackOneAtsClient client = Client(sandbox);

        var failure = await Record.ExceptionAsync(() => client.ForAccount(account).Jobs.GetAsync("job-1", cancellationToken: Cancel)) as StackOneApiException;

        Assert.Equal(status, (int)(failure?.StatusCode ?? HttpStatusCode.OK));
        Assert.Equal(needsReconnect, failure?.NeedsReconnect ?? false);
    }

    [Fact]
    public async Task Session_LinkIsOpened_ConnectsAnAccountAndSendsItsEvent()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var sandbox = StackOneSandbox.Start();
        sandbox.Webhooks.Add(receiver.Url, Receiver.Secret);
        using StackOneAtsClient client = Client(sandbox);
        using var browser = new HttpClient();
        var request = new ConnectSessionCreateRequest { OriginOwnerId = "customer-7", OriginOwnerName = "Example", Provider = "ashby" };

        ConnectSessionLink link = await client.ConnectSessions.CreateAsync(request, Cancel);
        ConnectSession before = await client.ConnectSessions.GetAsync(link.Id!.Value, Cancel);
        ConnectSession authenticated = await client.ConnectSessions.AuthenticateAsync(new() { Token = link.Token }, Cancel);
        using HttpResponseMessage page = await browser.GetAsync(link.AuthLinkUrl, Cancel);
        ConnectSession after = await client.ConnectSessions.GetAsync(link.Id.Value, Cancel);
        await sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Null(before.LatestConnectionAttempt);
        Assert.Equal(link.Id, authenticated.Id);
        Assert.Equal(ConnectionAttemptStatusValue.Authenticated, after.LatestConnectionAttempt!.Status);
        var created = Assert.IsType<AccountEvent>(Assert.Single(receiver.Events));
        Assert.Equal((EventNameValue.AccountCreated, after.AccountId, "ashby", "customer-7"), (created.Name, created.AccountId, created.Provider, created.OriginOwnerId));
        LinkedAccount account = await client.Accounts.GetAsync(after.AccountId!, Cancel);
        Assert.Equal((LinkedAccountStatusValue.Active, "Example"), (account.Status, account.OriginOwnerName));
        Assert.NotNull(await client.ForAccount(account.Id!).Jobs.GetAsync("job-1", cancellationToken: Cancel));
    }

    [Fact]
    public async Task Session_OfAnAccount_ReconnectsIt()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var sandbox = StackOneSandbox.Start();
        sandbox.Webhooks.Add(receiver.Url, Receiver.Secret);
        using StackOneAtsClient client = Client(sandbox);
        using var browser = new HttpClient();

        ConnectSessionLink link = await client.ConnectSessions.CreateAsync(
            new() { OriginOwnerId = "any", OriginOwnerName = "any", AccountId = "account-error" },
            Cancel);
        await browser.GetStringAsync(link.AuthLinkUrl, Cancel);
        await sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        Assert.NotNull(await client.ForAccount("account-error").Jobs.GetAsync("job-1", cancellationToken: Cancel));
        Assert.Equal(EventNameValue.AccountUpdated, Assert.Single(receiver.Events).Name);
    }

    [Fact]
    public async Task Session_ExpiredOrUnknown_IsNotFound()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = time });
        using StackOneAtsClient client = Client(sandbox);
        using var browser = new HttpClient();
        ConnectSessionLink link = await client.ConnectSessions.CreateAsync(new() { OriginOwnerId = "a", OriginOwnerName = "b", ExpiresInSeconds = 60 }, Cancel);
        time.Advance(TimeSpan.FromSeconds(60));

        using HttpResponseMessage expired = await browser.GetAsync(link.AuthLinkUrl, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, expired.StatusCode);
        await Assert.ThrowsAsync<StackOneNotFoundException>(() => client.ConnectSessions.GetAsync(99, Cancel));
        await Assert.ThrowsAsync<StackOneNotFoundException>(() => client.ConnectSessions.AuthenticateAsync(new() { Token = link.Token }, Cancel));
        await Assert.ThrowsAsync<StackOneBadRequestException>(() => client.ConnectSessions.CreateAsync(new() { OriginOwnerId = "a" }, Cancel));
    }

    [Fact]
    public async Task Account_UpdatedAndDeleted_SendsEventsWithoutSecrets()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var sandbox = StackOneSandbox.Start();
        sandbox.Webhooks.Add(receiver.Url, Receiver.Secret);
        using StackOneAtsClient client = Client(sandbox);

        LinkedAccount updated = await client.Accounts.UpdateAsync(
            "account-2",
            new() { OriginOwnerName = "Renamed", Secrets = new() { ["key"] = "private" } },
            Cancel);
        await client.Accounts.DeleteAsync("account-2", Cancel);
        await sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        Assert.Equal("Renamed", updated.OriginOwnerName);
        await Assert.ThrowsAsync<StackOneNotFoundException>(() => client.Accounts.GetAsync("account-2", Cancel));
        Assert.Equal([EventNameValue.AccountUpdated, EventNameValue.AccountDeleted], receiver.Events.Select(received => received.Name!.Value));
        Assert.DoesNotContain(receiver.Received, received => received.Body.Contains("private", StringComparison.Ordinal));
    }

    private static StackOneAtsClient Client(StackOneSandbox sandbox) => new(new StackOneAtsClientOptions
    {
        BaseAddress = sandbox.BaseAddress,
        ApiKey = sandbox.ApiKey,
        Retry = { MaxRetries = 0, CoolDown = false },
    });
}
