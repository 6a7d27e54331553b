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
    public void Join_NoGroups_IsTheDocument() => Assert.Equal(Document, ContractFiles.Join(Document, []));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Join_ReferencesAcrossFiles_AreResolved(string lineEnding)
    {
        string other = "components:\n  schemas:\n    Another: {type: string}\n";

        string joined = ContractFiles.Join(Document, [("a.yaml", Group.ReplaceLineEndings(lineEnding)), ("b.yaml", other.ReplaceLineEndings(lineEnding))]);

        SortedDictionary<string, string> files = Contracts.Generate(joined, Names);
        Assert.Contains("public Thing? Other { get; init; }", files["Models/Base.g.cs"], StringComparison.Ordinal);
        Assert.Contains("Another: {type: string}", joined, StringComparison.Ordinal);
    }

    [Fact]
    public void Join_Paragraphs_StayApart() =>
        Assert.Contains(
            "/// <para>One.</para>\n    /// <para># Two.</para>",
            Contracts.Generate(ContractFiles.Join(Document, [("a.yaml", Group)]), Names)["Clients/ThingsClient.g.cs"],
            StringComparison.Ordinal);

    [Theory]
    [InlineData("info: {title: Other}", "info: {title: Other}")]
    [InlineData("servers:\n  - url: https://example.com", "servers:", "- url: https://example.com")]
    [InlineData("components:\n  parameters:\n    Id: {}", "parameters:", "Id: {}")]
    [InlineData("components:\n  schemas:\n    A: {}\n  parameters:", "parameters:")]
    [InlineData("  /things: {}", "/things: {}")]
    [InlineData("paths:\n /things: {}", "/things: {}")]
    [InlineData("paths: {}", "paths: {}")]
    public void Join_AnythingButPathsAndSchemas_IsReported(string group, params string[] lines) =>
        Assert.Equal(
            lines.Select(line => $"a.yaml may contain only paths and, in components, schemas. It contains: {line}"),
            Assert.Throws<GenerationException>(() => ContractFiles.Join(Document, [("a.yaml", group), ("b.yaml", Group)])).Problems);

    [Theory]
    [InlineData("paths:\n  /things: {}", "/things")]
    [InlineData("components:\n  schemas:\n    Thing: {type: string}", "Thing")]
    [InlineData("components:\n  schemas:\n    Base: {type: string}", "Base")]
    public void Join_DuplicateAcrossFiles_IsReported(string group, string duplicate)
    {
        string joined = ContractFiles.Join(Document, [("a.yaml", Group), ("b.yaml", group)]);

        string problem = Assert.Single(Assert.Throws<GenerationException>(() => Contracts.Generate(joined, Names)).Problems);

        Assert.StartsWith("The contract is not a", problem, StringComparison.Ordinal);
        Assert.Contains(duplicate, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FolderOfGroups_IsReadInOrder()
    {
        using var directory = new TemporaryDirectory();
        string document = Path.Combine(directory.Path, "api.yaml");
        File.WriteAllText(document, Document);
        Assert.Equal(Document, ContractFiles.Read(document));

        string groups = Directory.CreateDirectory(Path.Combine(directory.Path, "groups")).FullName;
        File.WriteAllText(Path.Combine(groups, "b.yaml"), "paths:\n  /b: {}\n");
        File.WriteAllText(Path.Combine(groups, "a.yaml"), "paths:\n  /a: {}\n");
        File.WriteAllText(Path.Combine(groups, "notes.txt"), "Not YAML.");

        Assert.Equal(ContractFiles.Join(Document, [("a.yaml", "paths:\n  /a: {}\n"), ("b.yaml", "paths:\n  /b: {}\n")]), ContractFiles.Read(document));
    }
}
