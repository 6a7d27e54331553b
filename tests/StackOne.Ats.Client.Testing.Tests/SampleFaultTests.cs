namespace StackOne.Ats.Client.Testing.Tests;

public class SampleFaultTests
{
    [Theory]
    [InlineData("rate-limited", "TooManyRequests")]
    [InlineData("timed-out", "TimedOutByServer")]
    public async Task Run_FaultThatPasses_ShowsTheRetriesAndOrders(string fault, string reason)
    {
        SampleRun run = await SampleProcess.RunAsync("OrderAssessment", $"--fault {fault}");

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
        SampleRun run = await SampleProcess.RunAsync("OrderAssessment", $"--fault {fault}");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{exception}: Assessments.OrderAsync ", run.Error, StringComparison.Ordinal);
        Assert.Contains($"Outcome unknown: {unknown}", run.Error, StringComparison.Ordinal);
        Assert.Contains(detail, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Test link:", run.Output, StringComparison.Ordinal);
        Assert.Equal(fault == "late-error", run.Output.Contains("heartbeats applied: yes", StringComparison.Ordinal));
    }
}
