using System.Globalization;
using StackOne.Ats.Client.Testing;

namespace StackOne.Ats.Client.Fleet.Tests;

/// <summary>Four processes share the limit of one API key through a real Redis.</summary>
/// <remarks>
/// StackOne's window is a minute. The tests use one of 6 seconds, because 4,000 calls take four windows; STACKONE_FLEET_WINDOW sets another. The clock is
/// the real one: the processes and Redis have no other. A busy machine may not use up the limit of 6 seconds, so that the tests check only that it is
/// kept; with the full minute, as each night, they also check that it is used.
/// </remarks>
public sealed class FleetTests
{
    private const int Processes = 4;
    private const int Permits = 1000;

    private static readonly int WindowSeconds = int.Parse(Environment.GetEnvironmentVariable("STACKONE_FLEET_WINDOW") ?? "6", CultureInfo.InvariantCulture);

    /// <summary>The share of calls that may be refused and of the limit that must be used, and the most windows.</summary>
    private static readonly (double Refused, double Used, int Windows) Demands = WindowSeconds >= 60 ? (0.01, 0.95, 5) : (0.25, 0, int.MaxValue);

    [Fact(Timeout = 600_000)]
    public async Task Fleet_FourThousandCallsAtOnce_UsesTheLimitAndIsHardlyRefused()
    {
        const int Calls = 4000;
        using RedisServer redis = await RedisServer.StartAsync();
        await using StackOneSandbox sandbox = Start();
        using var workers = await Workers.StartAsync(sandbox, redis, Calls / Processes, Permits, WindowSeconds);

        (TimeSpan At, string Outcome)[][] ends = await workers.RunAsync().WaitAsync(TestContext.Current.CancellationToken);

        (TimeSpan At, string Outcome)[] all = [.. ends.SelectMany(end => end)];
        int refused = sandbox.Requests.Count(request => request.Status == 429);
        // Requests by windows, from the first of them. The last window is not full.
        DateTimeOffset first = sandbox.Requests[0].ReceivedAt;
        int[] used = [.. sandbox.Requests
            .Where(request => request.Status == 200)
            .GroupBy(request => (int)((request.ReceivedAt - first).TotalSeconds / WindowSeconds))
            .OrderBy(window => window.Key)
            .Select(window => window.Count())];
        // Of each process, how many of its calls ended in each window.
        int[][] shares = [.. ends.Select(end => Enumerable.Range(0, used.Length)
            .Select(window => end.Count(call => (int)(call.At.TotalSeconds / WindowSeconds) == window))
            .ToArray())];
        Report($"windows: {string.Join(", ", used)}; refused: {refused}; processes: {string.Join("; ", shares.Select(share => string.Join(", ", share)))}");

        Assert.Equal(Calls, all.Count(call => call.Outcome == "ok"));
        Assert.InRange(refused, 0, (int)(Calls * Demands.Refused));
        // Who comes first may take the first window. From then on, each process gets on in each window until it is done.
        Assert.All(shares, share => Assert.All(
            Enumerable.Range(1, used.Length - 2).Where(window => share.Take(window + 1).Sum() < Calls / Processes),
            window => Assert.InRange(share[window], 1, Permits)));
        Assert.All(used.SkipLast(1), window => Assert.InRange(window, Permits * Demands.Used, Permits * 1.05));
        Assert.InRange(used.Length, 4, Demands.Windows);
    }

    /// <summary>Redis stops while all calls wait for their permits, and comes back.</summary>
    [Fact(Timeout = 600_000)]
    public async Task Fleet_RedisStopsAndComesBack_NoCallFails()
    {
        const int Calls = 3000;
        using RedisServer redis = await RedisServer.StartAsync();
        await using StackOneSandbox sandbox = Start();
        using var workers = await Workers.StartAsync(sandbox, redis, Calls / Processes, Permits, WindowSeconds);

        Task<(TimeSpan At, string Outcome)[][]> running = workers.RunAsync();
        await UntilAsync(() => sandbox.RequestCount >= Permits * 95 / 100);
        redis.Stop();
        await UntilAsync(() => sandbox.RequestCount >= Permits * 3 / 2);
        await redis.RunAsync();

        string[] outcomes = [.. (await running.WaitAsync(TestContext.Current.CancellationToken)).SelectMany(ends => ends).Select(call => call.Outcome)];
        Report($"requests: {sandbox.RequestCount}, refused: {sandbox.Requests.Count(request => request.Status == 429)}");
        Assert.All(outcomes, outcome => Assert.Equal("ok", outcome));
        Assert.Equal(Calls, outcomes.Length);

        async Task UntilAsync(Func<bool> condition)
        {
            while (!condition() && !running.IsCompleted)
            {
                // Real time: the progress of other processes.
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    private static StackOneSandbox Start() => StackOneSandbox.Start(new StackOneSandboxOptions
    {
        RequestsPerMinute = Permits,
        LimitWindow = TimeSpan.FromSeconds(WindowSeconds),
    });

    private static void Report(string text) => TestContext.Current.TestOutputHelper!.WriteLine(text);

    private sealed record Workers(Worker[] All) : IDisposable
    {
        internal static async Task<Workers> StartAsync(StackOneSandbox sandbox, RedisServer redis, int calls, int permits, int windowSeconds)
        {
            var workers = new Workers(await Task.WhenAll(Enumerable.Range(0, Processes)
                .Select(_ => Worker.StartAsync(sandbox.BaseAddress, redis, calls, permits, windowSeconds))));
            // Forgets their first calls, and begins a new window.
            sandbox.Reset();
            return workers;
        }

        internal Task<(TimeSpan At, string Outcome)[][]> RunAsync() => Task.WhenAll(All.Select(worker => worker.RunAsync()));

        public void Dispose() => Array.ForEach(All, worker => worker.Dispose());
    }
}
