using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Tests;

/// <summary>Types by how the operations use them.</summary>
public class UsageTests
{
    private const string Names = Contracts.Names + "\n  Request: Request\n  Old: Old\n  Shared: Shared";

    /// <summary>A new client has no reason to send what is deprecated, but may receive it.</summary>
    [Fact]
    public void Member_Deprecated_IsInWhatIsReceivedOnly()
    {
        SortedDictionary<string, string> files = Contracts.Generate(
            Contracts.With(
                member: "{$ref: '#/components/schemas/Shared'}",
                schemas: """
                    Request: {type: object, properties: {new: {$ref: '#/components/schemas/Shared'}, old: {deprecated: true, allOf: [{$ref: '#/components/schemas/Old'}]}}}
                    Old: {type: object, properties: {a: {type: string}}}
                    Shared: {type: object, properties: {b: {type: string}, c: {type: string, deprecated: true, x-deprecated-message: Use b}}}
                    """,
                operation: "requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Request'}}}}"),
            Names);

        Assert.Equal(
            ["Models/Request.g.cs", "Models/Shared.g.cs", "Models/Thing.g.cs"],
            files.Keys.Where(file => file.StartsWith("Models/", StringComparison.Ordinal)));
        Assert.DoesNotContain("Old", files["Models/Request.g.cs"], StringComparison.Ordinal);
        // Without an id of its own: System.Text.Json suppresses only the general warning in the code that it generates.
        Assert.Contains("    [Obsolete(\"Use b.\")]\n    public string? C {", files["Models/Shared.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Values_Listed_AreTheMembers()
    {
        const string Member = "{type: string, enum: [a, b, c], x-enum-descriptions: {a: First., c: Third.}}";

        string code = Contracts.Generate(Contracts.With(Member), Contracts.Names + "\n  Thing.it: Letter\nvalues:\n  Thing.it: c a")["Models/Letter.g.cs"];

        Assert.Contains("public static Letter C => new(\"c\");", code, StringComparison.Ordinal);
        Assert.Contains("public static Letter A => new(\"a\");", code, StringComparison.Ordinal);
        Assert.DoesNotContain("\"b\"", code, StringComparison.Ordinal);
        Assert.Contains("StackOne has more values than there are members here.", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_NotOfTheContract_AreReported()
    {
        var exception = Assert.Throws<GenerationException>(() => Contracts.Generate(
            Contracts.With("{type: string, enum: [a]}"),
            Contracts.Names + "\n  Thing.it: Letter\nvalues:\n  Thing.it: a z"));

        Assert.Equal(["names.yaml lists the value 'z' of 'Thing.it', which it does not have."], exception.Problems);
    }

    [Theory]
    [InlineData("['true', 'false', other]", true)]
    [InlineData("['true', other]", false)]
    public void Enumeration_OfTrueAndFalse_IsConvertedFromABoolean(string values, bool expected) => Assert.Equal(
        expected,
        Contracts.Generate(Contracts.With($"{{type: string, enum: {values}}}"), Contracts.Names + "\n  Thing.it: YesOrNo")["Models/YesOrNo.g.cs"]
            .Contains("public static implicit operator YesOrNo(bool value) => value ? True : False;", StringComparison.Ordinal));

    [Theory]
    [InlineData("{type: object, properties: {value: {type: string, enum: [a]}, source_value: {}}}", true)]
    [InlineData("{type: object, properties: {value: {type: string, enum: [a]}, other: {}}}", false)]
    [InlineData("{type: object, properties: {value: {type: string, enum: [a]}, source_value: {}, more: {}}}", false)]
    public void UnifiedValue_OfAnEnumeration_IsConvertedFromIt(string member, bool expected) => Assert.Equal(
        expected,
        Contracts.Generate(Contracts.With(member), Contracts.Names + "\n  Thing.it: State\n  Thing.it.value: StateValue")["Models/State.g.cs"]
            .Contains("public static implicit operator State?(StateValue? value) =>", StringComparison.Ordinal));
}
