using System.Net;
using System.Net.Sockets;

namespace StackOne.Ats.Client.Testing.Tests;

public class SampleTests
{
    internal static readonly string[] EveryFault =
    [
        "rate-limited", "timed-out", "bad-request", "unauthorized", "not-found", "conflict", "precondition-failed",
        "unprocessable", "server-error", "not-implemented", "bad-gateway", "late-error", "stalled",
    ];

    [Fact]
    public async Task Run_WithoutSettings_OrdersFromTheSandbox()
    {
        SampleRun run = await SampleProcess.RunAsync("OrderAssessment", "");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"^Sandbox at http://127\.0\.0\.1:\d+\s+Response: 200 after 1 attempt\(s\)", run.Output);
        Assert.Contains("heartbeats applied: no", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"Order id:   \S+\s+Remote id:  remote-\S+\s+Test link:  https://\S+", run.Output);
    }

    /// <summary>Through a proxy that refuses connections, so that nothing leaves the machine.</summary>
    [Fact]
    public async Task Run_WithAnAccount_SaysFirstWhereTheOrderGoes()
    {
        using var proxy = new Socket(SocketType.Stream, ProtocolType.Tcp);
        proxy.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        SampleRun run = await SampleProcess.RunAsync(
            "OrderAssessment",
            "",
            "STACKONE_API_KEY=key",
            "STACKONE_ACCOUNT_ID=account-1",
            $"HTTPS_PROXY=http://127.0.0.1:{((IPEndPoint)proxy.LocalEndPoint!).Port}",
            "NO_PROXY=");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("Account account-1 at https://api.stackone.com", run.Output, StringComparison.Ordinal);
        Assert.Contains("Connection: CouldNotConnect", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Heartbeat_ShowsThatItWasApplied()
    {
        SampleRun run = await SampleProcess.RunAsync("OrderAssessment", "--heartbeat");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("heartbeats applied: yes", run.Output, StringComparison.Ordinal);
        Assert.Contains("Test link:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Help_ListsEveryFault()
    {
        SampleRun run = await SampleProcess.RunAsync("OrderAssessment", "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(EveryFault, fault => Assert.Contains(fault, run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--unheard-of", "Unknown option: --unheard-of")]
    [InlineData("--fault earthquake", "Unknown fault: earthquake")]
    [InlineData("--fault", "--fault requires a name.")]
    public async Task Run_UnknownArguments_ListsTheFaultsAndExitsWith2(string arguments, string problem)
    {
        SampleRun run = await SampleProcess.RunAsync("OrderAssessment", arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(problem, run.Error, StringComparison.Ordinal);
        Assert.All(EveryFault, fault => Assert.Contains(fault, run.Error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "STACKONE_API_KEY is set, but STACKONE_ACCOUNT_ID is not", "STACKONE_API_KEY=key")]
    [InlineData("", "STACKONE_ACCOUNT_ID is set, but STACKONE_API_KEY is not", "STACKONE_ACCOUNT_ID=account")]
    [InlineData("--fault conflict", "--fault requires the sandbox", "STACKONE_API_KEY=key", "STACKONE_ACCOUNT_ID=account")]
    [InlineData("", "ApiKey must be", "STACKONE_API_KEY=not:a:key", "STACKONE_ACCOUNT_ID=account")]
    public async Task Run_SettingsThatDoNotFit_SaysWhichAndExitsWith2(string arguments, string problem, params string[] environment)
    {
        SampleRun run = await SampleProcess.RunAsync("OrderAssessment", arguments, environment);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(problem, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not:a:key", run.Error, StringComparison.Ordinal);
    }
}
