using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Tests;

/// <summary>What the generator refuses, and what it says then.</summary>
public class ProblemsTests
{
    [Theory]
    [InlineData("operations:\n  op: Things.GetAsync", "'Thing' has no C# type: add \"Thing: TypeName\" to 'types' in names.yaml.")]
    [InlineData("types:\n  Thing: Thing", "The operation 'op' has no name: add \"op: Group.MethodAsync\" to 'operations' in names.yaml.")]
    [InlineData("operations:\n  op: Things.Get\ntypes:\n  Thing: Thing", "names.yaml names the operation 'op' Things.Get: use the form Group.MethodAsync.")]
    [InlineData("operations:\n  op: GetAsync\ntypes:\n  Thing: Thing", "names.yaml names the operation 'op' GetAsync: use the form Group.MethodAsync.")]
    [InlineData(Contracts.Names + "\n  Other: Other", "names.yaml has an unused entry 'Other' in 'types': remove it, or correct it to the name in the contract.")]
    [InlineData(Contracts.Names + "\nmembers:\n  Thing.that: This", "names.yaml has an unused entry 'Thing.that' in 'members': remove it, or correct it to the name in the contract.")]
    [InlineData(Contracts.Names + "\ngroups:\n  Other: Others.", "names.yaml has an unused entry 'Other' in 'groups': remove it, or correct it to the name in the contract.")]
    [InlineData(Contracts.Names + "\nmembers:\n  Thing.it: 1st", "names.yaml maps 'Thing.it' in 'members' to '1st', which is not a valid C# name: use a capital letter, followed by letters and digits.")]
    [InlineData(Contracts.Names + "\nmembers:\n  Thing.it: Thing", "'Thing.it' would be named Thing.Thing, which conflicts with the type itself: add \"Thing.it: OtherName\" to 'members' in names.yaml.")]
    [InlineData(Contracts.Names + "\nmembers:\n  Thing.it: ToString", "'Thing.it' would be named Thing.ToString, which conflicts with a built-in member: add \"Thing.it: OtherName\" to 'members' in names.yaml.")]
    [InlineData(Contracts.Names + "\nmember:\n  Thing.it: This", "names.yaml has an unknown section 'member'. The sections are operations, types, queries, members, values, groups.")]
    public void Names_Wrong_AreReported(string names, string expected) => Assert.Equal([expected], ProblemsOf(Contracts.With(), names));

    [Theory]
    [InlineData("types: [", "names.yaml is not readable YAML: ")]
    [InlineData(Contracts.Names + "\n  ? [a, list]\n  : Name", "names.yaml has an unused entry '' in 'types': ")]
    [InlineData("types:\n  A: B\n  A: C", "names.yaml is not readable YAML: ")]
    public void Names_Unreadable_AreReported(string names, string expected) =>
        Assert.StartsWith(expected, Assert.Single(ProblemsOf(Contracts.With(), names)), StringComparison.Ordinal);

    [Theory]
    [InlineData("{allOf: [{type: object}, {type: object}]}", "'Thing.it' cannot be generated: it combines schemas with allOf, or with members of its own.")]
    [InlineData("{properties: {a: {type: string}}, allOf: [{$ref: '#/components/schemas/Thing'}]}", "'Thing.it' cannot be generated: it combines schemas with allOf, or with members of its own.")]
    [InlineData("{properties: {a: {type: string}}, oneOf: [{type: string}, {type: object}]}", "'Thing.it' cannot be generated: it combines schemas with allOf, or with members of its own.")]
    [InlineData("{oneOf: [{type: string}, {$ref: '#/components/schemas/Thing'}]}", "'Thing.it' cannot be generated: it is a choice between schemas that are not all plain JSON types.")]
    [InlineData("{type: object, additionalProperties: {type: string}}", "'Thing.it' cannot be generated: its additionalProperties have a schema.")]
    [InlineData("{type: number, enum: [1, 2]}", "'Thing.it' cannot be generated: only enumerations of strings are supported.")]
    [InlineData("{type: string, enum: [a, b]}", "'Thing.it' has no C# type: add \"Thing.it: TypeName\" to 'types' in names.yaml.")]
    [InlineData("{type: object, properties: {a: {type: string}}}", "'Thing.it' has no C# type: add \"Thing.it: TypeName\" to 'types' in names.yaml.")]
    public void Member_Unsupported_IsReported(string schema, string expected) => Assert.Equal([expected], ProblemsOf(Contracts.With(schema)));

