namespace StackOne.Ats.Generator.Tests.Comparing;

/// <summary>One API, described in two versions and formats of OpenAPI.</summary>
internal static class Documents
{
    public const string Yaml31 =
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

    public const string Json30 =
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
}
