using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

namespace CandidateSync;

/// <summary>Which accounts there are: those of the command line, or all linked accounts of applicant tracking systems.</summary>
internal sealed partial class AccountList(
    StackOneAtsClient client, IDbContextFactory<SyncDb> databases, Arguments arguments, ILogger<AccountList> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>Adds new accounts to the database. The copy of an account that is not linked any more stays as it is.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using SyncDb database = await databases.CreateDbContextAsync(cancellationToken);
        // An account that an event adds in the meantime may not be in the list.
        List<string> before = await database.Accounts.Select(account => account.Id).ToListAsync(cancellationToken);
        List<string> ids = [.. arguments.Accounts];
        if (ids.Count == 0)
        {
            await foreach (LinkedAccount account in client.Accounts.ListAsync(new() { PageSize = 100 }, cancellationToken))
            {
                if (IsReadable(account))
                {
                    ids.Add(account.Id!);
                }
            }
        }

        // In the same order in all workers, which would block each other otherwise.
        ids.Sort(StringComparer.Ordinal);
        await using IDbContextTransaction transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        foreach (string id in ids)
        {
            await database.AddAccountAsync(id);
        }

        await database.Accounts
            .Where(account => account.DueAt != null && before.Contains(account.Id) && !ids.Contains(account.Id))
            .ExecuteUpdateAsync(update => update.SetProperty(account => account.DueAt, (DateTime?)null), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Looks for new accounts again and again, for those whose event did not arrive.</summary>
    internal async Task KeepRefreshingAsync(CancellationToken stopping)
    {
        while (true)
        {
            await Task.Delay(Interval, stopping);
            try
            {
                await RefreshAsync(stopping);
            }
            catch (Exception failure) when (failure is not StackOneUnauthorizedException && !stopping.IsCancellationRequested)
            {
                LogBroken(failure);
            }
        }
    }

    /// <summary>An account that is expired or has an error is read as well: that shows why it cannot be.</summary>
    private static bool IsReadable(LinkedAccount account) =>
        account.Id is not null
        && account.Status != LinkedAccountStatusValue.Inactive
        && account.Status != LinkedAccountStatusValue.Archived
        && account.Status != LinkedAccountStatusValue.Suspended
        && account.Categories?.Contains("ats") != false;

    [LoggerMessage(1, LogLevel.Error, "The list of accounts could not be read.")]
    private partial void LogBroken(Exception failure);
}
