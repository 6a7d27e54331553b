using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace StackOne.Ats.Generator.Reading;

/// <summary>Converts descriptions of the contract to sentences for doc comments.</summary>
internal static class Descriptions
{
    public static string Of(string? description, string? example, string wireName)
    {
        string text = string.IsNullOrWhiteSpace(description) ? $"Corresponds to `{wireName}` in the contract." : Sentence(description);
        return string.IsNullOrEmpty(example) ? text : $"{text} Example: `{example}`.";
    }

    public static string Sentence(string text)
    {
        text = text.Trim();
        return text.EndsWith('.') || text.EndsWith('!') || text.EndsWith('?') ? text : text + ".";
    }

    /// <summary>The message of the Obsolete attribute: <c>x-deprecated-message</c> of the contract, if there is one.</summary>
    public static string? Obsolete(bool deprecated, IDictionary<string, IOpenApiExtension>? extensions) =>
        deprecated
            ? Sentence(Text(extensions, "x-deprecated-message")?.Replace("`", "", StringComparison.Ordinal)
                ?? "Deprecated by StackOne and may be removed from the API")
            : null;

    /// <summary>The C# sample in an operation's <c>x-codeSamples</c>.</summary>
    public static string? CodeSample(IDictionary<string, IOpenApiExtension>? extensions) =>
        (Node(extensions, "x-codeSamples") as JsonArray)?
            .OfType<JsonObject>()
            .FirstOrDefault(sample => Text(sample["lang"]) == "csharp") is { } found
                ? Text(found["source"])?.Trim()
                : null;

    /// <summary>The descriptions in an enumeration's <c>x-enum-descriptions</c>, by value.</summary>
    public static IReadOnlyDictionary<string, string> OfValues(IDictionary<string, IOpenApiExtension>? extensions) =>
        (Node(extensions, "x-enum-descriptions") as JsonObject ?? [])
            .Where(entry => Text(entry.Value) is not null)
            .ToDictionary(entry => entry.Key, entry => Sentence(Text(entry.Value)!), StringComparer.Ordinal);

    /// <summary>Whether a string is a list with this separator, by <c>x-separator</c>.</summary>
    public static bool IsSeparated(IDictionary<string, IOpenApiExtension>? extensions) => Text(extensions, "x-separator") == ",";

    private static string? Text(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        Text(Node(extensions, name));

    /// <summary>Ignores a number or a list where a string is expected.</summary>
    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static JsonNode? Node(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        extensions is not null && extensions.TryGetValue(name, out IOpenApiExtension? value) ? (value as JsonNodeExtension)?.Node : null;
}
