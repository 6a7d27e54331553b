using StackOne.Ats.Generator.Comparing;

namespace StackOne.Ats.Generator.Tests.Comparing;

/// <summary>How the facts of schemas and parameters are written.</summary>
public class NotationTests
{
    [Theory]
    [InlineData("{type: string}", ": string")]
    [InlineData("{type: string, nullable: true}", ": string?")]
    [InlineData("{type: [string]}", ": string")]
    [InlineData("{type: string, format: byte}", ": string:byte")]
    [InlineData("{type: integer, format: int32}", ": integer:int32")]
    [InlineData("{type: [string, integer]}", ": integer or string")]
    [InlineData("{type: array, items: {type: [string, 'null']}}", ": [string?]")]
    [InlineData("{type: array}", ": [any]")]
    [InlineData("{type: object, additionalProperties: false}", ": object")]
    [InlineData("{type: object, additionalProperties: {type: number}}", ": map of number")]
    [InlineData("{type: object, additionalProperties: {type: object, properties: {a: {}}}}", ": map of object", "{}.a: any")]
    [InlineData("{properties: {a: {}}}", ".a: any", ": object")]
    [InlineData("{}", ": any")]
    [InlineData("true", ": any")]
    [InlineData("{$ref: '#/components/schemas/Other'}", ": Other")]
    [InlineData("{$ref: '#/components/schemas/Other', deprecated: true}", ": Other deprecated")]
    [InlineData("{$ref: 'other.yaml#/Thing'}", ": other.yaml#/Thing")]
    [InlineData("{allOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/A'}]}", ": A and B")]
    [InlineData("{allOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {b: {}}}]}", ".b: any", ": A and object")]
    [InlineData("{allOf: [{type: string, nullable: true}]}", ": string?")]
    [InlineData("{anyOf: [{type: string}, {type: 'null'}]}", ": string?")]
    [InlineData("{oneOf: [{type: boolean}, {type: string, enum: ['true']}, {type: 'null'}]}", " = \"true\"", ": boolean or closed enum?")]
    [InlineData("{oneOf: [{type: [string, 'null']}, {type: number}]}", ": number or string?")]
    [InlineData("{type: string, enum: ['true', 'a', 'null']}", " = \"a\"", " = \"null\"", " = \"true\"", ": closed enum")]
    [InlineData("{type: integer, enum: [1]}", " = 1", ": closed enum of integer")]
    [InlineData("{type: string, x-speakeasy-unknown-values: disallow, enum: [a]}", " = \"a\"", ": closed enum")]
    [InlineData("{type: array, items: {type: string, enum: [ä]}}", ": [closed enum]", "[] = \"ä\"")]
    [InlineData("{const: a}", " = \"a\"", ": closed enum")]
    public void Of_Schema_HasItsType(string schema, params string[] facts) =>
        Assert.Equal(
            facts.Select(fact => $"schema Thing.it{fact}"),
            Facts.Of(Contracts.With(member: schema)).Where(fact => fact.StartsWith("schema Thing.it", StringComparison.Ordinal)));

    [Theory]
    [InlineData("{name: q, in: query, schema: {}}", "query q: any")]
    [InlineData("{name: q, in: query, explode: false, schema: {}}", "query q: any no-explode")]
    [InlineData("{name: q, in: query, style: spaceDelimited, schema: {}}", "query q: any spaceDelimited")]
    [InlineData("{name: q, in: query, style: deepObject, explode: true, required: true, schema: {}}", "query q: any required deepObject explode")]
    [InlineData("{name: q, in: cookie, style: form, schema: {}}", "cookie q: any")]
    [InlineData("{name: q, in: header, style: simple, explode: true, schema: {}}", "header q: any explode")]
    [InlineData("{name: q, in: path, style: label, schema: {}}", "path q: any label")]
    [InlineData("{name: q, in: query, required: true, content: {application/json: {schema: {type: object}}}}", "query q application/json: object required")]
    public void Of_Parameter_HasItsStyle(string parameter, string fact) =>
        Assert.Contains($"operation op {fact}", Facts.Of(Contracts.With(parameters: $"- {parameter}")));
}
