using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CandidateSync;

/// <summary>Shows the progress: on a terminal as a table that is drawn again and again, otherwise a line for each account.</summary>
internal sealed class Screen(IAnsiConsole console, IDbContextFactory<SyncDb> databases, SyncProgress progress)
{
    private const int ShownProblems = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Shows the progress while something runs.</summary>
    internal async Task ShowAsync(Func<Task> run)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            progress.Read += WriteLine;
            await run();
            return;
        }

        await console.Live(Text.Empty).StartAsync(async live =>
        {
            Task running = run();
            while (!running.IsCompleted)
            {
                try
                {
                    live.UpdateTarget(Draw(await StateAsync()));
                }
                catch (Exception failure) when (failure is DbException or InvalidOperationException)
                {
                    // The worker waits for the database, too.
                    live.UpdateTarget(new Text($"The database cannot be read: {failure.GetType().Name}"));
                }

                await Task.WhenAny(running, Task.Delay(Pause));
            }

            await running;
            live.UpdateTarget(Draw(await StateAsync()));
        });
    }

    /// <summary>Writes the total. Returns whether all accounts are up to date.</summary>
    internal async Task<bool> WriteTotalAsync()
    {
        State state = await StateAsync();
        Console.WriteLine(
            $"{state.UpToDate} of {state.Accounts} accounts are up to date; {progress.Records} records in {progress.Pages} pages in this run");
        return state.Problems.Count == 0 && state.UpToDate == state.Accounts;
    }

    private static void WriteLine(string account, int records, string? problem)
    {
        if (problem is not null || records > 0)
        {
            Console.WriteLine($"{account}: {problem ?? $"{records} records"}");
        }
    }

    private async Task<State> StateAsync()
    {
        await using SyncDb database = await databases.CreateDbContextAsync();
        IQueryable<SyncedAccount> linked = database.Accounts.AsNoTracking().Where(account => account.DueAt != null);
        int upToDate = await linked.CountAsync(account => account.Problem == null
            && database.Readings.Count(reading => reading.AccountId == account.Id && reading.ReadUpTo != null) == RecordKind.All.Count);
        return new State(
            await linked.CountAsync(),
            upToDate,
            await linked.Where(account => account.Problem != null).OrderBy(account => account.Id).ToListAsync());
    }

    private Rows Draw(State state)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("Account", "Now", "Records");
        foreach ((string account, SyncProgress.Current now) in progress.Accounts)
        {
            table.AddRow(new Text(account), new Text(now.Kind), new Text($"{now.Records}"));
        }

        var problems = state.Problems.Take(ShownProblems).Select(account =>
            (IRenderable)new Text($"{account.Id}: {account.Problem} Next attempt at {account.DueAt:u}.", Color.Red));
        return new Rows(
        [
            new Text($"{state.UpToDate} of {state.Accounts} accounts are up to date, {state.Problems.Count} with problems"),
            new Text($"This worker: {progress.Records} records in {progress.Pages} pages. Press Ctrl+C to stop it."),
            table,
            .. problems,
        ]);
    }

    private sealed record State(int Accounts, int UpToDate, IReadOnlyList<SyncedAccount> Problems);
}
