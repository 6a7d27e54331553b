using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using StackOne.Ats.Client;

namespace CandidateSync;

/// <summary>Brings the copy of an account up to date, from where the last worker stopped.</summary>
internal sealed class AccountReader(
    StackOneAtsClient client, IDbContextFactory<SyncDb> databases, WriteTurns turns, Arguments arguments, SyncProgress progress)
{
    /// <exception cref="StackOneException">A call has failed.</exception>
    /// <exception cref="OddDataException">A record cannot be stored.</exception>
    /// <exception cref="DbUpdateException">Another worker reads the account, too.</exception>
    internal async Task ReadAsync(SyncedAccount account, CancellationToken cancellationToken)
    {
        foreach (RecordKind kind in RecordKind.All)
        {
            await ReadAsync(account, kind, cancellationToken);
        }
    }

    private async Task ReadAsync(SyncedAccount account, RecordKind kind, CancellationToken cancellationToken)
    {
        await using SyncDb database = await databases.CreateDbContextAsync(cancellationToken);
        Reading reading = await database.Readings.FindAsync([account.Id, kind.Name], cancellationToken)
            ?? database.Readings.Add(new Reading { AccountId = account.Id, Kind = kind.Name }).Entity;
        // A round that was continued may have been begun before the last change: another one follows then.
        while (!reading.IsDone(account))
        {
            await ReadRoundAsync(account.Id, kind, database, reading, cancellationToken);
        }
    }

    private async Task ReadRoundAsync(string account, RecordKind kind, SyncDb database, Reading reading, CancellationToken cancellationToken)
    {
        reading.Begin(DateTime.UtcNow, arguments.FullEvery);
        bool isResumed = reading.Cursor is not null;
        try
        {
            await foreach (RecordPage page in kind.ReadAsync(client.ForAccount(account), reading.Since, reading.Cursor, cancellationToken))
            {
                isResumed = false;
                await StoreAsync(database, reading, page);
                progress.PageStored(account, kind, page.Records.Count);
            }
        }
        catch (StackOneApiException failure) when (isResumed && IsRefused(failure.StatusCode))
        {
            // StackOne does not document how long a cursor is valid, nor its answer then. The next attempt begins the round again.
            reading.GiveUp();
            await database.SaveChangesAsync(CancellationToken.None);
            throw;
        }
    }

    private static bool IsRefused(HttpStatusCode status) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.UnprocessableEntity;

    /// <summary>Stores a page and its cursor, both or neither. It does not take a token: a page that was read is stored.</summary>
    private async Task StoreAsync(SyncDb database, Reading reading, RecordPage page)
    {
        using IDisposable turn = await turns.WaitAsync();
        await using IDbContextTransaction transaction = await database.Database.BeginTransactionAsync();
        reading.Advance(page);
        // What fails here rolls all back.
        database.Database.AutoSavepointsEnabled = false;
        await database.SaveChangesAsync();
        await database.StoreAsync(reading, page.Records);
        if (page.NextCursor is null && reading.IsFull)
        {
            await database.Records
                .Where(record => record.AccountId == reading.AccountId && record.Kind == reading.Kind && record.Round < reading.Round)
                .ExecuteDeleteAsync();
        }

        await transaction.CommitAsync();
    }
}
