using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace StackOne.Ats.Generator.Reading;

/// <summary>A schema without its wrappings: the two ways of OpenAPI 3.0 and 3.1 to say "this, or null" look the same here.</summary>
/// <param name="Schema">What the wrappings are around.</param>
/// <param name="Reference">The component's name, where the schema is a reference to one.</param>
internal sealed record SchemaView(IOpenApiSchema Schema, string? Reference, bool Nullable, string? Description, string? Example)
{
    /// <summary>What a reference refers to; null where the contract does not have it.</summary>
    public SchemaView? Target => Schema is OpenApiSchemaReference { Target: { } target } ? Of(target) : null;

    public static SchemaView Of(IOpenApiSchema schema)
    {
        // A document that says 3.1 may still carry 3.0's nullable, which the reader does not know in a 3.1 document.
        bool nullable = (schema.Type ?? 0).HasFlag(JsonSchemaType.Null)
            || (schema.UnrecognizedKeywords is { } unknown
                && unknown.TryGetValue("nullable", out JsonNode? value)
                && value?.ToString() == "true");
        if (schema is OpenApiSchemaReference reference)
        {
            return new(schema, reference.Reference.Id, nullable, schema.Description, ExampleOf(schema));
        }

        if (Alternatives(schema) is [var only])
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

    /// <summary>What a schema without a type of its own is made of, be it a choice or (allOf) a sum; a bare "null" is left out.</summary>
    public static IReadOnlyList<IOpenApiSchema> Alternatives(IOpenApiSchema schema) =>
        [.. Parts(schema).Where(part => part.Type != JsonSchemaType.Null)];

    private static bool HasNullAlternative(IOpenApiSchema schema) => Parts(schema).Any(part => part.Type == JsonSchemaType.Null);

    private static IEnumerable<IOpenApiSchema> Parts(IOpenApiSchema schema) =>
        (schema.OneOf ?? []).Concat(schema.AnyOf ?? []).Concat(schema.AllOf ?? []);

    private static string? ExampleOf(IOpenApiSchema schema)
    {
#pragma warning disable CS0618 // 3.1 has "examples"; the vendor's contract still has 3.0's "example".
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
