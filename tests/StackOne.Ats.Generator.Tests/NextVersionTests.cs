namespace StackOne.Ats.Generator.Tests;

/// <summary>The next version of the API, played through: what is new needs the contract and names, and what is gone is reported.</summary>
public class NextVersionTests
{
    private const string Operation =
        """
          /unified/ats/references:
            get:
              operationId: ats_list_references
              tags: [References]
              summary: Lists references.
              parameters:
                - $ref: '#/components/parameters/AccountId'
                - $ref: '#/components/parameters/Next'
              responses:
                '200':
                  description: The references.
                  content:
                    application/json:
                      schema:
                        $ref: '#/components/schemas/NotesPaginated'

        """;

    private static readonly GenerationJob Job = GenerationJob.All[0];

    private static string Root { get; } = GenerationJob.FindRoot(AppContext.BaseDirectory)!;

    private static string Contract { get; } = ContractFiles.Read(Path.Combine(Root, Job.Contract)).Text;

    private static string Names { get; } = File.ReadAllText(Path.Combine(Root, Job.Names));

    [Fact]
    public void Generate_NewMember_ChangesItsModel()
    {
        SortedDictionary<string, string> files = Generate(After("    Tag:\n      type: object", "      properties:\n", "        color:\n          type: string\n"));

        Assert.Contains("public string? Color { get; init; }", files["Models/CandidateTag.g.cs"], StringComparison.Ordinal);
        Assert.Equal(["Models/CandidateTag.g.cs"], Changed(files));
    }

    [Fact]
    public void Generate_NewValue_ChangesItsEnumeration()
    {
        SortedDictionary<string, string> files = Generate(After("    OfferStatusEnum:\n", "enum:\n", "            - expired\n"));

        Assert.Contains("public static OfferStatusValue Expired => new(\"expired\");", files["Models/OfferStatusValue.g.cs"], StringComparison.Ordinal);
        Assert.Equal(["Models/OfferStatusValue.g.cs"], Changed(files));
    }

    [Theory]
    [InlineData(
        "References",
        "ListAsync",
        "Api/IReferencesApi.g.cs|Api/ReferencesOperations.g.cs|Api/RefitFactory.g.cs|Clients/ReferencesClient.g.cs|Clients/StackOneAtsClient.g.cs|Json/ReferencesJsonContext.g.cs")]
    [InlineData("Users", "ListReferencesAsync", "Api/IUsersApi.g.cs|Api/UsersOperations.g.cs|Clients/UsersClient.g.cs|Json/UsersJsonContext.g.cs")]
    public void Generate_NewOperation_NeedsAPathAndAName(string group, string method, string changed)
    {
        string names = Names.Replace("operations:\n", $"operations:\n  ats_list_references: {group}.{method}\n", StringComparison.Ordinal);

        SortedDictionary<string, string> files = Generate(Contract + Operation, names);

        Assert.Contains($"public virtual StackOnePageable<Note> {method}(", files[$"Clients/{group}Client.g.cs"], StringComparison.Ordinal);
        Assert.Equal(changed.Split('|'), Changed(files));
    }

    [Fact]
    public void Generate_MemberGone_LeavesADeclaredSymbolWithoutCode()
    {
        SortedDictionary<string, string> files = Generate(Contract.Replace(
            Between("    Tag:\n", "        name:\n", "    "),
            "",
            StringComparison.Ordinal));

        // The build reports such a symbol as an error (RS0017).
        Assert.Contains(
            "StackOne.Ats.Client.Models.CandidateTag.Name.get -> string?",
            File.ReadAllLines(Path.Combine(Root, "src/StackOne.Ats.Client/PublicAPI.Unshipped.txt"))
                .Concat(File.ReadAllLines(Path.Combine(Root, "src/StackOne.Ats.Client/PublicAPI.Shipped.txt"))));
        Assert.DoesNotContain(" Name ", files["Models/CandidateTag.g.cs"], StringComparison.Ordinal);
        Assert.Equal(["Models/CandidateTag.g.cs"], Changed(files));
    }

    private static SortedDictionary<string, string> Generate(string contract, string? names = null) =>
        CodeGenerator.Generate(contract, names ?? Names, Job.RootNamespace, Job.Assembly);

    /// <summary>The files that differ from the committed ones, without the list of operations, which has the contract's hash.</summary>
    private static string[] Changed(SortedDictionary<string, string> files) =>
    [
        .. files.Keys
            .Where(file => file != "Operations.g.cs")
            .Where(file => Path.Combine(Root, Job.Output, file) is var path && (!File.Exists(path) || File.ReadAllText(path) != files[file])),
    ];

    /// <summary>The contract with text after the first occurrence of a place within a schema.</summary>
    private static string After(string schema, string place, string text)
    {
        int at = Contract.IndexOf(place, Contract.IndexOf(schema, StringComparison.Ordinal), StringComparison.Ordinal) + place.Length;
        return Contract[..at] + text + Contract[at..];
    }

    /// <summary>From a member of a schema to the next line that is indented as little as a schema.</summary>
    private static string Between(string schema, string member, string end)
    {
        int from = Contract.IndexOf(member, Contract.IndexOf(schema, StringComparison.Ordinal), StringComparison.Ordinal);
        int to = from + member.Length;
        while (Contract.AsSpan(to).StartsWith(end + "      ", StringComparison.Ordinal))
        {
            to = Contract.IndexOf('\n', to) + 1;
        }

        return Contract[from..to];
    }
}
