using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace Worker._1.Tests;

public sealed class CandidateReaderTests : IAsyncDisposable
{
    private const string List = "Candidates.ListAsync";

    private readonly StackOneSandbox _sandbox = StackOneSandbox.Start();
    private readonly MemoryStore _store = new();
    private readonly StackOneAtsClient _client;
    private readonly CandidateReader _reader;

    public CandidateReaderTests()
    {
        _client = _sandbox.CreateClient("account-1", options => options.Retry.MaxRetries = 0);
        _reader = new CandidateReader(_client, _store, new ConfigurationBuilder().Build(), NullLogger<CandidateReader>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pass_First_ReadsAllCandidatesOfAllActiveAccounts()
    {
        await _reader.ReadAccountsAsync(Token);

        foreach (string accountId in new[] { "account-1", "account-2" })
        {
            Assert.Equal(CandidatesOf(accountId), SavedOf(accountId));
        }

        Assert.Equal(["account-1", "account-2"], _store.Saved.Select(saved => saved.AccountId).Distinct().Order());
    }

    [Fact]
    public async Task Pass_Second_ReadsWhatHasChanged()
    {
        await _reader.ReadAccountsAsync(Token);
        _store.Saved.Clear();
        Candidate added = _sandbox.Account("account-1").Add(new Candidate { FirstName = "Ada", LastName = "Example" });

        await _reader.ReadAccountsAsync(Token);

        Assert.Equal([("account-1", added.Id)], _store.Saved);
    }

    [Fact]
    public async Task Pass_AccountToBeConnectedAgain_ReadsTheOthers()
    {
        _sandbox.On(List, "account-1").Always(SandboxAnswer.Status(412));

        await _reader.ReadAccountsAsync(Token);

        Assert.Empty(SavedOf("account-1"));
        Assert.Equal(CandidatesOf("account-2"), SavedOf("account-2"));
    }

    [Fact]
    public async Task Pass_AfterAFailureInTheMiddle_ContinuesWithTheNextPage()
    {
        _sandbox.On(List, "account-1").Next(SandboxAnswer.Handle).Next(SandboxAnswer.Status(500));
        await _reader.ReadAccountsAsync(Token);
        Assert.NotEqual(CandidatesOf("account-1"), SavedOf("account-1"));

        await _reader.ReadAccountsAsync(Token);

        Assert.Equal(CandidatesOf("account-1"), SavedOf("account-1"));
    }

    [Theory]
    [InlineData("""{"data":"none"}""")]
    [InlineData("""{"data":[],"next":{}}""")]
    [InlineData("""{"data":[],"next":" "}""")]
    public async Task Pass_PageIsNoPage_DoesNotEndTheList(string body)
    {
        _sandbox.On(List, "account-1").Next(SandboxAnswer.Status(200, body: body));
        await _reader.ReadAccountsAsync(Token);

        await _reader.ReadAccountsAsync(Token);

        Assert.Equal(CandidatesOf("account-1"), SavedOf("account-1"));
    }

    [Fact]
    public async Task Pass_CursorIsRefused_NextPassBeginsAgain()
    {
        _sandbox.On(List, "account-1").Next(SandboxAnswer.Handle).Next(SandboxAnswer.Status(400));
        await _reader.ReadAccountsAsync(Token);
        _store.Saved.Clear();

        await _reader.ReadAccountsAsync(Token);

        Assert.Equal(CandidatesOf("account-1"), SavedOf("account-1"));
    }

    [Fact]
    public async Task Pass_WrongKey_Throws()
    {
        _sandbox.On("Accounts.ListAsync").Next(SandboxAnswer.Status(401));

        await Assert.ThrowsAsync<StackOneUnauthorizedException>(() => _reader.ReadAccountsAsync(Token));
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _client.Dispose();
        await _sandbox.DisposeAsync();
    }

    private IEnumerable<string?> CandidatesOf(string accountId) =>
        _sandbox.Account(accountId).All<Candidate>().Select(candidate => candidate.Id).Order();

    private IEnumerable<string?> SavedOf(string accountId) =>
        _store.Saved.Where(saved => saved.AccountId == accountId).Select(saved => saved.CandidateId).Order();
}
