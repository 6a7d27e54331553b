using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Readme;

/// <summary>The guide to accounts.</summary>
public sealed class AccountSnippets : Snippets
{
    private readonly List<(string?, string?)> _done = [];

    public sealed record User(string CustomerId, string CustomerName, string Email);

    [Fact]
    public async Task Connect_SignedInUser_IsSentToTheLink()
    {
        using StackOneAtsClient stackOne = Connect();

        #region connect
        async Task<IResult> ConnectAsync(User user, StackOneAtsClient client, CancellationToken cancellationToken)
        {
            ConnectSessionLink session = await client.ConnectSessions.CreateAsync(
                new ConnectSessionCreateRequest
                {
                    OriginOwnerId = user.CustomerId,
                    OriginOwnerName = user.CustomerName,
                    OriginUsername = user.Email,
                    Categories = [AccountCategoryValue.Ats],
                },
                cancellationToken);
            return Results.Redirect(session.AuthLinkUrl!);
        }
        #endregion

        IResult result = await ConnectAsync(new("c1", "Example Ltd", "sam@example.com"), stackOne, Token);

        await OpenAsync(Assert.IsType<RedirectHttpResult>(result).Url);
        List<LinkedAccount> accounts = await stackOne.Accounts.ListAsync(new() { OriginOwnerId = "c1" }, Token).ReadAllAsync(Token);
        Assert.Equal(("Example Ltd", LinkedAccountStatusValue.Active), (Assert.Single(accounts).OriginOwnerName, accounts[0].Status));
    }

    [Theory]
    [InlineData("account.created", "c1", "acc_9")]
    [InlineData("account.deleted", "removed", "acc_9")]
    [InlineData("account.expired", "checked", "acc_9")]
    [InlineData("account.updated", "checked", "acc_9")]
    [InlineData("account.new_name", "checked", "acc_9")]
    public async Task Handle_AccountEvent_DoesWhatItIsFor(string name, string what, string accountId)
    {
        #region account-event
        Task HandleAsync(AccountEvent received)
        {
            if (received.Name == EventNameValue.AccountCreated)
            {
                return SaveAsync(received.OriginOwnerId, received.AccountId);
            }

            if (received.Name == EventNameValue.AccountDeleted)
            {
                return RemoveAsync(received.AccountId);
            }

            // Events can be late and out of order: what counts is the status that the account has now.
            return CheckAsync(received.AccountId);
        }
        #endregion

        await HandleAsync(new() { Name = name, OriginOwnerId = "c1", AccountId = "acc_9" });

        Assert.Equal([(what, accountId)], _done);
    }

    [Theory]
    [InlineData("authenticated")]
    [InlineData("error")]
    [InlineData("cancelled")]
    public async Task Wait_CustomerConnects_ReturnsTheAccount(string status)
    {
        using StackOneAtsClient client = Connect();
        TimeSpan interval = TimeSpan.FromTicks(1);
        ConnectSessionLink link = await client.ConnectSessions.CreateAsync(new() { OriginOwnerId = "c1", OriginOwnerName = "Example Ltd" }, Token);

        #region connect-poll
        async Task<string?> WaitAsync(long sessionId, CancellationToken cancellationToken)
        {
            while (true)
            {
                ConnectSession session = await client.ConnectSessions.GetAsync(sessionId, cancellationToken);
                ConnectionAttemptStatusValue? status = session.LatestConnectionAttempt?.Status;
                if (status == ConnectionAttemptStatusValue.Authenticated && session.AccountId is not null)
                {
                    return session.AccountId;
                }

                if (status == ConnectionAttemptStatusValue.Error || status == ConnectionAttemptStatusValue.Cancelled)
                {
                    return null;
                }

                await Task.Delay(interval, cancellationToken);
            }
        }
        #endregion

        SandboxTarget asked = Sandbox.On("ConnectSessions.GetAsync");
        if (status == "authenticated")
        {
            asked.Next(SandboxAnswer.Handle);
            Task<string?> waiting = WaitAsync(link.Id!.Value, Token);
            await OpenAsync(link.AuthLinkUrl);
            string? accountId = await waiting;
            Assert.Equal("c1", (await client.Accounts.GetAsync(accountId!, Token)).OriginOwnerId);
        }
        else
        {
            asked.Next(SandboxAnswer.Handle).Next(SandboxAnswer.Json(new { latest_connection_attempt = new { status } }));
            Assert.Null(await WaitAsync(link.Id!.Value, Token));
        }
    }

