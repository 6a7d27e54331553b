using System.Text.Json;
using CandidateExport;

namespace StackOne.Ats.Client.Testing.Tests;

public sealed class ExportSampleTests : IDisposable
{
    private const int CandidatesOfAnAccount = 60;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Run_Csv_WritesARowForEachCandidate()
    {
        SampleRun run = await RunAsync($"--output {_folder} --accounts a,b");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("Sandbox at http://127.0.0.1:", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 of 2 accounts; 120 candidates", run.Output, StringComparison.Ordinal);
        string[] rows = Read("candidates-b.csv").Split("\r\n");
        Assert.StartsWith("account_id,id,remote_id,first_name,", rows[0], StringComparison.Ordinal);
        Assert.Equal("", rows[^1]);
        Assert.Equal(Ids, IdsIn("candidates-b.csv"));
        Assert.All(rows[1..^1], row => Assert.Equal(13, row.Split(',').Length));
        Assert.All(rows[1..^1], row => Assert.Contains(",'+1555", row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_JsonLinesSinceADate_WritesTheWholeCandidatesThatWereChangedSince()
    {
        SampleRun run = await RunAsync($"--output {_folder} --accounts a --format jsonl --since 2025-11-20");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = Read("candidates-a.jsonl").TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 1, CandidatesOfAnAccount - 1);
        Assert.All(lines, line =>
        {
            JsonElement candidate = JsonSerializer.Deserialize<JsonElement>(line);
            Assert.True(candidate.GetProperty("updated_at").GetDateTimeOffset() > new DateTimeOffset(2025, 11, 20, 0, 0, 0, TimeSpan.Zero));
            Assert.StartsWith("+1555", candidate.GetProperty("phone_numbers")[0].GetProperty("phone").GetString(), StringComparison.Ordinal);
        });
    }

    // After the first page, and after the second one, which is empty.
    [Theory]
    [InlineData(1, "a,candidate-51,a\r\na,candidate-52,remote-can")]
    [InlineData(2, "")]
    public async Task Run_Interrupted_ContinuesWithoutLossOrRepetition(int pages, string writtenAfterTheCheckpoint)
    {
        SampleRun interrupted = await RunAsync($"--output {_folder} --accounts a --interrupt-after {pages}");
        Assert.Equal(1, interrupted.ExitCode);
        Assert.StartsWith("Interrupted.", interrupted.Error, StringComparison.Ordinal);
        Assert.InRange(IdsIn("candidates-a.csv").Length, 1, CandidatesOfAnAccount - 1);
        // What a crash leaves: a part of a page, and a checkpoint that was not renamed.
        await File.AppendAllTextAsync(PathOf("candidates-a.csv"), writtenAfterTheCheckpoint, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(PathOf("candidates-a.csv.cursor.tmp"), "{\"Curs", TestContext.Current.CancellationToken);

        SampleRun finished = await RunAsync($"--output {_folder} --accounts a");

        Assert.Equal((0, ""), (finished.ExitCode, finished.Error));
        Assert.Equal(Ids, IdsIn("candidates-a.csv"));
        Assert.Contains($"in {3 - pages} pages in this run", finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FilesOfEarlierRuns_LeavesThemAlone()
    {
        await RunAsync($"--output {_folder} --accounts a");
        string before = Read("candidates-a.csv");
        SampleRun again = await RunAsync($"--output {_folder} --accounts a");
        SampleRun since = await RunAsync($"--output {_folder} --accounts a --since 2025-11-20");
        File.Delete(PathOf("candidates-a.csv.cursor"));
        SampleRun foreign = await RunAsync($"--output {_folder} --accounts a");

        Assert.Equal((0, 1, 1), (again.ExitCode, since.ExitCode, foreign.ExitCode));
        Assert.Contains("a: already exported", again.Output, StringComparison.Ordinal);
        Assert.Contains("another --since", since.Error, StringComparison.Ordinal);
        Assert.Contains("exists without its .cursor file", foreign.Error, StringComparison.Ordinal);
        Assert.Equal(before, Read("candidates-a.csv"));
    }

    [Theory]
    [InlineData("--format xml", "Unknown format: xml")]
    [InlineData("--since soon", "--since requires a date")]
    [InlineData("--parallel 0", "--parallel requires a number, at least 1 and at most 64.")]
    [InlineData("--accounts a,b\u00e9", "--accounts requires ids of visible ASCII")]
    [InlineData("", "STACKONE_API_KEY is set, but there is no account", "STACKONE_API_KEY=key")]
    [InlineData("", "STACKONE_ACCOUNT_ID is set, but STACKONE_API_KEY is not", "STACKONE_ACCOUNT_ID=account")]
    public async Task Run_SettingsThatDoNotFit_SaysWhichAndExitsWith2(string arguments, string problem, params string[] environment)
    {
        SampleRun run = await RunAsync(arguments, environment);

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

    private static IEnumerable<string> Ids => Enumerable.Range(1, CandidatesOfAnAccount).Select(number => $"candidate-{number}");

    private string[] IdsIn(string csv) => [.. Read(csv).Split("\r\n")[1..^1].Select(row => row.Split(',')[1])];

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string Read(string name) => File.ReadAllText(PathOf(name));

    private static Task<SampleRun> RunAsync(string arguments, params string[] environment) =>
        SampleProcess.RunAsync("CandidateExport", arguments, environment);
}
