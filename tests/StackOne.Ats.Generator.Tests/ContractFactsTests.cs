using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using StackOne.Ats.Generator.Comparing;

namespace StackOne.Ats.Generator.Tests;

/// <summary>Holds the contract to the facts of the API: names, paths, types, nullability, enumerations and deprecation.</summary>
public class ContractFactsTests
{
    private static readonly string Root = GenerationJob.FindRoot(AppContext.BaseDirectory)!;

    private static readonly string Contract = ContractFiles.Read(Path.Combine(Root, GenerationJob.All[0].Contract)).Text;

    private static readonly SortedSet<string> ContractFacts = Facts.Of(Contract);

    private static readonly IReadOnlyList<string> Deliberate =
        DeliberateDifferences.Parse(File.ReadAllText(Path.Combine(Root, GenerationJob.All[0].DeliberateDifferences!)));

    [Fact]
    public void Contract_Facts_AreThoseOfTheFile()
    {
        IEnumerable<string> file = File.ReadLines(Path.Combine(Root, GenerationJob.All[0].Facts!)).Where(line => !line.StartsWith('#'));

        IReadOnlyList<string> differences = Comparison.Differences(file.ToHashSet(), ContractFacts);

        Assert.True(differences.Count == 0, $"Only in the file (-) or in the contract (+):\n{string.Join('\n', differences)}");
    }

    /// <summary>The number in the ATS API, and that in the Platform API.</summary>
    [Theory]
    [InlineData("operation", 76, 7)]
    [InlineData("schema", 185, 8)]
    public void Contract_OperationsAndSchemas_AreAll(string kind, int ats, int platform)
    {
        string[] names =
        [
            .. ContractFacts.Select(fact => fact.Split(": ")[0].Split(' '))
                .Where(place => place is [var first, var name] && first == kind && !name.Contains('.'))
                .Select(place => place[1]),
        ];

        Assert.Equal((ats, platform), (names.Count(name => !IsOfPlatform(name)), names.Count(IsOfPlatform)));
    }

    /// <summary>Those of the Platform API are for no account, and are deliberately not in the document of the ATS API.</summary>
    [Fact]
    public void Contract_OperationsOfTheAtsApiAlone_TakeAnAccount()
    {
        ILookup<bool, string> operations = ContractFacts
            .Where(fact => fact.Split(' ') is ["operation", _, _, ['/', ..], ..])
            .ToLookup(fact => fact.Contains(" /unified/ats/", StringComparison.Ordinal), fact => fact.Split(' ')[1].TrimEnd(':'));

        Assert.All(operations[true], id => Assert.Contains($"operation {id} header x-account-id: string required", ContractFacts));
        Assert.All(operations[false], id => Assert.DoesNotContain(ContractFacts, fact => fact.StartsWith($"operation {id} header", StringComparison.Ordinal)));
        Assert.All(operations[false], id => Assert.True(IsOfPlatform(id)));
        Assert.Equal((76, 7), (operations[true].Count(), operations[false].Count()));
    }

    [Fact]
    public void Contract_Schemas_AreAllReachable()
    {
        ILookup<string, string> types = ContractFacts
            .Select(fact => fact.Split(": "))
            .Where(fact => fact.Length == 2)
            .ToLookup(fact => fact[0].Split(' ', '.') is ["schema", var name, ..] ? name : "", fact => fact[1]);
        HashSet<string> reached = [""];
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out string? place))
        {
            foreach (string name in types[place].SelectMany(type => type.Split(' ', '[', ']', '?')).Where(types.Contains).Where(reached.Add))
            {
                open.Enqueue(name);
            }
        }

        Assert.Empty(types.Select(type => type.Key).Except(reached));
    }

    [Theory]
    [InlineData("schema User.", "email: string?|first_name: string?|id: string?|last_name: string?|name: string?|phone: string?|remote_id: string?|unified_custom_fields: map?")]
    [InlineData("schema Content.", "file_format: FileFormatEnum?|unified_url: string?|url: string?")]
    [InlineData("schema CustomFieldOption.", "id: string required|value: any required")]
    [InlineData("schema ApplicationStatusEnum.source_value", ": any?")]
    [InlineData("operation ats_list_jobs query filter.status", " = \"draft\"| = \"open\"| = null|: closed enum? deprecated")]
    [InlineData("operation ats_list_jobs query filter:", " object? deepObject explode")]
    [InlineData("operation ats_list_interview_stages:", " GET /unified/ats/interview_stages deprecated")]
    [InlineData("operation ats_upload_application_document header ", "x-account-id: string required")]
    public void Contract_OfAPlace_HasTheFacts(string place, string facts) =>
        Assert.Equal(
            facts.Split('|').Select(fact => place + fact),
            ContractFacts.Where(fact => fact.StartsWith(place, StringComparison.Ordinal)));

    /// <summary>By the list of what deliberately differs from the document of the ATS API.</summary>
    private static bool IsOfPlatform(string name) => Deliberate.Any(entry =>
        entry.Split(' ') is ["-", "operation" or "schema", [.. var start, '*']] && start.Length > 0 && name.StartsWith(start, StringComparison.Ordinal));

    [Fact]
    public void Contract_Descriptions_AreThere()
    {
        var settings = new OpenApiReaderSettings();
        settings.AddYamlReader();
        OpenApiDocument document = OpenApiDocument.Parse(Contract, "yaml", settings).Document!;

        Assert.All(document.Components!.Schemas!, schema =>
        {
            Assert.False(string.IsNullOrWhiteSpace(schema.Value.Description), schema.Key);
            Assert.All(schema.Value.Properties!, member =>
                Assert.False(string.IsNullOrWhiteSpace(member.Value.Description), $"{schema.Key}.{member.Key}"));
        });
        Assert.DoesNotContain("TODO", Contract, StringComparison.Ordinal);
    }
}
