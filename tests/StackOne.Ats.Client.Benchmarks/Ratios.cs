using System.Globalization;
using StackOne.Ats.Client.Benchmarks.Contenders;
using StackOne.Ats.Client.Benchmarks.Servers;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks;

/// <summary>The tables of docs/performance.md.</summary>
/// <param name="quick">Whether it is to show only that all of it works.</param>
internal sealed class Ratios(bool quick)
{
    private readonly Interleaved _memory = quick ? new(2, TimeSpan.FromMilliseconds(2), 50) : new(60, TimeSpan.FromMilliseconds(30), 30_000);
    private readonly Interleaved _loopback = quick ? new(2, TimeSpan.FromMilliseconds(5), 20) : new(60, TimeSpan.FromMilliseconds(100), 3_000);
    private readonly Interleaved _page = quick ? new(2, TimeSpan.FromMilliseconds(5), 20) : new(60, TimeSpan.FromMilliseconds(60), 2_000);

    internal static string[] Names { get; } = ["order", "page", "retry", "observed", "throughput", "list", "views"];

    internal async Task RunAsync(string name)
    {
        using LoopbackServer server = LoopbackServer.Start();
        switch (name)
        {
            case "order":
                await CompareAsync("An order", server.Address, _memory, _loopback, static (contender, token) => contender.OrderAsync(token));
                break;
            case "page":
                await CompareAsync("A page of 100 candidates", server.Address, _page, _page, static (contender, token) => contender.ListPageAsync(token));
                break;
            case "retry":
                await RetryAsync();
                break;
            case "observed":
                await ObservedAsync(server.Address);
                break;
            case "throughput":
                await ThroughputAsync(server.Address);
                break;
            case "list":
                await ListAsync(server.Address);
                break;
            default:
                Views();
                break;
        }
    }

    private static async Task CompareAsync(
        string title,
        Uri address,
        Interleaved memory,
        Interleaved loopback,
        Func<Contender, CancellationToken, Task> call)
    {
        await WithAsync(
            All(static () => new MemoryServer(refuses: false), address),
            contenders => memory.CompareAsync($"{title}, in memory", contenders, call));
        await WithAsync(
            All(static () => new SocketsHttpHandler(), address),
            contenders => loopback.CompareAsync($"{title}, over loopback", contenders, call));
    }

    /// <summary>The library waits for some milliseconds even if it may not have to, so the times say nothing.</summary>
    private Task RetryAsync() => WithAsync(
        [
            ("floor with a loop", new RetryingFloor(new MemoryServer(refuses: true), Address)),
            ("Refit, standard resilience", RefitContender.WithStandardResilience(new MemoryServer(refuses: true), Address)),
            ("StackOne.Ats.Client", new LibraryContender(new MemoryServer(refuses: true), Address)),
        ],
        contenders => new Interleaved(quick ? 2 : 20, TimeSpan.FromMilliseconds(20), warmUp: 20).CompareAsync(
            "An order that is refused once, in memory (bytes only)",
            contenders,
            static (contender, token) => contender.OrderAsync(token)));

    private async Task ObservedAsync(Uri address)
    {
        await WithAsync(
            [
                ("StackOne.Ats.Client", new LibraryContender(new MemoryServer(refuses: false), address)),
                ("the same, observed", ObservedContender.Create(new MemoryServer(refuses: false), address)),
            ],
            contenders => _memory.CompareAsync("An order with listeners, in memory", contenders, static (contender, token) => contender.OrderAsync(token)));
        await WithAsync(
            [
                ("StackOne.Ats.Client", new LibraryContender(new SocketsHttpHandler(), address)),
                ("the same, observed", ObservedContender.Create(new SocketsHttpHandler(), address)),
            ],
            contenders => _loopback.CompareAsync("An order with listeners, over loopback", contenders, static (contender, token) => contender.OrderAsync(token)));
    }

    private async Task ThroughputAsync(Uri address)
    {
        foreach (int concurrency in (int[])[1, 16, 256])
        {
            await WithAsync(
                [
                    ("floor", new Floor(new SocketsHttpHandler(), address)),
                    ("Refit, standard resilience", RefitContender.WithStandardResilience(new SocketsHttpHandler(), address)),
                    ("StackOne.Ats.Client", new LibraryContender(new SocketsHttpHandler(), address)),
                ],
                contenders => _loopback.CompareAsync(
                    $"{concurrency} orders at a time, over loopback",
                    contenders,
                    static (contender, token) => contender.OrderAsync(token),
                    concurrency));
        }
    }

