using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Tests;

/// <summary>What the generator refuses, and what it says then.</summary>
public class ProblemsTests
{
    [Theory]
    [InlineData("operations:\n  op: Things.GetAsync", "'Thing' has no C# type: write \"Thing: TypeName\" under 'types' in names.yaml.")]
    [InlineData("types:\n  Thing: Thing", "The operation 'op' has no name: write \"op: Group.MethodAsync\" under 'operations' in names.yaml.")]
    [InlineData("operations:\n  op: Things.Get\ntypes:\n  Thing: Thing", "names.yaml calls the operation 'op' Things.Get: write it as Group.MethodAsync.")]
    [InlineData("operations:\n  op: GetAsync\ntypes:\n  Thing: Thing", "names.yaml calls the operation 'op' GetAsync: write it as Group.MethodAsync.")]
    [InlineData(Contracts.Names + "\n  Other: Other", "names.yaml has 'Other' under 'types', but the generated code has no use for it: remove it, or correct it to what the contract calls the thing.")]
    [InlineData(Contracts.Names + "\nmembers:\n  Thing.that: This", "names.yaml has 'Thing.that' under 'members', but the generated code has no use for it: remove it, or correct it to what the contract calls the thing.")]
    [InlineData(Contracts.Names + "\ngroups:\n  Other: Others.", "names.yaml has 'Other' under 'groups', but the generated code has no use for it: remove it, or correct it to what the contract calls the thing.")]
    [InlineData(Contracts.Names + "\nmembers:\n  Thing.it: 1st", "names.yaml gives 'Thing.it' under 'members' the name '1st', which is no C# name: write one that begins with a capital.")]
    [InlineData(Contracts.Names + "\nmembers:\n  Thing.it: Thing", "'Thing.it' would be called Thing.Thing, like the type itself: write \"Thing.it: OtherName\" under 'members' in names.yaml.")]
    [InlineData(Contracts.Names + "\nmembers:\n  Thing.it: ToString", "'Thing.it' would be called Thing.ToString, like what the type has of itself: write \"Thing.it: OtherName\" under 'members' in names.yaml.")]
    [InlineData(Contracts.Names + "\nmember:\n  Thing.it: This", "names.yaml has a section 'member', which means nothing: there are operations, types, queries, members, groups.")]
    public void Names_Wrong_AreReported(string names, string expected) => Assert.Equal([expected], ProblemsOf(Contracts.With(), names));

    [Theory]
    [InlineData("types: [", "names.yaml is not readable YAML: ")]
    [InlineData(Contracts.Names + "\n  ? [a, list]\n  : Name", "names.yaml has '' under 'types', ")]
    [InlineData("types:\n  A: B\n  A: C", "names.yaml is not readable YAML: ")]
    public void Names_Unreadable_AreReported(string names, string expected) =>
        Assert.StartsWith(expected, Assert.Single(ProblemsOf(Contracts.With(), names)), StringComparison.Ordinal);

    [Theory]
    [InlineData("{allOf: [{type: object}, {type: object}]}", "'Thing.it' cannot be generated: it combines several schemas with allOf.")]
    [InlineData("{oneOf: [{type: string}, {$ref: '#/components/schemas/Thing'}]}", "'Thing.it' cannot be generated: it is a choice between schemas that are not all plain JSON types.")]
    [InlineData("{type: object, additionalProperties: {type: string}}", "'Thing.it' cannot be generated: its additionalProperties have a schema.")]
    [InlineData("{type: number, enum: [1, 2]}", "'Thing.it' cannot be generated: it is an enumeration of something else than strings.")]
    [InlineData("{type: array, items: {oneOf: [{type: boolean}, {type: string, enum: ['true', 'false']}]}}", "'Thing.it' cannot be generated: it is a list of booleans that may be strings.")]
    [InlineData("{type: string, enum: [a, b]}", "'Thing.it' has no C# type: write \"Thing.it: TypeName\" under 'types' in names.yaml.")]
    [InlineData("{type: object, properties: {a: {type: string}}}", "'Thing.it' has no C# type: write \"Thing.it: TypeName\" under 'types' in names.yaml.")]
    public void Member_Unsupported_IsReported(string schema, string expected) => Assert.Equal([expected], ProblemsOf(Contracts.With(schema)));

    [Theory]
    [InlineData("[a-b, a_b]", "'Thing.it.a_b' would be called Kind.AB, like 'Thing.it.a-b': write \"Thing.it.a_b: OtherName\" under 'members' in names.yaml.")]
    [InlineData("[value]", "'Thing.it.value' would be called Kind.Value, like what the type has of itself: write \"Thing.it.value: OtherName\" under 'members' in names.yaml.")]
    [InlineData("[kind]", "'Thing.it.kind' would be called Kind.Kind, like the type itself: write \"Thing.it.kind: OtherName\" under 'members' in names.yaml.")]
    public void EnumValues_OfOneName_AreReported(string values, string expected) =>
        Assert.Equal([expected], ProblemsOf(Contracts.With($"{{type: string, enum: {values}}}"), Contracts.Names + "\n  Thing.it: Kind"));

    [Theory]
    [InlineData("{type: object, properties: {a: {type: string}}}", null)]
    [InlineData("{type: object, properties: {a: {type: [string, 'null'], description: Another description}}}", null)]
    [InlineData("{type: object, properties: {a: {type: number}}}", "a (string? A), a (decimal? A)")]
    [InlineData("{type: object, properties: {a: {type: string}, b: {type: string}}}", "b (string? B)")]
    [InlineData("{type: object, required: [a], properties: {a: {type: string}}}", "a (string? A), a (required string A)")]
    [InlineData("{type: object, properties: {a: {type: string, deprecated: true}}}", "a (string? A), a (string? A, deprecated)")]
    public void Types_OfOneName_MustHaveOneShape(string other, string? difference)
    {
        string contract = Contracts.With(
            "{type: object, properties: {one: {$ref: '#/components/schemas/One'}, other: {$ref: '#/components/schemas/Other'}}}",
            schemas: $"One: {{type: object, properties: {{a: {{type: string}}}}}}\nOther: {other}");
        string names = Contracts.Names + "\n  Thing.it: It\n  One: Same\n  Other: Same";

        Assert.Equal(
            difference is null ? [] : [$"names.yaml calls both 'One' and 'Other' Same, but they differ in {difference}: give one of them a name of its own."],
            ProblemsOf(contract, names));
    }

    [Theory]
    [InlineData("{properties: {other: {type: string}}}", "The error the answer 400 of 'op' has a member 'other' that StackOneError does not read: add it there and in ErrorSchemas.cs.")]
    [InlineData("{$ref: '#/components/schemas/Bad'}", "The error 'Bad' has a member 'other' that StackOneError does not read: add it there and in ErrorSchemas.cs.")]
    [InlineData("{properties: {data: {properties: {other: {}}}}}", "The error the answer 400 of 'op'.data has a member 'other' that StackOneError does not read: add it there and in ErrorSchemas.cs.")]
    [InlineData("{properties: {provider_errors: {type: array, items: {properties: {other: {}}}}}}", "The error the answer 400 of 'op'.provider_errors has a member 'other' that StackOneError does not read: add it there and in ErrorSchemas.cs.")]
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
