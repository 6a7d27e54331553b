using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>Runs the sample as a process, once for each command line.</summary>
/// <remarks>Every fault's run is started at once, since xunit runs a theory's rows one after the other.</remarks>
public sealed class SampleRuns : IDisposable
{
    private static readonly string SamplePath = typeof(SampleRuns).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "OrderAssessmentSample")
        .Value!;

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
            var start = new ProcessStartInfo("dotnet", $"exec \"{SamplePath}\" {arguments}")
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // What the machine has set must not send a test's order to StackOne.
                Environment = { ["STACKONE_API_KEY"] = null, ["STACKONE_ACCOUNT_ID"] = null },
            };
            foreach (string setting in environment)
            {
                string[] parts = setting.Split('=', 2);
                start.Environment[parts[0]] = parts[1];
            }

            using Process process = Process.Start(start)!;
            try
            {
                Task<string> output = process.StandardOutput.ReadToEndAsync(_timeout.Token);
                Task<string> error = process.StandardError.ReadToEndAsync(_timeout.Token);
                await process.WaitForExitAsync(_timeout.Token);
                return new SampleRun(process.ExitCode, await output, await error);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }
        }
        finally
        {
            _places.Release();
        }
    }
}

/// <summary>What a run of the sample came to.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Error);
