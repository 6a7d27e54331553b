using System.Text.Json;
using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Testing.Resources;

internal static class JsonExtensions
{
    /// <summary>Copies an object. Of a repeated member, the last one counts; <see cref="JsonObject.Create"/> would throw at the first use.</summary>
    internal static JsonObject ToJsonObject(this JsonElement element)
    {
        var copy = new JsonObject();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            copy[member.Name] = member.Value.ToJsonNode();
        }

        return copy;
    }

    /// <summary>The text of a member; null if it is absent or null.</summary>
    internal static string? Text(this JsonObject members, string name) => members[name]?.GetValue<string>();

    /// <summary>The value of an enum such as a status; null if the member or its value is absent or null.</summary>
    internal static string? EnumValue(this JsonObject members, string name) => (members[name] as JsonObject)?.Text("value");

    internal static JsonObject Enum(string value, string? sourceValue = null) =>
        new() { ["value"] = value, ["source_value"] = sourceValue ?? value };

    /// <summary>The objects of a list; empty if the member is absent or null.</summary>
    internal static IEnumerable<JsonObject> Objects(this JsonObject members, string name) =>
        (members[name] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>The texts of a list; empty if the member is absent or null.</summary>
    internal static IEnumerable<string> Texts(this JsonObject members, string name) =>
        (members[name] as JsonArray ?? []).OfType<JsonValue>().Select(value => value.GetValue<string>());

    internal static JsonArray ToJsonArray(this IEnumerable<JsonObject> objects) => new([.. objects.Select(item => item.DeepClone())]);

    internal static JsonArray ToJsonArray(this IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    internal static JsonNode? ToJsonNode(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Object => element.ToJsonObject(),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(ToJsonNode)]),
        JsonValueKind.String => element.GetString(),
        _ => JsonValue.Create(element),
    };
}
