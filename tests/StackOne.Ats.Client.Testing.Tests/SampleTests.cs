namespace StackOne.Ats.Client.Testing.Tests;

[Collection(SampleProcess.Collection)]
public sealed class SampleTests(SampleRuns runs) : IClassFixture<SampleRuns>
{
    internal static readonly string[] EveryFault =
    [
        "rate-limited", "timed-out", "bad-request", "unauthorized", "not-found", "conflict", "precondition-failed",
        "unprocessable", "server-error", "not-implemented", "bad-gateway", "late-error", "stalled",
    ];

    [Fact]
    public async Task Run_WithoutSettings_OrdersFromTheSandbox()
    {
        SampleRun run = await runs.RunAsync("");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Response: 200 after 1 attempt(s)", run.Output, StringComparison.Ordinal);
        Assert.Contains("heartbeats applied: no", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"Order id:   \S+\s+Remote id:  remote-\S+\s+Test link:  https://\S+", run.Output);
    }

    [Fact]
    public async Task Run_Heartbeat_ShowsThatItWasApplied()
    {
        SampleRun run = await runs.RunAsync("--heartbeat");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("heartbeats applied: yes", run.Output, StringComparison.Ordinal);
        Assert.Contains("Test link:", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rate-limited", "TooManyRequests")]
    [InlineData("timed-out", "TimedOutByServer")]
    public async Task Run_FaultThatPasses_ShowsTheRetriesAndOrders(string fault, string reason)
    {
        SampleRun run = await runs.RunAsync($"--fault {fault}");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        // Retry-After was 1 second: the wait is that and at most a tenth more.
        Assert.Matches($@"warn: .* attempt 1 for account \S+ failed with {reason}; retrying in 1[01]\d\d ms", run.Output);
        Assert.Matches($@"warn: .* attempt 2 for account \S+ failed with {reason}; retrying in 1[01]\d\d ms", run.Output);
        Assert.Contains("Response: 200 after 3 attempt(s)", run.Output, StringComparison.Ordinal);
        Assert.Contains("Test link:", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bad-request", "StackOneBadRequestException", "no", "Provider error: 400 from https://api.provider.com/v1/resource")]
    [InlineData("unauthorized", "StackOneUnauthorizedException", "no", "Status: 401")]
    [InlineData("not-found", "StackOneNotFoundException", "no", "Status: 404")]
    [InlineData("conflict", "StackOneConflictException", "no", "Status: 409")]
    [InlineData("precondition-failed", "StackOnePreconditionFailedException", "no", "Status: 412")]
    [InlineData("unprocessable", "StackOneUnprocessableEntityException", "no", "Status: 422")]
    [InlineData("server-error", "StackOneInternalServerErrorException", "yes", "Status: 500")]
    [InlineData("not-implemented", "StackOneNotImplementedException", "no", "Status: 501")]
    [InlineData("bad-gateway", "StackOneBadGatewayException", "yes", "Status: 502")]
    [InlineData("late-error", "StackOneBadGatewayException", "yes", "Status: 502")]
    [InlineData("stalled", "StackOneTimeoutException", "yes", "Time limit: Idle")]
    public async Task Run_FaultThatStays_ExplainsItAndExitsWith1(
        string fault,
        string exception,
        string unknown,
        string detail)
    {
        SampleRun run = await runs.RunAsync($"--fault {fault}");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{exception}: Assessments.OrderAsync ", run.Error, StringComparison.Ordinal);
        Assert.Contains($"Outcome unknown: {unknown}", run.Error, StringComparison.Ordinal);
        Assert.Contains(detail, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Test link:", run.Output, StringComparison.Ordinal);
        Assert.Equal(fault == "late-error", run.Output.Contains("heartbeats applied: yes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Help_ListsEveryFault()
    {
        SampleRun run = await runs.RunAsync("--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(EveryFault, fault => Assert.Contains(fault, run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--unheard-of", "Unknown option: --unheard-of")]
    [InlineData("--fault earthquake", "Unknown fault: earthquake")]
    [InlineData("--fault", "--fault requires a name.")]
    public async Task Run_UnknownArguments_ListsTheFaultsAndExitsWith2(string arguments, string problem)
    {
        SampleRun run = await runs.RunAsync(arguments);

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
        SampleRun run = await runs.RunAsync(arguments, environment);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(problem, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not:a:key", run.Error, StringComparison.Ordinal);
    }
}
