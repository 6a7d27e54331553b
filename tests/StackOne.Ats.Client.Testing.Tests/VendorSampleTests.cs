namespace StackOne.Ats.Client.Testing.Tests;

public class VendorSampleTests
{
    [Fact]
    public async Task Run_WithoutSettings_SendsTheResultThatTheApplicationLinksTo()
    {
        SampleRun run = await RunAsync("");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("Sandbox at http://127.0.0.1:", run.Output, StringComparison.Ordinal);
        Assert.Contains("Ada Applebrook <ada.applebrook@example.com>", run.Output, StringComparison.Ordinal);
        Assert.Contains("Robotics Software Engineer (open)", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"Order (\S+)\s[\s\S]*The application now links to https://vendor.example/results/\1\s", run.Output);
    }

    [Fact]
    public async Task Run_ResponseLost_SendsTheResultAgain()
    {
        SampleRun run = await RunAsync("--fault lost");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("StackOneConnectionException: Assessments.UpdateResultAsync ", run.Error, StringComparison.Ordinal);
        Assert.Contains("Sending the same result again", run.Error, StringComparison.Ordinal);
        Assert.Contains("The application now links to https://", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("candidate-gone", "The order was canceled.")]
    [InlineData("reconnect", "Ask the customer to reconnect the account")]
    [InlineData("lost-twice", "Keep the result and send it again later.")]
    public async Task Run_FaultThatStays_SaysWhatToDoAndExitsWith1(string fault, string advice)
    {
        SampleRun run = await RunAsync($"--fault {fault}");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(advice, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("The result was sent.", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--order o --job j", "Missing: --application, --candidate")]
    [InlineData("--order", "--order requires a value.")]
    [InlineData("--fault earthquake", "Unknown fault: earthquake")]
    [InlineData("--order o --application a --candidate c --job j", "The sandbox places an order of its own")]
    [InlineData("", "StackOne requires the ids of the order", "STACKONE_API_KEY=key", "STACKONE_ACCOUNT_ID=account")]
    [InlineData("", "STACKONE_API_KEY is set, but STACKONE_ACCOUNT_ID is not", "STACKONE_API_KEY=key")]
    public async Task Run_SettingsThatDoNotFit_SaysWhichAndExitsWith2(string arguments, string problem, params string[] environment)
    {
        SampleRun run = await RunAsync(arguments, environment);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(problem, run.Error, StringComparison.Ordinal);
        Assert.Contains("Usage: AssessmentVendor", run.Error, StringComparison.Ordinal);
    }

    private static Task<SampleRun> RunAsync(string arguments, params string[] environment) =>
        SampleProcess.RunAsync("AssessmentVendor", arguments, environment);
}
