using System.Text.Json.Nodes;
using Microsoft.OpenApi.YamlReader;
using SharpYaml.Serialization;
using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Comparing;

/// <summary>An OpenAPI 3.0 or 3.1 document as it is written, and how to read its JSON.</summary>
/// <remarks>
/// This is not the document model of Microsoft.OpenApi: what that drops or adds, such as <c>nullable</c> beside <c>allOf</c>, would be a
/// difference between two documents that say the same, or hide one.
/// </remarks>
internal sealed class ApiDocument
{
    /// <summary>References nest this deep only if they form a circle.</summary>
    private const int MaxReferences = 100;

    private const int MaxDepth = 1000;

    private ApiDocument(JsonObject root) => Root = root;

    public JsonObject Root { get; }

    /// <param name="text">JSON or YAML.</param>
    /// <exception cref="GenerationException">The text is not an OpenAPI 3.0 or 3.1 document.</exception>
    public static ApiDocument Parse(string text)
    {
        JsonNode? root;
        try
        {
            root = text.AsSpan().TrimStart() is ['{', ..] ? ParseJson(text) : ParseYaml(text);
        }
        catch (Exception exception)
        {
            // The YAML parser does not document its exceptions.
            throw new GenerationException($"The document is neither JSON nor YAML: {exception.Message.ReplaceLineEndings(" ")}");
        }

        return root is JsonObject document && Text(document["openapi"]) is ['3', '.', '0' or '1', ..]
            ? new ApiDocument(document)
            : throw new GenerationException("The document is not an OpenAPI 3.0 or 3.1 document: 'openapi' is missing or has another version.");
    }

    /// <summary>An object that may be a reference. Empty if it is neither.</summary>
    /// <exception cref="GenerationException">A reference leads nowhere.</exception>
    public JsonObject Resolve(JsonNode? node)
    {
        for (int i = 0; i < MaxReferences; i++)
        {
            if (Text(Get(node, "$ref")) is not { } reference)
            {
                return node as JsonObject ?? [];
            }

            node = Find(reference) ?? throw new GenerationException($"The document refers to '{reference}', which it does not contain.");
        }

        throw new GenerationException($"The document has a circle of references: {node!.ToJsonString()}");
    }

    /// <summary>A member of an object; null if there is none, or if the node is not an object.</summary>
    public static JsonNode? Get(JsonNode? node, string member) => (node as JsonObject)?[member];

    /// <summary>The members of an object; none if the node is not an object.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode? node) => node as JsonObject ?? [];

    /// <summary>The items of an array; none if the node is not an array.</summary>
    public static IEnumerable<JsonNode?> Items(JsonNode? node) => node as JsonArray ?? [];

    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool isTrue) && isTrue;

    private static JsonNode? ParseJson(string text) =>
        JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth });

    private static JsonNode? ParseYaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.FirstOrDefault()?.ToJsonNode();
    }

    private JsonNode? Find(string reference) => reference.StartsWith("#/", StringComparison.Ordinal)
        ? reference[2..].Split('/').Aggregate((JsonNode?)Root, (node, token) => Get(node, Unescape(token)))
        : null;

    private static string Unescape(string token) => Uri.UnescapeDataString(token)
        .Replace("~1", "/", StringComparison.Ordinal)
        .Replace("~0", "~", StringComparison.Ordinal);
}
