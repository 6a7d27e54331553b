using BenchmarkDotNet.Attributes;
using StackOne.Ats.Client.Benchmarks.Contenders;
using StackOne.Ats.Client.Benchmarks.Servers;

namespace StackOne.Ats.Client.Benchmarks;

/// <summary>The order and the page of the interleaved mode, for a profile or another machine.</summary>
[MemoryDiagnoser]
public class CallBenchmarks
{
    private static readonly CancellationTokenSource Caller = new();

    private LoopbackServer? _server;
    private (string Name, Contender Contender)[] _all = [];
    private Contender? _contender;

    /// <summary>Whether calls go over the loopback interface.</summary>
    [Params(false, true)]
    public bool Loopback { get; set; }

    /// <summary>The name of the contender.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = string.Empty;

    /// <summary>The names of all contenders.</summary>
    public static IEnumerable<string> Names =>
        Ratios.All(() => new MemoryServer(refuses: false), new Uri("https://api.example.com")).Select(entry => entry.Name);

    /// <summary>Creates the contender.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _server = Loopback ? LoopbackServer.Start() : null;
        _all = Ratios.All(
            () => Loopback ? new SocketsHttpHandler() : new MemoryServer(refuses: false),
            _server?.Address ?? new Uri("https://api.example.com"));
        _contender = _all.Single(entry => entry.Name == Name).Contender;
    }

    /// <summary>Ends the server.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        Array.ForEach(_all, entry => entry.Contender.Dispose());
        _server?.Dispose();
    }

    /// <summary>Orders an assessment.</summary>
    [Benchmark]
    public Task Order() => _contender!.OrderAsync(Caller.Token);

    /// <summary>Reads a page of 100 candidates.</summary>
    [Benchmark]
    public Task Page() => _contender!.ListPageAsync(Caller.Token);
}
