using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace StackOne.Ats.Generator.Reading;

/// <summary>A schema with its wrappers removed. It hides the different notations for nullable schemas in OpenAPI 3.0 and 3.1.</summary>
/// <param name="Schema">The innermost schema.</param>
/// <param name="Reference">The name of the component if the schema is a reference.</param>
internal sealed record SchemaView(IOpenApiSchema Schema, string? Reference, bool Nullable, string? Description, string? Example)
{
    /// <summary>The target of a reference; null if the contract does not contain it.</summary>
    public SchemaView? Target => Schema is OpenApiSchemaReference { Target: { } target } ? Of(target) : null;

    public static SchemaView Of(IOpenApiSchema schema)
    {
        // A 3.1 document may still contain nullable from 3.0, which the reader reports as an unrecognized keyword.
        bool nullable = (schema.Type ?? 0).HasFlag(JsonSchemaType.Null)
            || (schema.UnrecognizedKeywords is { } unknown
                && unknown.TryGetValue("nullable", out JsonNode? value)
                && value?.ToString() == "true");
        if (schema is OpenApiSchemaReference reference)
        {
            return new(schema, reference.Reference.Id, nullable, schema.Description, ExampleOf(schema));
        }

        // Members beside the only part would be lost.
        if (schema.Properties is null or { Count: 0 } && Alternatives(schema) is [var only])
        {
            SchemaView inner = Of(only);
            nullable |= inner.Nullable || HasNullAlternative(schema);
            return inner with
            {
                Nullable = nullable,
                Description = schema.Description ?? inner.Description,
                Example = ExampleOf(schema) ?? inner.Example,
            };
        }

        return new(schema, null, nullable || HasNullAlternative(schema), schema.Description, ExampleOf(schema));
    }

    /// <summary>The parts of a schema that is composed with oneOf, anyOf or allOf, without a bare "null".</summary>
    public static IReadOnlyList<IOpenApiSchema> Alternatives(IOpenApiSchema schema) =>
        [.. Parts(schema).Where(part => part.Type != JsonSchemaType.Null)];

    private static bool HasNullAlternative(IOpenApiSchema schema) => Parts(schema).Any(part => part.Type == JsonSchemaType.Null);

    private static IEnumerable<IOpenApiSchema> Parts(IOpenApiSchema schema) =>
        (schema.OneOf ?? []).Concat(schema.AnyOf ?? []).Concat(schema.AllOf ?? []);

    private static string? ExampleOf(IOpenApiSchema schema)
    {
#pragma warning disable CS0618 // 3.1 uses "examples", but the vendor's contract still uses "example" from 3.0.
        JsonNode? example = schema.Examples?.FirstOrDefault() ?? schema.Example;
#pragma warning restore CS0618
        return example switch
        {
            null => null,
            JsonValue value when value.TryGetValue(out string? text) => text,
            _ => example.ToJsonString(Literals.Json),
        };
    }
}
