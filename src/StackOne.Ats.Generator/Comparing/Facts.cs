using System.Text.Json.Nodes;
using static StackOne.Ats.Generator.Comparing.ApiDocument;

namespace StackOne.Ats.Generator.Comparing;

/// <summary>
/// What a document says about an API, one fact a line: operations, parameters, bodies, responses and schemas. Descriptions, examples and the
/// order of things are no facts.
/// </summary>
internal static class Facts
{
    private const string Header =
        """
        # The facts of the contract, one a line. StackOne.Ats.Generator writes this file: change the contract and regenerate.
        #   T?  T or null    [T]  an array of T    map  an object with any members    any  any JSON value

        """;

    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    /// <summary>The facts of a document, JSON or YAML.</summary>
    /// <exception cref="Reading.GenerationException">The text is not an OpenAPI 3.0 or 3.1 document, or a reference leads nowhere.</exception>
    public static SortedSet<string> Of(string text)
    {
        ApiDocument document = Parse(text);
        JsonNode? components = document.Root["components"];
        return new SortedSet<string>(
            [
                .. Items(document.Root["servers"]).Select(server => $"server {Text(Get(server, "url"))}"),
                .. Members(Get(components, "securitySchemes")).Select(scheme =>
                    $"security {scheme.Key}: {Text(Get(scheme.Value, "type"))} {Text(Get(scheme.Value, "scheme"))}".TrimEnd()),
                .. Members(document.Root["paths"]).SelectMany(path => OfPath(path.Key, document.Resolve(path.Value), document)),
                .. Members(Get(components, "schemas")).SelectMany(schema => SchemaFacts.Of($"schema {schema.Key}", schema.Value)),
            ],
            StringComparer.Ordinal);
    }

    /// <summary>The facts as the text of a file.</summary>
    public static string ToText(IEnumerable<string> facts) => Header + string.Concat(facts.Select(fact => fact + "\n"));

    private static IEnumerable<string> OfPath(string path, JsonObject item, ApiDocument document) =>
        Methods.Where(item.ContainsKey).SelectMany(method => OfOperation($"{method.ToUpperInvariant()} {path}", item, item[method], document));

    private static IEnumerable<string> OfOperation(string endpoint, JsonObject item, JsonNode? operation, ApiDocument document)
    {
        string place = $"operation {Text(Get(operation, "operationId")) ?? endpoint}";

        // A parameter of the operation replaces the one of the path that has the same name and location.
        IEnumerable<JsonObject> parameters = Items(Get(operation, "parameters"))
            .Concat(Items(item["parameters"]))
            .Select(document.Resolve)
            .DistinctBy(parameter => (Text(parameter["in"]), Text(parameter["name"])));
        return
        [
            $"{place}: {endpoint}{Deprecated(operation)}",
            $"{place} tags: {string.Join(", ", Items(Get(operation, "tags")).Select(Text))}",
            $"{place} security: {Security(Get(operation, "security") ?? document.Root["security"])}",
            .. parameters.SelectMany(parameter => OfParameter(place, parameter)),
            .. OfBody($"{place} body", document.Resolve(Get(operation, "requestBody"))),
            .. Members(Get(operation, "responses"))
                .SelectMany(response => OfResponse($"{place} {response.Key}", document.Resolve(response.Value), document)),
        ];
    }

    private static IEnumerable<string> OfParameter(string operation, JsonObject parameter)
    {
        string place = $"{operation} {Text(parameter["in"])} {Text(parameter["name"])}";
        string flags = Required(parameter) + Style(parameter) + Deprecated(parameter);
        return parameter["content"] is { } content ? OfContent(place, content, flags) : SchemaFacts.Of(place, parameter["schema"], flags);
    }

    /// <summary>The style of a parameter, unless it is the default of its location.</summary>
    private static string Style(JsonObject parameter)
    {
        string usual = Text(parameter["in"]) is "path" or "header" ? "simple" : "form";
        string style = Text(parameter["style"]) ?? usual;
        bool explode = parameter["explode"] is { } value ? IsTrue(value) : style == "form";
        return (style == usual ? "" : $" {style}") + (explode == (style == "form") ? "" : explode ? " explode" : " no-explode");
    }

    private static IEnumerable<string> OfBody(string place, JsonObject body) => OfContent(place, body["content"], Required(body));

    private static IEnumerable<string> OfResponse(string place, JsonObject response, ApiDocument document)
    {
        IEnumerable<string> content = OfContent(place, response["content"]).DefaultIfEmpty($"{place}: no content");
        return content.Concat(Members(response["headers"]).SelectMany(one =>
        {
            JsonObject header = document.Resolve(one.Value);
            return SchemaFacts.Of($"{place} header {one.Key}", header["schema"], Required(header) + Deprecated(header));
        }));
    }

    private static IEnumerable<string> OfContent(string place, JsonNode? content, string flags = "") =>
        Members(content).SelectMany(media => SchemaFacts.Of($"{place} {media.Key}", Get(media.Value, "schema"), flags));

    private static string Security(JsonNode? requirements) => string.Join(
        " or ",
        Items(requirements).Select(one => string.Join(" and ", Members(one).Select(scheme => scheme.Key))).DefaultIfEmpty("none"));

    private static string Required(JsonNode? node) => IsTrue(Get(node, "required")) ? " required" : "";

    private static string Deprecated(JsonNode? node) => IsTrue(Get(node, "deprecated")) ? " deprecated" : "";
}