    private async Task ListAsync(Uri address)
    {
        using var floor = new Floor(new SocketsHttpHandler(), address);
        using var library = new LibraryContender(new SocketsHttpHandler(), address);
        await new Interleaved(quick ? 2 : 30, TimeSpan.FromMilliseconds(1), warmUp: quick ? 1 : 20).CompareAsync(
            "A list of 10,000 candidates, over loopback",
            [("floor", floor), ("StackOne.Ats.Client", library)],
            (contender, token) => contender == floor ? ReadAllAsync(floor, token) : ReadAllAsync(library.Client, token));

        long least = long.MaxValue;
        long most = 0;
        int pages = 0;
        await foreach (StackOnePage<Candidate> page in library.Client.Candidates.ListAsync().AsPages(from: "0"))
        {
            long live = GC.GetTotalMemory(forceFullCollection: true);
            (least, most, pages) = (Math.Min(least, live), Math.Max(most, live), pages + 1);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\nLive memory at each of {pages} pages: {least / 1024.0:F0} to {most / 1024.0:F0} KiB. A page is {Payloads.OnlyPage.Length / 1024.0:F0} KiB of JSON."));
    }

    private static async Task ReadAllAsync(Floor floor, CancellationToken cancellationToken)
    {
        int items = 0;
        for (string? cursor = "0"; cursor is not null;)
        {
            CandidatePage page = await floor.PageAsync(cursor, cancellationToken).ConfigureAwait(false);
            items += page.Data.Count;
            cursor = page.Next;
        }

        Require(items == Payloads.Pages * Payloads.PageSize, "the floor's list");
    }

    private static async Task ReadAllAsync(StackOneAtsClient client, CancellationToken cancellationToken)
    {
        int items = 0;
        await foreach (StackOnePage<Candidate> page in client.Candidates.ListAsync(null, cancellationToken).AsPages(from: "0").ConfigureAwait(false))
        {
            items += page.Items.Count;
        }

        Require(items == Payloads.Pages * Payloads.PageSize, "the library's list");
    }

    private static void Views()
    {
        using var client = new LibraryContender(new MemoryServer(refuses: false), Address);
        string[] accounts = [.. Enumerable.Range(0, 10_000).Select(account => account.ToString("D20", CultureInfo.InvariantCulture))];
        _ = client.Client.ForAccount(accounts[0]).Assessments;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        StackOneAtsClient[] views = [.. accounts.Select(client.Client.ForAccount)];
        long alone = GC.GetTotalMemory(forceFullCollection: true) - before;
        AssessmentsClient[] groups = [.. views.Select(view => view.Assessments)];
        long used = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(views);
        GC.KeepAlive(groups);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n10,000 views of accounts: {alone / 10_000.0:F0} bytes each; {used / 10_000.0:F0} bytes each with the client of one group."));
    }

    private static Uri Address { get; } = new("https://api.example.com");

    internal static (string Name, Contender Contender)[] All(Func<HttpMessageHandler> handler, Uri address) =>
    [
        ("floor", new Floor(handler(), address)),
        ("floor, pooled bodies", new PooledFloor(handler(), address)),
        ("Refit", RefitContender.Bare(handler(), address)),
        ("Refit, standard resilience", RefitContender.WithStandardResilience(handler(), address)),
        ("Kiota", new KiotaContender(handler(), address)),
        ("StackOne.Ats.Client", new LibraryContender(handler(), address)),
    ];

    /// <summary>Checks what the contenders return, and disposes them in the end.</summary>
    private static async Task WithAsync((string Name, Contender Contender)[] contenders, Func<(string Name, Contender Contender)[], Task> compare)
    {
        try
        {
            foreach ((string name, Contender contender) in contenders)
            {
                Task order = contender.OrderAsync(CancellationToken.None);
                await order;
                Require(contender.OrderIdOf(order) == Payloads.OrderId, name);
                Task page = contender.ListPageAsync(CancellationToken.None);
                await page;
                Require(contender.CountOf(page) == Payloads.PageSize, name);
            }

            await compare(contenders);
        }
        finally
        {
            foreach ((_, Contender contender) in contenders)
            {
                contender.Dispose();
            }
        }
    }

    private static void Require(bool isRight, string name)
    {
        if (!isRight)
        {
            throw new InvalidOperationException($"The result of {name} is wrong.");
        }
    }
}