    [Theory]
    [InlineData("[a-b, a_b]", "'Thing.it.a_b' would be named Kind.AB, which conflicts with 'Thing.it.a-b': add \"Thing.it.a_b: OtherName\" to 'members' in names.yaml.")]
    [InlineData("[value]", "'Thing.it.value' would be named Kind.Value, which conflicts with a built-in member: add \"Thing.it.value: OtherName\" to 'members' in names.yaml.")]
    [InlineData("[kind]", "'Thing.it.kind' would be named Kind.Kind, which conflicts with the type itself: add \"Thing.it.kind: OtherName\" to 'members' in names.yaml.")]
    public void EnumValues_OfOneName_AreReported(string values, string expected) =>
        Assert.Equal([expected], ProblemsOf(Contracts.With($"{{type: string, enum: {values}}}"), Contracts.Names + "\n  Thing.it: Kind"));

    [Theory]
    [InlineData("{type: object, properties: {a: {type: string}}}", null)]
    [InlineData("{type: object, properties: {a: {type: [string, 'null'], description: Another description}}}", null)]
    [InlineData("{type: object, properties: {a: {type: number}}}", "a (string? A), a (decimal? A)")]
    [InlineData("{type: object, properties: {a: {type: string}, b: {type: string}}}", "b (string? B)")]
    [InlineData("{type: object, required: [a], properties: {a: {type: string}}}", "a (string? A), a (required string? A)")]
    [InlineData("{type: object, properties: {a: {type: string, deprecated: true}}}", "a (string? A), a (string? A, deprecated)")]
    public void Types_OfOneName_MustHaveOneShape(string other, string? difference)
    {
        string contract = Contracts.With(
            "{type: object, properties: {one: {$ref: '#/components/schemas/One'}, other: {$ref: '#/components/schemas/Other'}}}",
            schemas: $"One: {{type: object, properties: {{a: {{type: string}}}}}}\nOther: {other}");
        string names = Contracts.Names + "\n  Thing.it: It\n  One: Same\n  Other: Same";

        Assert.Equal(
            difference is null ? [] : [$"names.yaml gives 'One' and 'Other' the same name Same, but they differ in {difference}: rename one of them."],
            ProblemsOf(contract, names));
    }

    [Theory]
    [InlineData("{properties: {other: {type: string}}}", "The response 400 of 'op' has a member 'other' that StackOneErrorBody does not read: add it there and in ErrorSchemas.cs.")]
    [InlineData("{$ref: '#/components/schemas/Bad'}", "The error schema 'Bad' has a member 'other' that StackOneErrorBody does not read: add it there and in ErrorSchemas.cs.")]
    [InlineData("{properties: {data: {properties: {other: {}}}}}", "The response 400 of 'op'.data has a member 'other' that StackOneErrorBody does not read: add it there and in ErrorSchemas.cs.")]
    [InlineData("{properties: {provider_errors: {type: array, items: {properties: {other: {}}}}}}", "The response 400 of 'op'.provider_errors has a member 'other' that StackOneErrorBody does not read: add it there and in ErrorSchemas.cs.")]
    public void Errors_WithAnUnknownMember_AreReported(string schema, string expected) =>
        Assert.Equal(
            [expected],
            ProblemsOf(Contracts.With(
                schemas: "Bad: {type: object, properties: {other: {type: string}}}",
                responses: $"'400': {{description: Bad, content: {{application/json: {{schema: {schema}}}}}}}")));

    private static IReadOnlyList<string> ProblemsOf(string contract, string names = Contracts.Names)
    {
        try
        {
            Contracts.Generate(contract, names);
            return [];
        }
        catch (GenerationException e)
        {
            return e.Problems;
        }
    }
}
