using StackOne.Ats.Generator.Comparing;
using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Tests.Comparing;

/// <summary>The facts of a document, whichever version and format it has.</summary>
public class FactsTests
{
    private const string Yaml31 =
        """
        openapi: 3.1.0
        info: {title: Test, version: '1'}
        servers: [{url: 'https://api.example.com'}]
        security: [{basic: []}]
        paths:
          /things/{id}:
            parameters:
              - $ref: '#/components/parameters/Id'
              - {name: raw, in: query, schema: {type: string}}
            get:
              operationId: get_thing
              tags: [Things, Others]
              description: Not a fact.
              parameters:
                - {name: raw, in: query, schema: {type: [boolean, 'null']}}
                - name: filter
                  in: query
                  style: deepObject
                  explode: true
                  schema: {type: [object, 'null'], properties: {status: {type: [string, 'null'], enum: [open, null], deprecated: true}}}
                - {name: page, in: query, deprecated: true, schema: {type: [string, 'null'], format: date-time}}
              responses:
                '200':
                  description: The thing.
                  headers: {Retry-After: {$ref: '#/components/headers/RetryAfter'}}
                  content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
                '404': {$ref: '#/components/responses/NotFound'}
            patch:
              operationId: update_thing
              deprecated: true
              requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
              responses: {'204': {description: Done}}
        components:
          securitySchemes: {basic: {type: http, scheme: basic}}
          parameters: {Id: {name: id, in: path, required: true, schema: {type: string}}}
          headers: {RetryAfter: {schema: {type: string}}}
          responses: {NotFound: {description: None, content: {application/json: {schema: {type: object}}}}}
          schemas:
            Thing:
              type: object
              required: [id]
              properties:
                id: {type: string, examples: [a]}
                other: {oneOf: [{$ref: '#/components/schemas/Thing'}, {type: 'null'}]}
                kind: {type: [string, 'null'], enum: [a, b, null], x-speakeasy-unknown-values: allow}
                tags: {type: [array, 'null'], items: {type: object, properties: {name: {type: string}}}}
                value: {type: [string, number, boolean, object, array, 'null']}
                fields: {type: [object, 'null'], additionalProperties: true, deprecated: true}
        """;

    private const string Json30 =
        """
        {
          "openapi": "3.0.3",
          "info": { "title": "Another", "version": "2" },
          "servers": [{ "url": "https://api.example.com" }],
          "components": {
            "securitySchemes": { "basic": { "type": "http", "scheme": "basic" } },
            "schemas": {
              "Thing": {
                "type": "object",
                "properties": {
                  "fields": { "type": "object", "nullable": true, "additionalProperties": {}, "deprecated": true },
                  "value": {
                    "oneOf": [
                      { "type": "string" }, { "type": "string", "format": "date-time" }, { "type": "number" }, { "type": "boolean" },
                      { "type": "object", "additionalProperties": true }, { "type": "array", "items": {} }
                    ],
                    "nullable": true
                  },
                  "tags": {
                    "type": "array", "nullable": true, "items": { "type": "object", "properties": { "name": { "type": "string", "description": "A" } } }
                  },
                  "kind": { "type": "string", "nullable": true, "enum": ["b", null, "a"], "x-speakeasy-unknown-values": "allow" },
                  "other": { "nullable": true, "allOf": [{ "$ref": "#/components/schemas/Thing" }] },
                  "id": { "type": "string", "example": "b" }
                },
                "required": ["id"]
              }
            }
          },
          "paths": {
            "/things/{id}": {
              "patch": {
                "operationId": "update_thing",
                "deprecated": true,
                "security": [{ "basic": [] }],
                "parameters": [
                  { "name": "id", "in": "path", "required": true, "style": "simple", "schema": { "type": "string" } },
                  { "name": "raw", "in": "query", "required": false, "schema": { "type": "string" } }
                ],
                "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
                "responses": { "204": { "description": "Done" } }
              },
              "get": {
                "operationId": "get_thing",
                "tags": ["Things", "Others"],
                "security": [{ "basic": [] }],
                "parameters": [
                  { "name": "page", "in": "query", "deprecated": true, "schema": { "type": "string", "format": "date-time", "nullable": true } },
                  {
                    "name": "filter", "in": "query", "style": "deepObject", "explode": true,
                    "schema": {
                      "type": "object", "nullable": true,
                      "properties": { "status": { "type": "string", "nullable": true, "enum": ["open", null], "deprecated": true } }
                    }
                  },
                  { "name": "raw", "in": "query", "style": "form", "explode": true, "schema": { "type": "boolean", "nullable": true } },
                  { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }
                ],
                "responses": {
                  "404": { "description": "None", "content": { "application/json": { "schema": { "type": "object" } } } },
                  "200": {
                    "description": "A thing.",
                    "headers": { "Retry-After": { "schema": { "type": "string" } } },
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } }
                  }
                }
              }
            }
          }
        }
        """;

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
    [InlineData(Yaml31)]
    [InlineData(Json30)]
    public void Of_SameApi_AreTheSameInEachVersionAndFormat(string document) => Assert.Equal(Expected, Facts.Of(document));

    [Fact]
    public void ToText_Facts_AreALineEach()
    {
        string[] lines = Facts.ToText(Expected).Split('\n');

        Assert.Equal([.. Expected, ""], lines.SkipWhile(line => line.StartsWith('#')));
    }

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
