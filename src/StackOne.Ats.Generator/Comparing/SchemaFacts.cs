using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using static StackOne.Ats.Generator.Comparing.ApiDocument;

namespace StackOne.Ats.Generator.Comparing;

/// <summary>The facts of a schema: its type, and the facts of its members, its items and the values of its enumeration.</summary>
internal static class SchemaFacts
{
    private const string Components = "#/components/schemas/";

    private static readonly string[] Compositions = ["allOf", "anyOf", "oneOf"];

    /// <summary>The JSON types that together are any value but null.</summary>
    private static readonly string[] AnyType = ["array", "boolean", "number", "object", "string"];

    /// <param name="place">What the schema is the type of.</param>
    /// <param name="flags">What else is known of the place, such as that it is required.</param>
    public static IEnumerable<string> Of(string place, JsonNode? schema, string flags = "")
    {
        string deprecated = IsTrue(Get(schema, "deprecated")) ? " deprecated" : "";
        return Inside(place, schema).Prepend($"{place}: {Type(schema)}{flags}{deprecated}");
    }

    /// <summary>The facts inside a schema that is written in place. A schema in the components has facts of its own.</summary>
    private static IEnumerable<string> Inside(string place, JsonNode? schema)
    {
        if (Get(schema, "$ref") is not null)
        {
            return [];
        }

        string?[] required = [.. Items(Get(schema, "required")).Select(Text)];
        return
        [
            .. Members(Get(schema, "properties")).SelectMany(member =>
                Of($"{place}.{member.Key}", member.Value, required.Contains(member.Key) ? " required" : "")),
            .. Get(schema, "items") is { } items ? Inside($"{place}[]", items) : [],
            .. Get(schema, "additionalProperties") is { } values ? Inside($"{place}{{}}", values) : [],
            .. Values(schema).Select(value => $"{place} = {Json(value)}"),
            .. Compositions.SelectMany(composition => Items(Get(schema, composition))).SelectMany(part => Inside(place, part)),
        ];
    }

    private static string Type(JsonNode? schema) => TypeButNull(schema) + (IsNullable(schema) ? "?" : "");

    private static string TypeButNull(JsonNode? schema)
    {
        if (Text(Get(schema, "$ref")) is { } reference)
        {
            return reference.StartsWith(Components, StringComparison.Ordinal) ? reference[Components.Length..] : reference;
        }

        if (Compositions.FirstOrDefault(composition => Get(schema, composition) is JsonArray) is { } kind)
        {
            string[] parts = [.. Items(Get(schema, kind)).Where(part => Types(part) is not ["null"]).Select(TypeButNull).Distinct()];
            return kind == "allOf" ? string.Join(" and ", parts.Order(StringComparer.Ordinal)) : Union(parts);
        }

        string[] types = [.. Types(schema).Except(["null"])];
        if (Values(schema).Any())
        {
            string openness = Text(Get(schema, "x-speakeasy-unknown-values")) == "allow" ? "open" : "closed";
            return types is [] or ["string"] ? $"{openness} enum" : $"{openness} enum of {Union(types)}";
        }

        return types switch
        {
            [] => Get(schema, "properties") is null ? "any" : "object",
            ["array"] => $"[{Type(Get(schema, "items"))}]",
            ["object"] => Object(schema),
            [var type] => (type, Text(Get(schema, "format"))) switch
            {
                ("string", "date-time") => "datetime",
                (_, { } format) => $"{type}:{format}",
                _ => type,
            },
            _ => Union(types),
        };
    }

    /// <summary>Any value can be a list of types or a composition of schemas.</summary>
    private static string Union(string[] types)
    {
        IEnumerable<string> plain = types.Select(type => type switch { "[any]" => "array", "datetime" => "string", "map" => "object", _ => type });
        return AnyType.SequenceEqual(plain.Distinct().Order(StringComparer.Ordinal))
            ? "any"
            : string.Join(" or ", types.Order(StringComparer.Ordinal));
    }

    private static string Object(JsonNode? schema) => Get(schema, "additionalProperties") switch
    {
        _ when Get(schema, "properties") is not null => "object",
        JsonObject { Count: > 0 } values => $"map of {Type(values)}",
        JsonObject => "map",
        var other => IsTrue(other) ? "map" : "object",
    };

    /// <summary>OpenAPI 3.0 has <c>nullable</c>, and 3.1 a type for null. StackOne's 3.1 document has <c>nullable</c>.</summary>
    private static bool IsNullable(JsonNode? schema) =>
        IsTrue(Get(schema, "nullable"))
        || Types(schema).Contains("null")
        || Items(Get(schema, "oneOf")).Concat(Items(Get(schema, "anyOf"))).Any(IsNullable)
        || (Get(schema, "allOf") is JsonArray { Count: > 0 } parts && parts.All(IsNullable));

    private static string[] Types(JsonNode? schema)
    {
        JsonNode? type = Get(schema, "type");
        return [.. Items(type).Prepend(type).Select(Text).OfType<string>()];
    }

    private static IEnumerable<JsonNode?> Values(JsonNode? schema) =>
        schema is JsonObject one && one.TryGetPropertyValue("const", out JsonNode? value) ? [value] : Items(Get(schema, "enum"));

    /// <summary>The YAML reader represents null as a sentinel value.</summary>
    private static string Json(JsonNode? value) => value is null || value.IsJsonNullSentinel() ? "null" : value.ToJsonString(Literals.Json);
}
