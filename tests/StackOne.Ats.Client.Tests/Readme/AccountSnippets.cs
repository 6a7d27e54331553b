using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Api;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Readme;

/// <summary>The guide to accounts. The sandbox has none, so a script answers.</summary>
public sealed class AccountSnippets
{
    private const string Link = """{"id":7,"token":"t1","auth_link_url":"https://connect.example.com/t1"}""";

    private readonly Harness _harness = new();
    private readonly List<(string?, string?)> _done = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public sealed record User(string CustomerId, string CustomerName, string Email);

    [Fact]
    public async Task Connect_SignedInUser_IsSentToTheLink()
    {
        _harness.Stub.Answer(HttpStatusCode.Created, Link);

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

        IResult result = await ConnectAsync(new("c1", "Example Ltd", "sam@example.com"), _harness.Client, Token);

        Assert.Equal("https://connect.example.com/t1", Assert.IsType<RedirectHttpResult>(result).Url);
        Assert.Equal(
            """{"origin_owner_id":"c1","origin_owner_name":"Example Ltd","origin_username":"sam@example.com","categories":["ats"]}""",
            _harness.Stub.Sent[0].Body);
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
    [InlineData("authenticated", "acc_9")]
    [InlineData("error", null)]
    [InlineData("cancelled", null)]
    public async Task Wait_CustomerConnects_ReturnsTheAccount(string last, string? expected)
    {
        StackOneAtsClient client = _harness.Client;
        TimeSpan interval = TimeSpan.FromTicks(1);
        _harness.Stub
            .Answer(HttpStatusCode.OK, """{"id":7,"organization_id":1,"latest_connection_attempt":null}""")
            .Answer(HttpStatusCode.OK, """{"id":7,"latest_connection_attempt":{"status":"pending"}}""")
            .Answer(HttpStatusCode.OK, $$$"""{"id":7,"account_id":"acc_9","latest_connection_attempt":{"status":"{{{last}}}"}}""");

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

        Assert.Equal(expected, await WaitAsync(7, Token));
        Assert.Equal(Enumerable.Repeat("/connect_sessions/7", 3), _harness.Stub.Sent.Select(sent => sent.Address.AbsolutePath));
    }

    [Fact]
    public async Task FirstCall_OfTheAccount_HasItsId()
    {
        StackOneAtsClient client = _harness.Client;
        CancellationToken cancellationToken = Token;
        const string accountId = "acc_9";
        _harness.Stub.Page("1");

        #region first-call
        await foreach (Job job in client.ForAccount(accountId).Jobs.ListAsync(cancellationToken: cancellationToken))
        {
            Console.WriteLine(job.Title);
        }
        #endregion

        Assert.Equal(accountId, Assert.Single(_harness.Stub.Sent).Headers["x-account-id"]);
    }

    [Fact]
    public async Task List_OfCustomers_IsReadToItsEnd()
    {
        StackOneAtsClient client = _harness.Client;
        CancellationToken cancellationToken = Token;
        string[] customerIds = ["o1", "o2"];
        _harness.Stub.Answer(HttpStatusCode.OK, $"[{PlatformRows.Account}]").Answer(HttpStatusCode.OK, "[]");

        #region list-accounts
        var query = new LinkedAccountListQuery { OriginOwnerIds = customerIds, Statuses = [LinkedAccountStatusValue.Active] };
        await foreach (LinkedAccount account in client.Accounts.ListAsync(query, cancellationToken))
        {
            await SaveAsync(account.OriginOwnerId, account.Id);
        }
        #endregion

        Assert.Equal([("o1", "acc_9")], _done);
        Assert.Equal(2, _harness.Stub.Sent.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.PreconditionFailed, "{}", "expired", true)]
    [InlineData(HttpStatusCode.Unauthorized, """{"errorCode":"AccountExpiredCredentialsError"}""", "error", true)]
    [InlineData(HttpStatusCode.PreconditionFailed, "{}", "suspended", false)]
    public async Task Reconnect_AccountThatDoesNotWork_AsksItsOwner(HttpStatusCode status, string body, string accountStatus, bool asks)
    {
        StackOneAtsClient client = _harness.Client;
        CancellationToken cancellationToken = Token;
        const string accountId = "acc_9";
        _harness.Stub
            .Answer(status, body)
            .Answer(HttpStatusCode.OK, PlatformRows.Account.Replace("expired", accountStatus, StringComparison.Ordinal))
            .Answer(HttpStatusCode.Created, Link);

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

        (string?, string?)[] expected = asks ? [("acc_9", accountStatus), ("o1", "https://connect.example.com/t1")] : [("acc_9", accountStatus)];
        Assert.Equal(expected, _done);
        Assert.Equal(
            asks ? """{"origin_owner_id":"o1","origin_owner_name":"Example","account_id":"acc_9"}""" : null,
            _harness.Stub.Sent[^1].Body);
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
