using System.Collections.Concurrent;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

namespace CandidateExport;

/// <summary>Exports the candidates of many accounts.</summary>
internal sealed class Exporter(StackOneAtsClient client, Arguments arguments, Progress progress)
{
    // The most that StackOne allows: fewer requests for the same candidates.
    private const int PageSize = 100;

    /// <summary>Exports accounts in parallel. An account that fails does not stop the others.</summary>
    /// <returns>The accounts that failed, and why.</returns>
    /// <exception cref="StackOneUnauthorizedException">The key is wrong, so that no account can be read.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The export was interrupted.</exception>
    internal async Task<IReadOnlyDictionary<string, StackOneException>> ExportAsync(
        IReadOnlyList<string> accounts,
        string folder,
        CancellationToken cancellationToken)
    {
        var failures = new ConcurrentDictionary<string, StackOneException>();
        var limits = new ParallelOptions { MaxDegreeOfParallelism = arguments.Parallel, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(accounts, limits, async (account, token) =>
        {
            try
            {
                await ExportAsync(account, folder, token);
            }
            catch (StackOneException failure) when (failure is not StackOneUnauthorizedException)
            {
                failures[account] = failure;
            }
        });
        return failures;
    }

    private async Task ExportAsync(string account, string folder, CancellationToken cancellationToken)
    {
        using AccountFile file = AccountFile.Open(folder, account, arguments.Format, arguments.Since);
        if (file.Checkpoint.Done)
        {
            progress.AccountDone(account, "already exported");
            return;
        }

        var query = new CandidateListQuery { UpdatedAfter = arguments.Since, PageSize = PageSize };
        IAsyncEnumerable<StackOnePage<Candidate>> pages = client
            .ForAccount(account)
            .Candidates.ListAsync(query, cancellationToken)
            .AsPages(cursor: file.Checkpoint.Cursor);

        await foreach (StackOnePage<Candidate> page in pages)
        {
            // Does not take the token: a page that was read is also written.
            file.Append(page);
            progress.PageWritten(page.Items.Count);
        }

        progress.AccountDone(account, $"{file.Checkpoint.Candidates} candidates");
    }
}
