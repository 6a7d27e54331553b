using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Tests;

public class GroupTests
{
    [Theory]
    [InlineData("/a /a/{id} /a/{id}/notes /a/{id}/notes/{n} /a/{id}/move /a/{id}/reject", "     ")]
    [InlineData("/a /a/{id} /a/{id}/notes /a/{id}/notes/{n} /a/{id}/move /a/{id}/held_events /a/{id}/held_events/{n}", "  .Notes .Notes  .HeldEvents .HeldEvents")]
    [InlineData("/a/x /a/x/{id} /a/y /a/y/{id} /a/y/{id} /a/z /a/{id}", ".X .X .Y .Y .Y  ")]
    [InlineData("/a /a /a /a /a /a /a", "      ")]
    [InlineData("/a /a/ /a//x /a//x /a /a /a", "  .X .X   ")]
    [InlineData("/v1/a/x /v1/a/x /v1/a/x /v1/a/x /v1/a/y /v1/a/y /v1/a/y", ".X .X .X .X .Y .Y .Y")]
    public void PartOf_Operation_IsTheResourceOfManyOperations(string paths, string expected)
    {
        Operation[] operations = [.. paths.Split(' ').Select(OfPath)];
        var group = new Group("Group", "Summary.", operations);

        Assert.Equal(expected.Split(' '), operations.Select(group.PartOf));
    }

    [Fact]
    public void Generate_LargeGroup_HasAFileForEachPart()
    {
        string[] paths = ["/things/notes", "/things/notes/all", "/things/a", "/things/b", "/things/c", "/things/d"];
        string more = string.Concat(paths.Select((path, i) =>
            $$$"""
              {{{path}}}:
                parameters: [{name: x-account-id, in: header, schema: {type: string}}]
                post: {operationId: op{{{i}}}, responses: { '204': { description: Done } } }

            """));
        string names = Contracts.Names.Replace("types:", string.Concat(paths.Select((_, i) => $"  op{i}: Things.Do{i}Async\n")) + "types:", StringComparison.Ordinal);

        SortedDictionary<string, string> files = Contracts.Generate(Contracts.With().Replace("components:", more + "components:", StringComparison.Ordinal), names);

        Assert.Equal(
            ["Clients/StackOneAtsClient.g.cs", "Clients/ThingsClient.Notes.g.cs", "Clients/ThingsClient.g.cs"],
            files.Keys.Where(file => file.StartsWith("Clients/", StringComparison.Ordinal)));
        Assert.Equal([0, 1], Methods(files["Clients/ThingsClient.Notes.g.cs"]));
        Assert.Equal([2, 3, 4, 5], Methods(files["Clients/ThingsClient.g.cs"]));
        Assert.DoesNotContain("CallScope", files["Clients/ThingsClient.Notes.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_GroupOfDeprecatedOperations_IsDeprecated()
    {
        SortedDictionary<string, string> files = Contracts.Generate(Contracts.With(operation: "deprecated: true"));

        const string Attribute = "[Obsolete(\"Deprecated by StackOne and may be removed from the API.\", DiagnosticId = \"STACKONE0001\")]";
        Assert.Contains($"{Attribute}\npublic partial class ThingsClient", files["Clients/ThingsClient.g.cs"], StringComparison.Ordinal);
        Assert.Contains($"{Attribute}\n    public virtual ThingsClient Things", files["Clients/StackOneAtsClient.g.cs"], StringComparison.Ordinal);
    }

    private static IEnumerable<int> Methods(string code) =>
        Enumerable.Range(0, 6).Where(i => code.Contains($" Do{i}Async(", StringComparison.Ordinal));

    private static Operation OfPath(string path) =>
        new("op", "Group", "GetAsync", "GET", path, [], null, null, true, false, new(ResultKind.None), new("Gets.", null, null, null), null);
}
