using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Tests;

/// <summary>How query parameters are generated.</summary>
public class QueriesTests
{
    private const string Names = Contracts.Names + "\nqueries:\n  op: Query";

    private const string Joined = "x-separator: ',', schema: {type: string}";
    private const string Repeated = "schema: {type: array, items: {type: string}}";

    private const string Page = "{type: object, properties: {next: {type: string}, raw: {}, data: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}";

    [Theory]
    [InlineData("- {name: q, in: query, schema: {type: string}}", "string? Q", ".Add(\"q\", Q)")]
    [InlineData("- {name: q, in: query, schema: {type: boolean}}", "bool? Q", ".Add(\"q\", Q)")]
    [InlineData("- {name: q, in: query, schema: {type: number}}", "decimal? Q", ".Add(\"q\", Q)")]
    [InlineData("- {name: q, in: query, schema: {type: string, format: date-time}}", "DateTimeOffset? Q", ".Add(\"q\", Q)")]
    [InlineData("- {name: q, in: query, x-separator: ',', schema: {type: [string, 'null']}}", "IReadOnlyList<string>? Q", ".AddJoined(\"q\", Q, Thing.WireName)")]
    [InlineData("- {name: q, in: query, x-separator: ';', schema: {type: string}}", "string? Q", ".Add(\"q\", Q)")]
    [InlineData("- {name: q, in: query, schema: {type: [array, 'null'], items: {type: string}}}", "IReadOnlyList<string>? Q", ".AddEach(\"q\", Q)")]
    [InlineData("- {name: q, in: query, style: deepObject, schema: {type: object, additionalProperties: true}}", "JsonObject? Q", ".AddMap(\"q\", Q)")]
    [InlineData("- {name: q, in: query, style: deepObject, schema: {type: object, properties: {a_b: {type: string}}}}", "string? AB", ".Add(\"q[a_b]\", AB)")]
    public void Parameter_OfSchema_IsAMember(string parameter, string declaration, string sent)
    {
        SortedDictionary<string, string> files = Contracts.Generate(Contracts.With(parameters: parameter), Names);

        Assert.Equal(["Models/Query.g.cs", "Models/Thing.g.cs"], files.Keys.Where(file => file.StartsWith("Models/", StringComparison.Ordinal)));
        Assert.Contains($"public {declaration} {{ get; init; }}", files["Models/Query.g.cs"], StringComparison.Ordinal);
        Assert.EndsWith($"internal QueryString ToQueryString() => new QueryString()\n        {sent};\n}}\n", files["Models/Query.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Parameter_ArrayOfAnEnumeration_IsAListOfItsType()
    {
        string code = Contracts.Generate(
            Contracts.With(parameters: "- {name: q, in: query, schema: {type: array, items: {type: string, enum: [a, b]}}}"),
            Contracts.Names + "\n  op.q: KindValue\nqueries:\n  op: Query")["Models/Query.g.cs"];

        Assert.Contains("public IReadOnlyList<KindValue>? Q { get; init; }", code, StringComparison.Ordinal);
        Assert.Contains(".AddEach(\"q\", Q?.Select(value => value.ToString()), nameof(Q));", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- {name: q, in: query, deprecated: true, schema: {type: string}}")]
    [InlineData("- {name: q, in: query, deprecated: true, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}")]
    [InlineData("- {name: q, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string, deprecated: true}}}}")]
    [InlineData("- {name: next, in: query, schema: {type: string}}")]
    [InlineData("- {name: page_size, in: query, schema: {type: number}}")]
    [InlineData("- {name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}")]
    public void Parameter_DeprecatedOrOfListsOnly_IsLeftOut(string parameter) =>
        Assert.DoesNotContain(
            "QueryString",
            Contracts.Generate(Contracts.With(parameters: parameter))["Api/IThingsApi.g.cs"],
            StringComparison.Ordinal);

    [Fact]
    public void Parameter_NamedForAllOperations_HasThatName()
    {
        const string Parameters = "- {name: q, in: query, schema: {type: string}}";

        Assert.Contains("string? Question {", Contracts.Generate(Contracts.With(parameters: Parameters), Names + "\nmembers:\n  '*.q': Question")["Models/Query.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Query_OfADeprecatedOperation_IsDeprecated() => Assert.Contains(
        "[Obsolete(\"Use another.\", DiagnosticId = \"STACKONE0001\")]\npublic sealed record Query",
        Contracts.Generate(
            Contracts.With(operation: "deprecated: true\n      x-deprecated-message: Use another", parameters: "- {name: q, in: query, schema: {type: string}}"),
            Names)["Models/Query.g.cs"],
        StringComparison.Ordinal);

    [Fact]
    public void List_Parameters_ArePageSizeAndFilterWithoutTheCursor()
    {
        string code = Contracts.Generate(
            Contracts.With(
                success: $"{{description: Ok, content: {{application/json: {{schema: {Page}}}}}}}",
                parameters: """
                    - {name: next, in: query, schema: {type: string}}
                    - {name: page_size, in: query, schema: {type: number}}
                    - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}
                    """),
            Names)["Models/Query.g.cs"];

        Assert.Contains("public int? PageSize { get; init; }", code, StringComparison.Ordinal);
        Assert.EndsWith("new QueryString()\n        .AddPageSize(\"page_size\", PageSize)\n        .Add(\"filter[a]\", A);\n}\n", code, StringComparison.Ordinal);
    }

    /// <summary>A list that comes whole may still be filtered.</summary>
    [Fact]
    public void List_WithoutPages_HasAllParameters()
    {
        string code = Contracts.Generate(
            Contracts.With(
                success: "{description: Ok, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}}",
                parameters: """
                    - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}
                    - {name: fields, in: query, x-separator: ',', schema: {type: string}}
                    """),
            Names)["Models/Query.g.cs"];

        Assert.EndsWith("new QueryString()\n        .Add(\"filter[a]\", A)\n        .AddJoined(\"fields\", Fields);\n}\n", code, StringComparison.Ordinal);
        Assert.Contains(": which items to read, and in which detail.", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameter_OfThePathAndTheOperation_IsTheOneOfTheOperation()
    {
        string contract = Contracts.With(parameters: "- {name: q, in: query, schema: {type: string}}").Replace(
            "    get:",
            "    parameters: [{name: q, in: query, schema: {type: boolean}}, {name: r, in: query, schema: {type: boolean}}]\n    get:",
            StringComparison.Ordinal);

        Assert.EndsWith(
            "new QueryString()\n        .Add(\"q\", Q)\n        .Add(\"r\", R);\n}\n",
            Contracts.Generate(contract, Names)["Models/Query.g.cs"],
            StringComparison.Ordinal);
        Assert.Contains("public string? Q {", Contracts.Generate(contract, Names)["Models/Query.g.cs"], StringComparison.Ordinal);
    }

    /// <summary>Queries of one name send the same, and are deprecated together.</summary>
    [Theory]
    [InlineData("schema: {type: string}", "schema: {type: string}", "", "Thing", null)]
    [InlineData("schema: {type: string}", "schema: {type: string}", "", "Other", null)]
    [InlineData(Joined, Joined, "", "Thing", null)]
    [InlineData(Joined, Joined, "", "Other", "the members of Thing, the members of Other")]
    [InlineData(Joined, Repeated, "", "Thing", "q (IReadOnlyList<string>? Q), the members of Thing, q (IReadOnlyList<string>? Q, repeated)")]
    [InlineData("schema: {type: string}", "schema: {type: string}", "deprecated: true, ", "Thing", "deprecated")]
    public void Queries_OfOneName_MustHaveOneShape(string one, string other, string deprecated, string item, string? difference)
    {
        string contract = Contracts.With(
                schemas: "Other: {type: object, properties: {it: {type: string}}}",
                parameters: $"- {{name: q, in: query, {one}}}")
            .Replace(
                "components:",
                $"  /others: {{get: {{operationId: other, {deprecated}parameters: [{{name: q, in: query, {other}}}], "
                + $"responses: {{'200': {{description: Ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{item}'}}}}}}}}}}}}}}\ncomponents:",
                StringComparison.Ordinal);
        string names = Contracts.Names.Replace("operations:", "operations:\n  other: Things.GetOtherAsync", StringComparison.Ordinal)
            + (item == "Other" ? "\n  Other: Other" : "") + "\nqueries:\n  op: Query\n  other: Query";

        IReadOnlyList<string> problems = Record.Exception(() => Contracts.Generate(contract, names)) is GenerationException exception ? exception.Problems : [];

        Assert.Equal(
            difference is null ? [] : [$"names.yaml gives 'op' and 'other' the same name Query, but they differ in {difference}: rename one of them."],
            problems);
    }

    [Fact]
    public void Parameters_OfOneNameWhenFlattened_AreReportedUntilOneIsRenamed()
    {
        string contract = Contracts.With(parameters: """
            - {name: a, in: query, schema: {type: string}}
            - {name: q, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}
            """);

        GenerationException exception = Assert.Throws<GenerationException>(() => Contracts.Generate(contract, Names));

        Assert.Equal(
            ["'op.q.a' would be named Query.A, which conflicts with 'op.a': add \"op.q.a: OtherName\" to 'members' in names.yaml."],
            exception.Problems);
        Assert.Contains(
            ".Add(\"q[a]\", Other)",
            Contracts.Generate(contract, Names + "\nmembers:\n  op.q.a: Other")["Models/Query.g.cs"],
            StringComparison.Ordinal);
    }
}