    [Fact]
    public async Task FirstCall_OfTheAccount_HasItsId()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        const string accountId = "account-2";

        #region first-call
        await foreach (Job job in client.ForAccount(accountId).Jobs.ListAsync(cancellationToken: cancellationToken))
        {
            Console.WriteLine(job.Title);
        }
        #endregion

        Assert.All(Sandbox.Requests, request => Assert.Equal(accountId, request.AccountId));
        Assert.NotEmpty(Sandbox.Requests);
    }

    [Fact]
    public async Task List_OfCustomers_IsReadToItsEnd()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        string[] customerIds = ["customer-account-2", "customer-account-expired"];

        #region list-accounts
        var query = new LinkedAccountListQuery { OriginOwnerIds = customerIds, Statuses = [LinkedAccountStatusValue.Active] };
        await foreach (LinkedAccount account in client.Accounts.ListAsync(query, cancellationToken))
        {
            await SaveAsync(account.OriginOwnerId, account.Id);
        }
        #endregion

        Assert.Equal([("customer-account-2", "account-2")], _done);
    }

    [Theory]
    [InlineData("account-expired", "expired", true)]
    [InlineData("account-error", "error", true)]
    [InlineData("account-suspended", "suspended", false)]
    public async Task Reconnect_AccountThatDoesNotWork_AsksItsOwner(string accountId, string accountStatus, bool asks)
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;

        #region reconnect
        try
        {
            await SynchronizeAsync(client.ForAccount(accountId), cancellationToken);
        }
        catch (StackOneApiException failure) when (failure.NeedsReconnect)
        {
            LinkedAccount account = await client.Accounts.GetAsync(accountId, cancellationToken);
            await PauseAsync(accountId, account.Status);
            if (account.Status != LinkedAccountStatusValue.Suspended)
            {
                ConnectSessionLink session = await client.ConnectSessions.CreateAsync(
                    new ConnectSessionCreateRequest
                    {
                        AccountId = accountId,
                        OriginOwnerId = account.OriginOwnerId,
                        OriginOwnerName = account.OriginOwnerName,
                    },
                    cancellationToken);
                await AskToConnectAgainAsync(account.OriginOwnerId, session.AuthLinkUrl!);
            }
        }
        #endregion

        Assert.Equal((accountId, accountStatus), _done[0]);
        Assert.Equal(asks ? 2 : 1, _done.Count);
        if (asks)
        {
            Assert.Equal($"customer-{accountId}", _done[1].Item1);
            await OpenAsync(_done[1].Item2);
            await SynchronizeAsync(client.ForAccount(accountId), Token);
        }
    }

    /// <summary>What the customer's browser does.</summary>
    private static async Task OpenAsync(string? link)
    {
        using var browser = new HttpClient();
        using HttpResponseMessage page = await browser.GetAsync(link, Token);
        page.EnsureSuccessStatusCode();
    }

    private static async Task SynchronizeAsync(StackOneAtsClient account, CancellationToken cancellationToken) =>
        await account.Jobs.ListAsync(cancellationToken: cancellationToken).ReadAllAsync(cancellationToken);

    private Task SaveAsync(string? customerId, string? accountId) => Note(customerId, accountId);

    private Task RemoveAsync(string? accountId) => Note("removed", accountId);

    private Task CheckAsync(string? accountId) => Note("checked", accountId);

    private Task PauseAsync(string accountId, LinkedAccountStatusValue? status) => Note(accountId, status?.ToString());

    private Task AskToConnectAgainAsync(string? customerId, string link) => Note(customerId, link);

    private Task Note(string? first, string? second)
    {
        _done.Add((first, second));
        return Task.CompletedTask;
    }
}
