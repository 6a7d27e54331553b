using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Testing.Resources;

internal static class Merging
{
    /// <summary>
    /// Sets the members of a request: absent members keep their values, and a null clears. Objects and lists are replaced, because the members
    /// of the old value, such as a status's <c>source_value</c>, do not fit the new one.
    /// </summary>
    internal static void Apply(JsonObject members, JsonObject request)
    {
        foreach ((string name, JsonNode? value) in request)
        {
            members[name] = value?.DeepClone();
        }
    }

    /// <summary>A copy of a list whose items have ids and remote ids.</summary>
    /// <param name="items">The items.</param>
    /// <param name="prefix">What generated ids begin with.</param>
    internal static JsonArray WithIds(IEnumerable<JsonObject> items, string prefix) => items
        .Select((item, index) =>
        {
            string id = item.Text("id") ?? $"{prefix}-{index + 1}";
            var copy = new JsonObject { ["id"] = id, ["remote_id"] = Collection.RemoteIdOf(id) };
            Apply(copy, item);
            copy["id"] = id;
            return copy;
        })
        .ToJsonArray();
}
