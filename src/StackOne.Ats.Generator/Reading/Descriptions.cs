using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace StackOne.Ats.Generator.Reading;

/// <summary>The contract's prose, as sentences for documentation comments.</summary>
internal static class Descriptions
{
    public static string Of(string? description, string? example, string wireName)
    {
        string text = string.IsNullOrWhiteSpace(description) ? $"The contract's `{wireName}`." : Sentence(description);
        return string.IsNullOrEmpty(example) ? text : $"{text} Example: `{example}`.";
    }

    public static string Sentence(string text)
    {
        text = text.Trim();
        return text.EndsWith('.') || text.EndsWith('!') || text.EndsWith('?') ? text : text + ".";
    }

    /// <summary>What to tell users of a deprecated thing: the contract's <c>x-deprecated-message</c>, where it has one.</summary>
    public static string? Obsolete(bool deprecated, IDictionary<string, IOpenApiExtension>? extensions) =>
        deprecated
            ? Sentence(Text(extensions, "x-deprecated-message")?.Replace("`", "", StringComparison.Ordinal)
                ?? "StackOne has deprecated this, and may remove it from its API")
            : null;

    /// <summary>The C# among an operation's <c>x-codeSamples</c>.</summary>
    public static string? CodeSample(IDictionary<string, IOpenApiExtension>? extensions) =>
        (Node(extensions, "x-codeSamples") as JsonArray)?
            .OfType<JsonObject>()
            .FirstOrDefault(sample => Text(sample["lang"]) == "csharp") is { } found
                ? Text(found["source"])?.Trim()
                : null;

    private static string? Text(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        Text(Node(extensions, name));

    /// <summary>A number or a list in the place of a text is none.</summary>
    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static JsonNode? Node(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        extensions is not null && extensions.TryGetValue(name, out IOpenApiExtension? value) ? (value as JsonNodeExtension)?.Node : null;
}
