using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

namespace Worker._1;

/// <summary>Reads the candidates of all active accounts, and then, pass after pass, those that have changed.</summary>
internal sealed partial class CandidateReader(
    StackOneAtsClient client, ICandidateStore store, IConfiguration configuration, ILogger<CandidateReader> logger) : BackgroundService
{
    private const int AccountsAtATime = 4;

    /// <summary>The most that StackOne documents: fewer requests for the same candidates.</summary>
    private const int PageSize = 100;

    /// <summary>The clocks of this machine and of a provider differ. A candidate may come twice, but is not missed.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private readonly TimeSpan _interval = configuration.GetValue("Interval", TimeSpan.FromMinutes(5));

    /// <summary>Reads all accounts once. An account that fails does not stop the others: it continues in the next pass.</summary>
    /// <exception cref="StackOneException">The accounts cannot be listed, for example because the API key is wrong.</exception>
    internal async Task ReadAccountsAsync(CancellationToken cancellationToken)
    {
        // The whole list first: its pages are numbered, and would move while the candidates are read.
        var query = new LinkedAccountListQuery { Statuses = [LinkedAccountStatusValue.Active] };
        List<LinkedAccount> accounts = await client.Accounts.ListAsync(query, cancellationToken).ToListAsync(cancellationToken);

        var limits = new ParallelOptions { MaxDegreeOfParallelism = AccountsAtATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(accounts.Select(account => account.Id).OfType<string>(), limits, async (accountId, token) =>
        {
            try
            {
                await ReadAccountAsync(accountId, token);
            }
            catch (StackOneApiException failure) when (failure.NeedsReconnect)
            {
                // Ask its owner to connect it again, with client.ConnectSessions.
                LogReconnect(accountId);
            }
            catch (Exception failure) when (!token.IsCancellationRequested)
            {
                LogFailed(failure, accountId);
            }
        });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval);
        do
        {
            try
            {
                await ReadAccountsAsync(stoppingToken);
            }
            catch (StackOneException failure)
            {
                LogNoAccounts(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ReadAccountAsync(string accountId, CancellationToken cancellationToken)
    {
        Progress progress = await store.LoadAsync(accountId, cancellationToken);
        // Before the first page: what changes while the pass runs is read again by the next one.
        progress = progress with { StartedAt = progress.StartedAt ?? DateTimeOffset.UtcNow };
        var query = new CandidateListQuery { UpdatedAfter = progress.UpdatedAfter, PageSize = PageSize };
        try
        {
            await foreach (StackOnePage<Candidate> page in client.ForAccount(accountId).Candidates
                .ListAsync(query, cancellationToken)
                .AsPages(cursor: progress.Cursor))
            {
                if (page.UnexpectedValues.Any(path => path is "$.data" or "$.next"))
                {
                    // It would end the pass, and what follows would never be read.
                    throw new InvalidDataException("A page could not be read as a page.");
                }

                progress = page.NextCursor is null
                    ? new Progress(UpdatedAfter: progress.StartedAt - Overlap)
                    : progress with { Cursor = page.NextCursor };
                await store.SaveAsync(accountId, page.Items, progress, cancellationToken);
            }
        }
        catch (StackOneBadRequestException) when (progress.Cursor is not null)
        {
            // StackOne does not document how long a cursor is valid. The next pass begins the list again.
            await store.SaveAsync(accountId, [], new Progress(progress.UpdatedAfter), cancellationToken);
            throw;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{AccountId}: the customer must connect the account again.")]
    private partial void LogReconnect(string accountId);

    [LoggerMessage(2, LogLevel.Warning, "{AccountId}: the candidates could not be read. The next pass continues.")]
    private partial void LogFailed(Exception failure, string accountId);

    [LoggerMessage(3, LogLevel.Error, "The accounts could not be listed.")]
    private partial void LogNoAccounts(Exception failure);
}
