using StackOne.Ats.Client.Testing.Tests;

namespace CandidateSync.Tests;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("--export xml", "Unknown format: xml")]
    [InlineData("--parallel 0", "--parallel requires a number from 1 to 64.")]
    [InlineData("--every soon", "--every requires a number")]
    [InlineData("--accounts a,b\u00e9", "--accounts requires ids of visible ASCII")]
    [InlineData("--events ftp://localhost", "--events requires an http or https address")]
    [InlineData("--once --twice", "Unknown option: --twice")]
    [InlineData("--output", "--output requires a value.")]
    [InlineData("--export csv", "There is no copy to export yet. Add --once")]
    public async Task Run_OptionsThatDoNotFit_SaysWhichAndExitsWith2(string arguments, string problem)
    {
        SampleRun run = await SampleProcess.RunAsync("CandidateSync", arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(problem, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("Ada", "Ada")]
    [InlineData("Example, Ada", "\"Example, Ada\"")]
    [InlineData("Ada \"the robot\"", "\"Ada \"\"the robot\"\"\"")]
    [InlineData("first\r\nsecond", "\"first\r\nsecond\"")]
    [InlineData("=HYPERLINK(\"https://example.com\",\"x\")", "\"'=HYPERLINK(\"\"https://example.com\"\",\"\"x\"\")\"")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("\uff1d1", "'\uff1d1")]
    [InlineData("a=1", "a=1")]
    public void Field_AnyText_IsOneCellAndNoFormula(string? value, string field) => Assert.Equal(field, CsvRow.Field(value));
}
