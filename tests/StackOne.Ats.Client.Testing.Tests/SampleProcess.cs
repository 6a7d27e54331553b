using System.Diagnostics;
using System.Reflection;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>Runs a sample as a process.</summary>
internal static class SampleProcess
{
    private static readonly string PathOfSample = typeof(SampleProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "SamplePath")
        .Value!;

    /// <param name="sample">The name of the sample.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Names and values, <c>NAME=value</c>.</param>
    internal static async Task<SampleRun> RunAsync(string sample, string arguments, params string[] environment)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using Process process = Start(sample, arguments, environment);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new SampleRun(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>Starts it, for a test that reads its output and ends it.</summary>
    internal static Process Start(string sample, string arguments, params string[] environment)
    {
        string path = PathOfSample.Replace("SAMPLE", sample, StringComparison.Ordinal);
        var start = new ProcessStartInfo("dotnet", $"exec \"{path}\" {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // What the machine has set must not make a test call StackOne. Without a profile of the code, a process starts sooner.
            Environment = { ["STACKONE_API_KEY"] = null, ["STACKONE_ACCOUNT_ID"] = null, ["DOTNET_TieredPGO"] = "0" },
        };
        foreach (string setting in environment)
        {
            string[] parts = setting.Split('=', 2);
            start.Environment[parts[0]] = parts[1];
        }

        return Process.Start(start)!;
    }
}

/// <summary>What a run of a sample came to.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Error);
