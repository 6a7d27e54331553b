using StackOne.Ats.Generator.Comparing;
using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Tests.Comparing;

/// <summary>The facts of a document, whichever version and format it has.</summary>
public class FactsTests
{
    private static readonly string[] Expected =
    [
        "operation get_thing 200 application/json: Thing",
        "operation get_thing 200 header Retry-After: string",
        "operation get_thing 404 application/json: object",
        "operation get_thing path id: string required",
        "operation get_thing query filter.status = \"open\"",
        "operation get_thing query filter.status = null",
        "operation get_thing query filter.status: closed enum? deprecated",
        "operation get_thing query filter: object? deepObject explode",
        "operation get_thing query page: datetime? deprecated",
        "operation get_thing query raw: boolean?",
        "operation get_thing security: basic",
        "operation get_thing tags: Things, Others",
        "operation get_thing: GET /things/{id}",
        "operation update_thing 204: no content",
        "operation update_thing body application/json: Thing required",
        "operation update_thing path id: string required",
        "operation update_thing query raw: string",
        "operation update_thing security: basic",
        "operation update_thing tags: ",
        "operation update_thing: PATCH /things/{id} deprecated",
        "schema Thing.fields: map? deprecated",
        "schema Thing.id: string required",
        "schema Thing.kind = \"a\"",
        "schema Thing.kind = \"b\"",
        "schema Thing.kind = null",
        "schema Thing.kind: open enum?",
        "schema Thing.other: Thing?",
        "schema Thing.tags: [object]?",
        "schema Thing.tags[].name: string",
        "schema Thing.value: any?",
        "schema Thing: object",
        "security basic: http basic",
        "server https://api.example.com",
    ];

    [Theory]
    [InlineData(Documents.Yaml31)]
    [InlineData(Documents.Json30)]
    public void Of_SameApi_AreTheSameInEachVersionAndFormat(string document) => Assert.Equal(Expected, Facts.Of(document));

    [Fact]
    public void ToText_Facts_AreALineEach()
    {
        string[] lines = Facts.ToText(Expected).Split('\n');

        Assert.Equal([.. Expected, ""], lines.SkipWhile(line => line.StartsWith('#')));
    }

    [Theory]
    [InlineData("security: []", "operation op security: none")]
    [InlineData("security: [{a: [], b: []}, {c: []}]", "operation op security: a and b or c")]
    public void Of_Security_IsThatOfTheOperation(string operation, string fact) =>
        Assert.Contains(fact, Facts.Of(Contracts.With(operation: operation)));

    [Fact]
    public void Of_OperationWithoutId_IsCalledByItsEndpoint() =>
        Assert.Contains(
            "operation GET /things: GET /things",
            Facts.Of(Contracts.With().Replace("operationId: op", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("", "The document is not an OpenAPI 3.0 or 3.1 document")]
    [InlineData("text", "The document is not an OpenAPI 3.0 or 3.1 document")]
    [InlineData("[]", "The document is not an OpenAPI 3.0 or 3.1 document")]
    [InlineData("{\"swagger\": \"2.0\"}", "The document is not an OpenAPI 3.0 or 3.1 document")]
    [InlineData("openapi: 3.2.0", "The document is not an OpenAPI 3.0 or 3.1 document")]
    [InlineData("openapi: 4.0.0", "The document is not an OpenAPI 3.0 or 3.1 document")]
    [InlineData("{\"openapi\": \"3.0.0\",", "The document is neither JSON nor YAML: ")]
    [InlineData("{\"openapi\": \"3.0.0\", \"openapi\": \"3.1.0\"}", "The document is neither JSON nor YAML: ")]
    [InlineData("openapi: [", "The document is neither JSON nor YAML: ")]
    [InlineData("openapi: 3.1.0\npaths: {/a: {$ref: '#/components/pathItems/A'}}", "The document refers to '#/components/pathItems/A', which it does not contain.")]
    [InlineData("openapi: 3.1.0\npaths: {/a: {$ref: 'other.yaml'}}", "The document refers to 'other.yaml', which it does not contain.")]
    [InlineData("openapi: 3.1.0\npaths: {/a: {$ref: '#/paths/~1a'}}", "The document has a circle of references: {\"$ref\":\"#/paths/~1a\"}")]
    public void Of_UnusableDocument_SaysWhy(string document, string problem) =>
        Assert.StartsWith(
            problem,
            Assert.Single(Assert.Throws<GenerationException>(() => Facts.Of(document)).Problems),
            StringComparison.Ordinal);
}
