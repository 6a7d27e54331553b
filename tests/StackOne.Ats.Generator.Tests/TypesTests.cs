using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Tests;

/// <summary>What becomes of a member's schema, in the words of OpenAPI 3.1 and of 3.0 (which vendors put into 3.1 documents).</summary>
public class TypesTests
{
    [Theory]
    [InlineData("{type: string}", "string? It")]
    [InlineData("{type: [string, 'null']}", "string? It")]
    [InlineData("{type: string, nullable: true}", "string? It")]
    [InlineData("{type: string, format: string}", "string? It")]
    [InlineData("{type: string, format: date-time}", "DateTimeOffset? It")]
    [InlineData("{type: string, format: byte}", "ReadOnlyMemory<byte>? It")]
    [InlineData("{type: boolean}", "bool? It")]
    [InlineData("{type: number}", "decimal? It")]
    [InlineData("{type: number, format: number}", "decimal? It")]
    [InlineData("{type: number, format: int32}", "int? It")]
    [InlineData("{type: number, format: int64}", "long? It")]
    [InlineData("{type: integer}", "long? It")]
    [InlineData("{type: integer, format: int32}", "int? It")]
    [InlineData("{type: array, items: {type: string}}", "IReadOnlyList<string>? It")]
    [InlineData("{type: array, items: {type: [string, 'null']}}", "IReadOnlyList<string?>? It")]
    [InlineData("{type: array, items: {type: string, nullable: true}}", "IReadOnlyList<string?>? It")]
    [InlineData("{type: array, items: {}}", "IReadOnlyList<JsonNode>? It")]
    [InlineData("{type: array}", "IReadOnlyList<JsonNode>? It")]
    [InlineData("{type: array, items: {$ref: '#/components/schemas/Thing'}}", "IReadOnlyList<Thing>? It")]
    [InlineData("{type: object}", "JsonObject? It")]
    [InlineData("{type: object, additionalProperties: true, nullable: true}", "JsonObject? It")]
    [InlineData("{type: object, additionalProperties: {}}", "JsonObject? It")]
    [InlineData("{}", "JsonNode? It")]
    [InlineData("{nullable: true, oneOf: [{type: string}, {type: number}, {type: boolean}, {type: object}, {type: array, items: {}}]}", "JsonNode? It")]
    [InlineData("{type: [string, number, 'null']}", "JsonNode? It")]
    [InlineData("{oneOf: [{type: boolean}, {type: string, enum: ['true', 'false']}, {type: 'null'}]}", "bool? It")]
    [InlineData("{nullable: true, oneOf: [{type: boolean}, {type: string, enum: ['true', 'false', null]}]}", "bool? It")]
    [InlineData("{$ref: '#/components/schemas/Thing'}", "Thing? It")]
    [InlineData("{nullable: true, allOf: [{$ref: '#/components/schemas/Thing'}]}", "Thing? It")]
    [InlineData("{oneOf: [{$ref: '#/components/schemas/Thing'}, {type: 'null'}]}", "Thing? It")]
    [InlineData("{anyOf: [{$ref: '#/components/schemas/Thing'}, {type: 'null'}]}", "Thing? It")]
    public void Member_OfSchema_HasType(string schema, string expected) => Assert.Contains($"public {expected} {{ get; init; }}", Model(schema), StringComparison.Ordinal);

    /// <summary>Providers leave out what is required, and what becomes required later must break nobody.</summary>
    [Theory]
    [InlineData("{type: string}", "string? It")]
    [InlineData("{type: [string, 'null']}", "string? It")]
    [InlineData("{type: integer}", "long? It")]
    [InlineData("{nullable: true, allOf: [{$ref: '#/components/schemas/Thing'}]}", "Thing? It")]
    [InlineData("{}", "JsonNode? It")]
    public void Member_Required_MayBeNull(string schema, string expected) =>
        Assert.Contains(
            $"public {expected} {{ get; init; }}",
            Contracts.Generate(Contracts.With().Replace("Thing: {", "Thing: {required: [it], ", StringComparison.Ordinal).Replace("{it: {type: string}}", $"{{it: {schema}}}", StringComparison.Ordinal))["Models/Thing.g.cs"],
            StringComparison.Ordinal);

