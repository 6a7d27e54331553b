using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using StackOne.Ats.Client;

namespace CandidateSync;

/// <summary>
/// Reads the accounts that are due, some at a time. What it has done is in the database only, so that any worker can go on from there.
/// </summary>
internal sealed partial class Worker(
    AccountReader reader,
    AccountList accounts,
    ILeases leases,
    IDbContextFactory<SyncDb> databases,
    WriteTurns turns,
    Arguments arguments,
    SyncProgress progress,
    ILogger<Worker> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxBackOff = TimeSpan.FromHours(1);

    /// <summary>The clock of the machine that receives events may be behind.</summary>
    /// <remarks>Less than <see cref="Events.Burst"/>, so that one event is one reading.</remarks>
    private static readonly TimeSpan ClockError = TimeSpan.FromSeconds(1);

    private readonly DateTime _startedAt = DateTime.UtcNow;

    /// <summary>Works until it is stopped, or with <see cref="Arguments.Once"/> until each account was read once.</summary>
    /// <exception cref="StackOneUnauthorizedException">The key is wrong, so that no account can be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal async Task RunAsync(CancellationToken stopping)
    {
        await accounts.RefreshAsync(stopping);
        if (arguments.Once)
        {
            await using SyncDb database = await databases.CreateDbContextAsync(stopping);
            await database.Accounts
                .Where(account => account.DueAt != null)
                .ExecuteUpdateAsync(update => update.SetProperty(account => account.DueAt, _startedAt), stopping);
        }

        // The first failure that a loop does not handle stops all of them.
        IEnumerable<Func<CancellationToken, Task>> loops = Enumerable.Repeat(ReadDueAsync, arguments.Parallel);
        await Parallel.ForEachAsync(
            arguments.Once ? loops : loops.Append(accounts.KeepRefreshingAsync),
            new ParallelOptions { MaxDegreeOfParallelism = arguments.Parallel + 1, CancellationToken = stopping },
            async (loop, token) => await loop(token));
    }

    private async Task ReadDueAsync(CancellationToken stopping)
    {
        while (true)
        {
            Step step = Step.Waited;
            try
            {
                step = await ReadOneAsync(stopping);
            }
            catch (Exception failure) when (failure is not StackOneUnauthorizedException && !stopping.IsCancellationRequested && !arguments.Once)
            {
                // Such as a database that is down, or a lease that is lost. The account is still due.
                LogBroken(failure);
            }

            if (step == Step.NothingDue && arguments.Once)
            {
                return;
            }

            if (step != Step.Read)
            {
                await Task.Delay(Pause, stopping);
            }
        }
    }

    /// <summary>Reads the account that has been due for longest, of those that nobody else reads.</summary>
    private async Task<Step> ReadOneAsync(CancellationToken stopping)
    {
        await using SyncDb database = await databases.CreateDbContextAsync(stopping);
        DateTime before = arguments.Once ? _startedAt : DateTime.UtcNow;
        IQueryable<SyncedAccount> due = database.Accounts.AsNoTracking().Where(account => account.DueAt <= before);
        List<string> ids = await due.OrderBy(account => account.DueAt).Select(account => account.Id).ToListAsync(stopping);
        foreach (string id in ids)
        {
            await using Lease? lease = await leases.TryTakeAsync(id, stopping);
            // Another worker can have read it since it was listed.
            if (lease is not null && await due.FirstOrDefaultAsync(account => account.Id == id, stopping) is { } account)
            {
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(stopping, lease.Lost);
                await ReadAsync(account, linked.Token);
                return Step.Read;
            }
        }

        return ids.Count == 0 ? Step.NothingDue : Step.Waited;
    }

    private async Task ReadAsync(SyncedAccount account, CancellationToken cancellationToken)
    {
        (int attempts, string? problem, TimeSpan wait) = (0, null, arguments.Every);
        DateTime startedAt = DateTime.UtcNow - ClockError;
        try
        {
            await reader.ReadAsync(account, cancellationToken);
        }
        catch (Exception failure) when (StopsOneAccount(failure) && !cancellationToken.IsCancellationRequested)
        {
            // The messages of the library have no data of candidates. Those of a database may have.
            attempts = account.Attempts + 1;
            problem = failure is StackOneException or OddDataException ? failure.Message : $"It was not stored: {failure.GetType().Name}.";
            wait = WaitAfter(failure, attempts);
        }

        progress.AccountRead(account.Id, problem);
        DateTime next = DateTime.UtcNow + wait;
        DateTime soon = DateTime.UtcNow + Events.Burst;
        using IDisposable turn = await turns.WaitAsync();
        await using SyncDb database = await databases.CreateDbContextAsync(CancellationToken.None);
        await database.Accounts.Where(read => read.Id == account.Id && read.DueAt != null).ExecuteUpdateAsync(
            update => update
                .SetProperty(read => read.Attempts, attempts)
                .SetProperty(read => read.Problem, problem)
                .SetProperty(read => read.DueAt, read => problem == null && read.ChangedAt > startedAt && soon < next ? soon : next),
            CancellationToken.None);
    }

    /// <summary>A key that is wrong stops them all.</summary>
    private static bool StopsOneAccount(Exception failure) => failure is not StackOneUnauthorizedException { NeedsReconnect: false };

    private static TimeSpan WaitAfter(Exception failure, int attempts)
    {
        var backOff = TimeSpan.FromSeconds(Math.Min(10 * Math.Pow(2, attempts - 1), MaxBackOff.TotalSeconds));
        return failure switch
        {
            // Only its owner can repair it, and an event says when. Without webhooks, this is how it is noticed.
            StackOneApiException { NeedsReconnect: true } => MaxBackOff,
            StackOneApiException { RetryAfter: { } wait } when wait > backOff => wait < MaxBackOff ? wait : MaxBackOff,
            _ => backOff,
        };
    }

    private enum Step
    {
        Read,

        /// <summary>Others read what is due.</summary>
        Waited,
        NothingDue,
    }

    [LoggerMessage(1, LogLevel.Error, "An account was not read to its end.")]
    private partial void LogBroken(Exception failure);
}
