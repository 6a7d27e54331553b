using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace StackOne.Ats.Client.Fleet.Tests;

/// <summary>A process of the fleet.</summary>
internal sealed class Worker : IDisposable
{
    private static readonly string Path = typeof(Worker).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "WorkerPath").Value!;

    private readonly Process _process;

    private Worker(Process process) => _process = process;

    /// <summary>Starts a process, and waits until it is ready to call.</summary>
    internal static async Task<Worker> StartAsync(Uri address, RedisServer redis, int calls, int permits, int windowSeconds)
    {
        Process process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [Path, address.ToString(), $"127.0.0.1:{redis.Port}", $"{calls}", $"{permits}", $"{windowSeconds}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        return new(process);
    }

    /// <summary>Makes the calls.</summary>
    /// <returns>When each has ended, and how.</returns>
    internal async Task<(TimeSpan At, string Outcome)[]> RunAsync()
    {
        await _process.StandardInput.WriteLineAsync("go");
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        string output = await _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Select(parts => (TimeSpan.FromMilliseconds(double.Parse(parts[0], CultureInfo.InvariantCulture)), parts[1]))];
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
