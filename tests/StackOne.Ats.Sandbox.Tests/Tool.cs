using System.Diagnostics;

namespace StackOne.Ats.Sandbox.Tests;

/// <summary>The tool as a process, as its users start it.</summary>
internal sealed class Tool : IAsyncDisposable
{
    private readonly Process _process;

    private Tool(Process process, Uri address) => (_process, Address) = (process, address);

    internal Uri Address { get; }

    /// <summary>Starts it on a free port, and waits until it listens.</summary>
    internal static async Task<Tool> StartAsync(params string[] arguments)
    {
        Process process = Run([.. arguments, "--port", "0"]);
        string first = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
        return new(process, new Uri(first[first.IndexOf("http", StringComparison.Ordinal)..]));
    }

    /// <summary>Runs it until it ends.</summary>
    internal static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Run(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Stops it by a signal: INT as Ctrl+C, TERM as a container does. Returns its exit code.</summary>
    internal async Task<int> StopAsync(string signal)
    {
        using Process kill = Process.Start("kill", $"-{signal} {_process.Id}");
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static Process Run(string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [typeof(Arguments).Assembly.Location, .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["DOTNET_NOLOGO"] = "1" },
    })!;
}
