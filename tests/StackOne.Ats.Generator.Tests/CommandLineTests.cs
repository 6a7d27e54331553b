namespace StackOne.Ats.Generator.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryDirectory _repository = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public CommandLineTests()
    {
        File.WriteAllText(Path.Combine(_repository.Path, "StackOne.Ats.Client.sln"), "");
        foreach (GenerationJob job in GenerationJob.All)
        {
            WriteText(job.Contract, Contracts.With());
            WriteText(job.Names, Contracts.Names);
        }

        WriteText("docs/operations.md", "<!-- operations: generated -->\n<!-- /operations -->\n");
        WriteText(Deliberate, "");
    }

    private static string Contract => GenerationJob.All[0].Contract;

    private static string Deliberate => GenerationJob.All[0].DeliberateDifferences!;

    private static string Output => GenerationJob.All[0].Output;

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Run_BelowTheRoot_GeneratesSoThatCheckPasses()
    {
        Assert.Equal(0, Run("src"));

        Assert.Equal(0, Run("", "--check"));
        Assert.Equal("", _errors.ToString());
    }

    [Fact]
    public void Run_CheckWithDifferences_ListsThemAndWritesNothing()
    {
        Run("");
        string superfluous = WriteText($"{Output}/Old.g.cs", "");

        Assert.Equal(1, Run("", "--check"));

        Assert.Equal($"{Output}/Old.g.cs is unexpected", _errors.ToString().Trim());
        Assert.True(File.Exists(superfluous));
    }

    [Fact]
    public void Run_DocumentWithAnotherTable_FailsUntilItIsWritten()
    {
        Run("");
        WriteText("docs/operations.md", "# Title\n<!-- operations: generated -->\n| Old |\n<!-- /operations -->\n");

        Assert.Equal(1, Run("", "--check"));
        Assert.Equal("docs/operations.md differs", _errors.ToString().Trim());

        Assert.Equal(0, Run(""));
        Assert.Equal(0, Run("", "--check"));
        string readme = File.ReadAllText(Path.Combine(_repository.Path, "docs", "operations.md"));
        Assert.StartsWith("# Title\n<!-- operations: generated -->\n\n| Method | Endpoint |\n", readme, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("groups/a.yaml", "info: {}", "groups/a.yaml:1: A group may contain only paths")]
    [InlineData("groups/a.yaml", "paths:\n  /a: {get: {responses: {'204': {description: Done}}}}\n", "groups/a.yaml:2: GET /a has no operationId.")]
    [InlineData("groups/a.yaml", "paths:\n  /a:\n    get: {operationId: a}\n", "groups/a.yaml:3: The contract is not a valid OpenAPI document: Responses must")]
    [InlineData("groups/a.yaml", "paths:\n  /a:\n    get: {operationId: a, respons: {}}\n", "groups/a.yaml:3: The contract is not a valid OpenAPI document: respons is not")]
    [InlineData("groups/a.yaml", "paths:\n  /a: [\n", "groups/a.yaml:3: The YAML cannot be read: ")]
    [InlineData("stackone-ats.openapi.yaml", "", "stackone-ats.openapi.yaml: The contract is empty.")]
    [InlineData("names.yaml", "# Names\n" + Contracts.Names + "\n  Other: Other", "names.yaml:6: names.yaml has an unused entry 'Other'")]
    [InlineData("names.yaml", Contracts.Names + "\nmembers:\n\n  Thing.it: 1st", "names.yaml:7: names.yaml maps 'Thing.it'")]
    [InlineData("names.yaml", Contracts.Names + "\nother: {}", "names.yaml:5: names.yaml has an unknown section 'other'")]
    [InlineData("names.yaml", Contracts.Names + "\n  A: [\n", "names.yaml:6: names.yaml is not readable YAML: While parsing a node")]
    [InlineData("names.yaml", "types:\n  Thing: Thing", "stackone-ats.openapi.yaml:6: The operation 'op' has no name")]
    public void Run_InvalidFile_SaysWhereTheProblemIs(string file, string text, string problem)
    {
        string folder = Path.GetDirectoryName(Contract)!;
        WriteText(Path.Combine(folder, file), text);
        if (file.StartsWith("groups/", StringComparison.Ordinal))
        {
            WriteText(Contract, "openapi: 3.1.0\ninfo: {title: Test, version: '1'}\ncomponents:\n  schemas:\n    Thing: {type: object}\n");
        }

        Assert.Equal(1, Run(""));

        Assert.StartsWith($"{folder}/{problem}", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_BadContract_WritesEachProblemOnItsOwnLine()
    {
        WriteText(Contract, Contracts.With(path: "/things/{id}", member: "{type: array, items: {allOf: [{}, {}]}}"));

        Assert.Equal(1, Run(""));

        Assert.Equal(
            [
                $"{Contract}:17: 'Thing.it' cannot be generated: it combines schemas with allOf, or with members of its own.",
                $"{Contract}:6: The operation 'op' has '{{id}}' in its path, but no path parameter of that name.",
            ],
            _errors.ToString().Trim().Split(Environment.NewLine));
    }

    [Fact]
    public void Run_NoContract_SaysWhichFileIsMissing()
    {
        File.Delete(Path.Combine(_repository.Path, Contract));

        Assert.Equal(1, Run(""));

        Assert.Contains("stackone-ats.openapi.yaml", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FactsChanged_FailsUntilTheyAreWritten()
    {
        Run("");
        string facts = WriteText(GenerationJob.All[0].Facts!, "operation op: GET /things\n");

        Assert.Equal(1, Run("", "--check"));
        Assert.Equal($"{GenerationJob.All[0].Facts} differs", _errors.ToString().Trim());

        Assert.Equal(0, Run(""));
        Assert.Contains("\nschema Thing.it: string\n", File.ReadAllText(facts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{type: string}", "", 0, "0 unexpected differences (- only in the contract, + only in the other document), 0 deliberate ones, 0 outdated entries.")]
    [InlineData("{type: number}", "# Why.\n- schema Thing.it: string\n+ schema Thing.it: *", 0, "0 unexpected differences (- only in the contract, + only in the other document), 2 deliberate ones, 0 outdated entries.")]
    [InlineData("{type: number}", "# Why.\n- schema Thing.it: string", 1, "+ schema Thing.it: number|1 unexpected differences (- only in the contract, + only in the other document), 1 deliberate ones, 0 outdated entries.")]
    [InlineData("{type: string}", "# Why.\n- schema Thing.it: string", 0, "deliberate-differences.txt has an entry that matches no difference: - schema Thing.it: string|0 unexpected differences (- only in the contract, + only in the other document), 0 deliberate ones, 1 outdated entries.")]
    public void Run_Compare_ListsTheDifferences(string member, string deliberate, int exitCode, string output)
    {
        WriteText(Deliberate, deliberate);
        WriteText("src/other.yaml", Contracts.With(member));

        Assert.Equal(exitCode, Run("src", "--compare", "other.yaml"));

        Assert.Equal(output, _output.ToString().Trim().Replace(Environment.NewLine, "|", StringComparison.Ordinal).Replace($"{Path.GetDirectoryName(Deliberate)}/", "", StringComparison.Ordinal));
        Assert.Equal("", _errors.ToString());
    }

    [Theory]
    [InlineData("missing.yaml", "", "missing.yaml")]
    [InlineData("notes.txt", "", "notes.txt: The document is not an OpenAPI 3.0 or 3.1 document")]
    [InlineData("notes.txt", "- a", "deliberate-differences.txt: Line 1 has no reason")]
    public void Run_CompareUnusableFile_SaysWhich(string file, string deliberate, string error)
    {
        WriteText(Deliberate, deliberate);
        WriteText("notes.txt", "text");

        Assert.Equal(1, Run("", "--compare", file));

        Assert.Contains(error, _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _output.ToString());
    }

    [Theory]
    [InlineData("--chekc")]
    [InlineData("--compare")]
    [InlineData("--compare", "a.yaml", "b.yaml")]
    [InlineData("--check", "--check")]
    [InlineData("somewhere.yaml")]
    public void Run_BadUsage_SaysTheUsage(params string[] args)
    {
        Assert.Equal(2, Run("", args));

        Assert.StartsWith("Usage:", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OutsideARepository_Fails()
    {
        using var elsewhere = new TemporaryDirectory();

        Assert.Equal(1, CommandLine.Run([], elsewhere.Path, _output, _errors));

        Assert.Contains("StackOne.Ats.Client.sln", _errors.ToString(), StringComparison.Ordinal);
    }

    private int Run(string directory, params string[] args) =>
        CommandLine.Run(args, Path.Combine(_repository.Path, directory), _output, _errors);

    private string WriteText(string path, string text)
    {
        string file = Path.Combine(_repository.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }
}
