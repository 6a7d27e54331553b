using StackOne.Ats.Client.Benchmarks.Contenders;
using StackOne.Ats.Client.Benchmarks.Servers;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks.Scenarios;

/// <summary>A list of 10,000 candidates in 100 pages over loopback, item by item, and the memory that it needs at a time.</summary>
internal static class ListScenario
{
    private const int Items = Payloads.Pages * Payloads.PageSize;

    internal static async Task RunAsync(Settings settings)
    {
        using LoopbackServer server = LoopbackServer.Start();
        var floor = new Floor(new SocketsHttpHandler(), server.Address);
        var pooled = new PooledFloor(new SocketsHttpHandler(), server.Address);
        var library = new LibraryContender(new SocketsHttpHandler(), server.Address);
        await ContenderSet.UseAsync([floor, pooled, library], async contenders =>
        {
            await new Interleaved(settings, 30, TimeSpan.FromMilliseconds(50)).CompareAsync(
                "A list of 10,000 candidates in 100 pages, over loopback; us and bytes are those of an item",
                contenders,
                static (contender, token) =>
                    contender is Floor pages ? ReadAsync(pages, token) : ReadAsync(((LibraryContender)contender).Client, token),
                unit: Items);
            await MemoryAsync(library.Client);
        });
    }

    private static async Task ReadAsync(Floor floor, CancellationToken cancellationToken)
    {
        int items = 0;
        string? cursor = null;
        do
        {
            CandidatePage page = await floor.PageAsync(cursor, cancellationToken).ConfigureAwait(false);
            foreach (Candidate candidate in page.Data)
            {
                items += candidate.Id is null ? 0 : 1;
            }

            cursor = page.Next;
        }
        while (cursor is not null);

        Check(items);
    }

    private static async Task ReadAsync(StackOneAtsClient client, CancellationToken cancellationToken)
    {
        int items = 0;
        await foreach (StackOnePage<Candidate> page in Pages(client, cancellationToken).ConfigureAwait(false))
        {
            foreach (Candidate candidate in page.Items)
            {
                items += candidate.Id is null ? 0 : 1;
            }
        }

        Check(items);
    }

    private static async Task MemoryAsync(StackOneAtsClient client)
    {
        var live = new List<double>();
        int pages = 0;
        await foreach (StackOnePage<Candidate> page in Pages(client, CancellationToken.None))
        {
            if (++pages % 10 == 0)
            {
                live.Add(GC.GetTotalMemory(forceFullCollection: true) / 1024.0);
                GC.KeepAlive(page);
            }
        }

        string changes = string.Join(", ", live.Select(kilobytes => Table.Invariant($"{kilobytes - live[0]:F0}")));
        Console.WriteLine(Table.Invariant($"\nChange of the live heap after each 10 pages, in KiB: {changes}; at most {live.Max() - live.Min():F0}."));
        Console.WriteLine(Table.Invariant($"A page is {Payloads.FirstPage.Length / 1024.0:F0} KiB of JSON."));
    }

    private static IAsyncEnumerable<StackOnePage<Candidate>> Pages(StackOneAtsClient client, CancellationToken cancellationToken) =>
        client.Candidates.ListAsync(new CandidateListQuery { PageSize = Payloads.PageSize }, cancellationToken).AsPages();

    private static void Check(int items)
    {
        if (items != Items)
        {
            throw new WrongResultException($"A list has {items} items.");
        }
    }
}
