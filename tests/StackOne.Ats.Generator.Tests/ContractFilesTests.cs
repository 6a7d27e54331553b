using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Tests;

/// <summary>A contract that is split into files.</summary>
public class ContractFilesTests
{
    private const string Document =
        """
        openapi: 3.1.0
        info: {title: Test, version: '1'}
        components:
          parameters:
            Account: {name: x-account-id, in: header, schema: {type: string}}
          schemas:
            Base: {type: object, properties: {other: {$ref: '#/components/schemas/Thing'}}}

        """;

    private const string Group =
        """
        # A comment.
        paths:
          /things:
            get:
              operationId: op
              summary: Gets.
              description: |-
                One.

                # Two.
              parameters: [{$ref: '#/components/parameters/Account'}]
              responses: {'200': {description: Ok, content: {application/json: {schema: {$ref: '#/components/schemas/Base'}}}}}
        components:
          schemas:
            Thing: {type: object, properties: {it: {type: string}}}
        """;

    private const string Names = Contracts.Names + "\n  Base: Base";

    [Fact]
    public void Join_NoGroups_IsTheDocument() => Assert.Equal(Document, Join().Text);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Join_ReferencesAcrossFiles_AreResolved(string lineEnding)
    {
        string other = "components:\n  schemas:\n    Another: {type: string}\n";

        string joined = Join(Group.ReplaceLineEndings(lineEnding), other.ReplaceLineEndings(lineEnding)).Text;

        SortedDictionary<string, string> files = Contracts.Generate(joined, Names);
        Assert.Contains("public Thing? Other { get; init; }", files["Models/Base.g.cs"], StringComparison.Ordinal);
        Assert.Contains("Another: {type: string}", joined, StringComparison.Ordinal);
    }

    [Fact]
    public void Join_Paragraphs_StayApart() =>
        Assert.Contains(
            "/// <para>One.</para>\n    /// <para># Two.</para>",
            Contracts.Generate(Join(Group).Text, Names)["Clients/ThingsClient.g.cs"],
            StringComparison.Ordinal);

    [Theory]
    [InlineData("info: {title: Other}", "1: info: {title: Other}")]
    [InlineData("servers:\n  - url: https://example.com", "1: servers:", "2: - url: https://example.com")]
    [InlineData("components:\n  parameters:\n    Id: {}", "2: parameters:", "3: Id: {}")]
    [InlineData("components:\n  schemas:\n    A: {}\n  parameters:", "4: parameters:")]
    [InlineData("paths:\n /more: {}", "2: /more: {}")]
    [InlineData("paths: {}", "1: paths: {}")]
    public void Join_AnythingButPathsAndSchemas_IsReportedWithItsLine(string group, params string[] lines) =>
        Assert.Equal(
            lines.Select(line => line.Split(": ", 2)).Select(line =>
                new Problem($"A group may contain only paths and, in components, schemas. It contains: {line[1]}", Location: $"groups/1.yaml:{line[0]}")),
            ProblemsOf(Group, group));

    [Theory]
    [InlineData("paths:\n  /more: {}\n  /things: {}", "groups/1.yaml:3", "'/things' is already in groups/0.yaml.")]
    [InlineData("# About.\ncomponents:\n  schemas:\n    Thing: {type: string}", "groups/1.yaml:4", "'Thing' is already in groups/0.yaml.")]
    [InlineData("components:\n  schemas:\n    Base: {type: string}", "groups/1.yaml:3", "'Base' is already in api.yaml.")]
    [InlineData("components:\n  schemas:\n    A: {}\n    A: {}", "groups/1.yaml:4", "The YAML cannot be read: Duplicate key")]
    [InlineData("components:\n  schemas:\n    A: {}\n    B: [\n", "groups/1.yaml:5", "The YAML cannot be read: While parsing a node, did not find expected node content.")]
    [InlineData("components:\n  schemas:\n    A: &a {}\n    B: *b\n", "groups/1.yaml", "The YAML cannot be read: The anchor 'b' does not exists")]
    public void Join_DuplicateOrUnreadable_IsReportedWithItsLine(string group, string location, string problem) =>
        Assert.Equal([new Problem(problem, Location: location)], ProblemsOf(Group, group));

    [Fact]
    public void Read_FolderOfGroups_IsReadInOrder()
    {
        using var directory = new TemporaryDirectory();
        string document = Path.Combine(directory.Path, "api.yaml");
        File.WriteAllText(document, Document);
        Assert.Equal(Document, ContractFiles.Read(document).Text);

        string groups = Directory.CreateDirectory(Path.Combine(directory.Path, "groups")).FullName;
        File.WriteAllText(Path.Combine(groups, "b.yaml"), "paths:\n  /b: {}\n");
        File.WriteAllText(Path.Combine(groups, "a.yaml"), "paths:\n  /a: {}\n");
        File.WriteAllText(Path.Combine(groups, "notes.txt"), "Not YAML.");

        var read = ContractFiles.Read(document);
        Assert.Equal(Join("paths:\n  /a: {}\n", "paths:\n  /b: {}\n").Text, read.Text);
        Assert.Equal("groups/b.yaml:2", read.Locate("#/paths/~1b"));
    }

    [Theory]
    [InlineData("op", "groups/0.yaml:5")]
    [InlineData("op.filter.status", "groups/0.yaml:5")]
    [InlineData("Thing", "groups/0.yaml:15")]
    [InlineData("Thing.it", "groups/0.yaml:15")]
    [InlineData("Other.a", "groups/1.yaml:8")]
    [InlineData("Other.a.b", "groups/1.yaml:11")]
    [InlineData("Other.a.c", "groups/1.yaml:10")]
    [InlineData("Base.other.x", "api.yaml:7")]
    [InlineData("#/paths/~1things/get/parameters/0/name", "groups/0.yaml:11")]
    [InlineData("#/components/schemas/Other/properties/a", "groups/1.yaml:8")]
    [InlineData("#/components/parameters/Account/in", "api.yaml:5")]
    [InlineData("#/info/title", "api.yaml:2")]
    [InlineData("#/paths/~1other", null)]
    [InlineData("#/components/schemas/Missing", null)]
    [InlineData("Missing.it", null)]
    [InlineData("document:", null)]
    public void Locate_Place_IsItsLineOrThatAroundIt(string place, string? location)
    {
        const string Other =
            """
            # Another group.

            components:
              schemas:
                Other:
                  type: object
                  properties:
                    a:
                      type: object
                      properties:
                        b: {}
            """;

        Assert.Equal(location, Join(Group, Other).Locate(place));
    }

    private static ContractFiles Join(params string[] groups) =>
        ContractFiles.Join(("api.yaml", Document), [.. groups.Select((group, index) => ($"groups/{index}.yaml", group))]);

    private static IReadOnlyList<Problem> ProblemsOf(params string[] groups) => Assert.Throws<GenerationException>(() => Join(groups)).All;
}
