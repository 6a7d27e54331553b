using StackOne.Ats.Client.Benchmarks.Contenders;
using StackOne.Ats.Client.Benchmarks.Servers;

namespace StackOne.Ats.Client.Benchmarks.Scenarios;

/// <summary>The scenarios of the interleaved mode, by name.</summary>
internal static class Scenario
{
    internal static IReadOnlyDictionary<string, Func<Settings, Task>> All { get; } = new Dictionary<string, Func<Settings, Task>>
    {
        ["order"] = static settings => CompareAsync(settings, "An order", static (contender, token) => contender.OrderAsync(token)),
        ["page"] = static settings =>
            CompareAsync(settings, "A page of 100 candidates", static (contender, token) => contender.ListPageAsync(token)),
        ["odd"] = OddAsync,
        ["retry"] = RetryScenario.RunAsync,
        ["throughput"] = ThroughputAsync,
        ["list"] = ListScenario.RunAsync,
        ["views"] = ViewsScenario.RunAsync,
        ["webhook"] = WebhookScenario.RunAsync,
        ["endpoint"] = EndpointScenario.RunAsync,
    };

    private static async Task CompareAsync(Settings settings, string title, Func<Contender, CancellationToken, Task> call)
    {
        await RequestCheck.RunAsync();
        await ContenderSet.UseAsync(
            ContenderSet.InMemory(),
            contenders => new Interleaved(settings, 60, TimeSpan.FromMilliseconds(30)).CompareAsync($"{title}, in memory", contenders, call));
        using LoopbackServer server = LoopbackServer.Start();
        await ContenderSet.UseAsync(
            ContenderSet.Loopback(server.Address),
            contenders => new Interleaved(settings, 60, TimeSpan.FromMilliseconds(50)).CompareAsync($"{title}, over loopback", contenders, call));
    }

    private static Task OddAsync(Settings settings) => ContenderSet.UseAsync(
        [
            new LibraryContender(new MemoryServer(refuses: false), ContenderSet.NoAddress),
            new LibraryContender(new MemoryServer(refuses: false, Payloads.OddPage), ContenderSet.NoAddress, "stackone, an odd value in each"),
        ],
        contenders => new Interleaved(settings, 60, TimeSpan.FromMilliseconds(30)).CompareAsync(
            "A page of 100 candidates, in memory",
            contenders,
            static (contender, token) => contender.ListPageAsync(token)));

    private static async Task ThroughputAsync(Settings settings)
    {
        using LoopbackServer server = LoopbackServer.Start();
        foreach (int concurrency in (int[])[1, 16, 256])
        {
            await ContenderSet.UseAsync(
                ContenderSet.Loopback(server.Address),
                contenders => new Interleaved(settings, 40, TimeSpan.FromMilliseconds(100)).CompareAsync(
                    $"Orders over loopback, {concurrency} at a time",
                    contenders,
                    static (contender, token) => contender.OrderAsync(token),
                    concurrency,
                    perSecond: true));
        }
    }
}