    [Fact]
    public void Member_BooleanOrText_IsABoolean() => Assert.Contains(
        "public bool? It",
        Model("{oneOf: [{type: boolean}, {type: string, enum: ['true', 'false']}]}"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{type: string, deprecated: true}", "Deprecated by StackOne and may be removed from the API.")]
    [InlineData("{type: string, deprecated: true, x-deprecated-message: Use `that`}", "Use that.")]
    public void Member_Deprecated_SaysWhatToDo(string schema, string expected) => Assert.Contains($"[Obsolete(\"{expected}\")]", Model(schema), StringComparison.Ordinal);

    [Theory]
    [InlineData("{type: string, description: The name}", "The name.")]
    [InlineData("{type: string, description: 'a < b & c', example: '<x>'}", "a &lt; b &amp; c. Example: <c>&lt;x&gt;</c>.")]
    [InlineData("{type: string, description: Like `this`., examples: [One, Two]}", "Like <c>this</c>. Example: <c>One</c>.")]
    [InlineData("{type: object, description: Any., example: {a: 'ü'}}", "Any. Example: <c>{\"a\":\"ü\"}</c>.")]
    [InlineData("{description: Of the reference., allOf: [{$ref: '#/components/schemas/Thing'}]}", "Of the reference.")]
    [InlineData("{type: string}", "Corresponds to <c>it</c> in the contract.")]
    public void Member_Described_IsDocumented(string schema, string expected) => Assert.Contains($"/// <summary>{expected}</summary>", Model(schema), StringComparison.Ordinal);

    [Theory]
    [InlineData("{type: string, enum: [a, null]}")]
    [InlineData("{type: [string, 'null'], enum: [a, null]}")]
    [InlineData("{type: string, nullable: true, enum: [a, null]}")]
    [InlineData("{type: string, enum: [a]}")]
    public void Enum_WithNull_HasNoValueForIt(string schema)
    {
        string code = Contracts.Generate(Contracts.With(schema), Contracts.Names + "\n  Thing.it: Kind")["Models/Kind.g.cs"];

        Assert.Equal(2, code.Split("public static Kind A ").Length);
        Assert.Contains("    /// <summary><c>a</c></summary>\n    public static Kind A => new(\"a\");\n\n    /// <summary>The value of a JSON string,", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{a: 'A < B', b: See `a`.}", "<c>a</c>: A &lt; B.", "<c>b</c>: See <c>a</c>.")]
    [InlineData("{b: Described}", "<c>a</c>", "<c>b</c>: Described.")]
    [InlineData("{a: 7, b: [x]}", "<c>a</c>", "<c>b</c>")]
    [InlineData("text", "<c>a</c>", "<c>b</c>")]
    public void Enum_DescribedValues_AreDocumented(string descriptions, string a, string b)
    {
        string code = Enum("[a, b]", descriptions);

        Assert.Contains($"/// <summary>{a}</summary>\n    public static Kind A =>", code, StringComparison.Ordinal);
        Assert.Contains($"/// <summary>{b}</summary>\n    public static Kind B =>", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Enum_DescriptionOfAnotherValue_IsReported() =>
        Assert.Equal(
            ["'Thing.it' describes the value 'c', which it does not have."],
            Assert.Throws<GenerationException>(() => Enum("[a, b]", "{a: A, c: C}")).Problems);

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void Enum_ManyValues_HasNoEmptyLinesBetween(int count, bool separated) =>
        Assert.Equal(
            separated,
            Enum($"[{string.Join(", ", Enumerable.Range(1, count).Select(i => $"v{i}"))}]", "{}").Contains("V1 => new(\"v1\");\n\n", StringComparison.Ordinal));

    [Fact]
    public void Types_OfErrorsAndUnused_AreNotGenerated()
    {
        string contract = Contracts.With(
            schemas: "Bad: {type: object, properties: {message: {type: string}}}\nUnused: {type: object, properties: {a: {type: string}}}",
            responses: "'400': {description: Bad, content: {application/json: {schema: {$ref: '#/components/schemas/Bad'}}}}");

        Assert.Equal(["Models/Thing.g.cs"], Contracts.Generate(contract).Keys.Where(file => file.StartsWith("Models/", StringComparison.Ordinal)));
    }

    private static string Enum(string values, string descriptions) =>
        Contracts.Generate(
            Contracts.With($"{{type: string, enum: {values}, x-enum-descriptions: {descriptions}}}"),
            Contracts.Names + "\n  Thing.it: Kind")["Models/Kind.g.cs"];

    private static string Model(string schema) => Contracts.Generate(Contracts.With(schema))["Models/Thing.g.cs"];
}
