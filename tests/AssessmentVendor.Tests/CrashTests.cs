using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using StackOne.Ats.Client.Testing;

namespace AssessmentVendor.Tests;

/// <summary>Orders are delivered three times each, in any order, while the service crashes again and again.</summary>
/// <remarks>
/// Set VENDOR_ORDERS and VENDOR_KILLS for more than the defaults. The service is a process with a real database and has no other clock than the real one,
/// so the test polls.
/// </remarks>
[Collection(nameof(Alone))]
public sealed class CrashTests(PostgresCluster cluster)
{
    private const int Copies = 3;
    private const int Senders = 6;

    /// <summary>The steps that a service has under way at a time. Each can have been sent and not saved when it crashes.</summary>
    private const int Steps = 4;

    private static readonly int Orders = Setting("VENDOR_ORDERS", 100);
    private static readonly int Kills = Setting("VENDOR_KILLS", 3);

    [Theory(Timeout = 600_000)]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task Orders_ServiceCrashes_AreStoredOnceAndReported(string kind)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using Database database = await Database.CreateAsync(kind, cluster);
        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { RequestsPerMinute = null });
        SandboxAtsOrder[] orders = [.. Enumerable.Range(0, Orders).Select(index => sandbox.OrderFromAts($"account-{index % 5}"))];
        SandboxAtsOrder[] copies = [.. Enumerable.Repeat(orders, Copies).SelectMany(copy => copy)];
        new Random(1).Shuffle(copies);
        var waiting = new ConcurrentQueue<SandboxAtsOrder>(copies);
        var accepted = new ConcurrentBag<string>();
        var watch = Stopwatch.StartNew();

        Service service = await StartAsync(0);
        int port = service.Address.Port;
        Uri url = service.Events;
        Task sending = Task.WhenAll(
            Enumerable.Range(0, Senders).Select(_ => SendAsync(url, waiting, accepted, copies.Length, cancellationToken)));
        for (int kill = 1; kill <= Kills; kill++)
        {
            int progress = kill * (copies.Length + orders.Length) / (Kills + 1);
            await UntilAsync(() => accepted.Count + sandbox.Results.Count >= progress, cancellationToken);
            await service.KillAsync();
            await service.DisposeAsync();

            // What was answered with success before the crash is there after it.
            IEnumerable<string> lost = accepted.Except(await StoredAsync());
            Assert.Empty(lost);
            service = await StartAsync(port);
        }

        await sending;
        await database.WaitAsync("""SELECT count(*) FROM "Orders" WHERE "State" = 'Reported'""", $"{orders.Length}", seconds: 240);
        Assert.Equal(0, await service.StopAsync());
        TimeSpan elapsed = watch.Elapsed;

        Assert.Equal(copies.Length, accepted.Count);
        Assert.Equal(orders.Select(order => order.Id).Order(), (await StoredAsync()).Order());
        Assert.Equal(orders.Select(order => order.Id).Order(), (await database.ReadAsync("""SELECT "OrderId" FROM "Orders" """)).Order());
        ILookup<string, SandboxResult> results = sandbox.Results.ToLookup(result => result.OrderId);
        Assert.All(orders, order => Assert.Single(results[order.Id].Select(result => (result.AccountId, result.Assessment)).Distinct()));
        int repeated = sandbox.Results.Count - orders.Length;
        Assert.InRange(repeated, 0, Kills * Steps);
        Report($"{kind}: {Orders} orders, {accepted.Count} deliveries, {Kills} kills, {repeated} results repeated, {elapsed.TotalSeconds:0.0} s");

        Task<Service> StartAsync(int on) => Service.StartAsync(sandbox, database.ConnectionString, on, "Vendor:CompleteAfter=00:00:00");

        async Task<IEnumerable<string>> StoredAsync() =>
            (await database.ReadAsync("""SELECT "Key" FROM "Inbox" """)).Select(key => key.Split('/')[2]);
    }

    /// <summary>It takes the whole machine, on which the other tests wait for seconds only.</summary>
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    private static int Setting(string name, int value) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : value;

    /// <summary>Sends what is waiting. What is not answered with success is sent again later, among the others.</summary>
    private static async Task SendAsync(
        Uri url, ConcurrentQueue<SandboxAtsOrder> waiting, ConcurrentBag<string> accepted, int total, CancellationToken cancellationToken)
    {
        while (accepted.Count < total)
        {
            HttpStatusCode? status = waiting.TryDequeue(out SandboxAtsOrder? order) ? await Deliveries.SendAsync(url, order) : null;
            if (status == HttpStatusCode.OK)
            {
                accepted.Add(order!.Id);
                continue;
            }

            if (order is not null)
            {
                waiting.Enqueue(order);
            }

            // Real time: the service is being started again.
            await Task.Delay(20, cancellationToken);
        }
    }

    private static async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!condition())
        {
            // Real time: the progress of another process.
            await Task.Delay(5, cancellationToken);
        }
    }

    private static void Report(string figures)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(figures);
        File.AppendAllLines(Path.Combine(AppContext.BaseDirectory, "figures.txt"), [figures]);
    }
}
