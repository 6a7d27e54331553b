using System.Collections.Concurrent;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>Runs the sample OrderAssessment, once for each command line.</summary>
/// <remarks>Every fault's run is started at once, since xunit runs a theory's rows one after the other.</remarks>
public sealed class SampleRuns : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<SampleRun>>> _runs = new();
    private readonly SemaphoreSlim _places = new(Environment.ProcessorCount * 2);
    private readonly CancellationTokenSource _timeout = new(TimeSpan.FromMinutes(1));

    public SampleRuns()
    {
        foreach (string fault in SampleTests.EveryFault)
        {
            _ = RunAsync($"--fault {fault}");
        }
    }

    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Names and values, <c>NAME=value</c>.</param>
    internal Task<SampleRun> RunAsync(string arguments, params string[] environment) => _runs.GetOrAdd(
        string.Join(' ', [arguments, .. environment]),
        _ => new Lazy<Task<SampleRun>>(() => StartAsync(arguments, environment))).Value;

    public void Dispose()
    {
        _timeout.Dispose();
        _places.Dispose();
    }

    private async Task<SampleRun> StartAsync(string arguments, string[] environment)
    {
        await _places.WaitAsync(_timeout.Token);
        try
        {
            return await SampleProcess.RunAsync("OrderAssessment", arguments, environment, _timeout.Token);
        }
        finally
        {
            _places.Release();
        }
    }
}
