using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using StackOne.Ats.Client.Testing;

namespace AssessmentVendor.Tests;

/// <summary>The vendor's service as a process.</summary>
internal sealed class Service : IAsyncDisposable
{
    internal const string Secret = "whsec-vendor";

    private static readonly string PathOfService = typeof(Service).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ServicePath")
        .Value!;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task _reading;

    private Service(Process process, string firstLine)
    {
        _process = process;
        FirstLine = firstLine;
        Address = new Uri(firstLine.Split(' ')[3].TrimEnd(','));
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    internal string FirstLine { get; }

    internal Uri Address { get; }

    internal Uri Events => new(Address, "/stackone/events");

    internal Uri Packages => new(Address, "/stackone/packages");

    /// <summary>What it has logged so far.</summary>
    internal string Log => string.Join('\n', _lines);

    /// <summary>Starts it against a sandbox, and waits until it listens.</summary>
    /// <param name="sandbox">The sandbox of the test; null for the one that the service brings.</param>
    /// <param name="database">The connection string; null for the default.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="settings">Names and values, <c>Section:Name=value</c>, in addition to those that a service has.</param>
    internal static async Task<Service> StartAsync(StackOneSandbox? sandbox, string? database, int port = 0, params string[] settings)
    {
        var all = new List<string>();
        if (sandbox is not null)
        {
            all.AddRange(
                $"StackOne:BaseAddress={sandbox.BaseAddress.OriginalString}",
                $"StackOne:ApiKey={sandbox.ApiKey}",
                $"StackOne:Webhooks:Secrets:0={Secret}",
                $"StackOne:Webhooks:PackageSecrets:0={Secret}",
                // After a crash, an order is taken up again after four times this.
                "StackOne:TotalTimeout=00:00:05");
        }

        if (database is not null)
        {
            all.Add($"ConnectionStrings:Vendor={database}");
        }

        Process process = Run([.. all, .. settings], "--urls", $"http://127.0.0.1:{port}");
        string? first = await process.StandardOutput.ReadLineAsync();
        Assert.True(first is not null, first is null ? await process.StandardError.ReadToEndAsync() : "");
        return new Service(process, first!);
    }

    /// <summary>Runs it until it ends.</summary>
    internal static async Task<(int Code, string Output, string Error)> RunAsync(string[] settings, params string[] arguments)
    {
        using Process process = Run(settings, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Ends it as a crash does: SIGKILL.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops it as Ctrl+C does, and returns its exit code.</summary>
    internal async Task<int> StopAsync()
    {
        using Process kill = Process.Start("kill", $"-INT {_process.Id}");
        await _process.WaitForExitAsync();
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await StopAsync();
        }

        await _reading;
        _process.Dispose();
    }

    private static Process Run(string[] settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", PathOfService, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // What the machine has set must not make a test call StackOne. Without a profile of the code, a process starts sooner.
            Environment = { ["STACKONE_API_KEY"] = null, ["DOTNET_TieredPGO"] = "0" },
        };
        foreach (string[] parts in settings.Select(setting => setting.Split('=', 2)))
        {
            start.Environment[parts[0].Replace(":", "__", StringComparison.Ordinal)] = parts[1];
        }

        return Process.Start(start)!;
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
        }
    }
}
