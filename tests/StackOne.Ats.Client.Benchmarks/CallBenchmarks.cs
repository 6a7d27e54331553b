using BenchmarkDotNet.Attributes;
using StackOne.Ats.Client.Benchmarks.Contenders;
using StackOne.Ats.Client.Benchmarks.Servers;

namespace StackOne.Ats.Client.Benchmarks;

/// <summary>The order and the page of the interleaved mode, for BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class CallBenchmarks
{
    private static readonly CancellationTokenSource Caller = new();

    private LoopbackServer? _server;
    private Contender[] _all = [];
    private Contender? _contender;

    /// <summary>Whether calls go over the loopback interface.</summary>
    [Params(false, true)]
    public bool Loopback { get; set; }

    /// <summary>The name of the contender.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = string.Empty;

    /// <summary>The names of all contenders.</summary>
    public static IEnumerable<string> Names => ContenderSet.InMemory().Select(contender => contender.Name);

    /// <summary>Creates the contender.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _server = Loopback ? LoopbackServer.Start() : null;
        _all = _server is null ? ContenderSet.InMemory() : ContenderSet.Loopback(_server.Address);
        _contender = _all.Single(contender => contender.Name == Name);
        // Listeners are those of the process, which is this contender's own.
        _contender.Enter();
    }

    /// <summary>Ends the server.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        _contender?.Leave();
        Array.ForEach(_all, contender => contender.Dispose());
        _server?.Dispose();
    }

    /// <summary>Orders an assessment.</summary>
    [Benchmark]
    public Task Order() => _contender!.OrderAsync(Caller.Token);

    /// <summary>Reads a page of 100 candidates.</summary>
    [Benchmark]
    public Task Page() => _contender!.ListPageAsync(Caller.Token);
}
