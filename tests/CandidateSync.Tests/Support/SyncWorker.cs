using System.Collections.Concurrent;
using System.Diagnostics;
using AssessmentVendor.Tests;
using StackOne.Ats.Client.Testing;
using StackOne.Ats.Client.Testing.Tests;

namespace CandidateSync.Tests;

/// <summary>A worker as a process.</summary>
internal sealed class SyncWorker : IAsyncDisposable
{
    internal const string Secret = "whsec-sync";

    private readonly Process _process;
    private readonly Task _reading;
    private readonly ConcurrentQueue<string> _lines = new();

    private SyncWorker(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    internal int Id => _process.Id;

    /// <summary>What it has written so far.</summary>
    internal string Output => string.Join('\n', _lines);

    /// <summary>Starts it, and waits until its database is there.</summary>
    internal static async Task<SyncWorker> StartAsync(StackOneSandbox sandbox, Database database, string arguments, params string[] settings)
    {
        Process process = SampleProcess.Start("CandidateSync", arguments, [.. Settings(sandbox, database), .. settings]);
        string? first = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.True(first is not null, first is null ? await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) : "");
        return new SyncWorker(process);
    }

    /// <summary>Runs it until it ends.</summary>
    internal static Task<SampleRun> RunAsync(StackOneSandbox sandbox, Database database, string arguments, params string[] settings) =>
        SampleProcess.RunAsync("CandidateSync", arguments, [.. Settings(sandbox, database), .. settings]);

    /// <summary>Ends it as a crash does: SIGKILL.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Stops it as a service manager does, and returns its exit code.</summary>
    internal async Task<int> StopAsync()
    {
        using Process kill = Process.Start("kill", $"-TERM {_process.Id}");
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        await _reading;
        _process.Dispose();
    }

    private static string[] Settings(StackOneSandbox sandbox, Database database) =>
    [
        $"StackOne__BaseAddress={sandbox.BaseAddress.OriginalString}",
        $"STACKONE_API_KEY={sandbox.ApiKey}",
        $"StackOne__Webhooks__Secrets__0={Secret}",
        $"ConnectionStrings__Sync={database.ConnectionString}",
    ];

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
        }
    }
}
