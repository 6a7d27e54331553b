using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Tests.Support;

/// <summary>Ordinary JSON of a model, made from its metadata: a value for every member, and a member that the contract does not have.</summary>
/// <remarks>Without null items, because JSON that has one is read by the lenient reader even if it has nothing else that is odd.</remarks>
internal static class Samples
{
    internal const string Text = "Ada Lovelace";

    internal static JsonObject Of(JsonTypeInfo type, int depth)
    {
        var json = new JsonObject();
        foreach (JsonPropertyInfo property in MembersOf(type))
        {
            json[property.Name] = Of(property.PropertyType, type, depth);
        }

        json["unknown"] = new JsonObject { ["a"] = new JsonArray(1.5, new JsonObject { ["n"] = null }, "x") };
        return json;
    }

    internal static IEnumerable<JsonPropertyInfo> MembersOf(JsonTypeInfo type) =>
        type.Properties.Where(property => property is { IsExtensionData: false, Get: not null });

    private static JsonNode Of(Type member, JsonTypeInfo owner, int depth)
    {
        member = Nullable.GetUnderlyingType(member) ?? member;
        return member switch
        {
            _ when member == typeof(bool) => true,
            _ when member == typeof(int) => -7,
            _ when member == typeof(long) => 9007199254740993,
            _ when member == typeof(decimal) => 12.50m,
            _ when member == typeof(DateTimeOffset) => "2026-03-01T12:00:00.5+02:00",
            _ when member == typeof(ReadOnlyMemory<byte>) => "AP+A",
            _ when member == typeof(JsonNode) || member == typeof(JsonElement) => new JsonArray(1, "1", new JsonObject { ["n"] = null }),
            _ when member == typeof(JsonObject) => new JsonObject { ["n"] = null },
            _ when member == typeof(string) || member.IsValueType => Text,
            _ when member.IsGenericType => new JsonArray(Of(member.GetGenericArguments()[0], owner, depth)),
            _ => depth > 0 ? Of(owner.Options.GetTypeInfo(member), depth - 1) : new JsonObject(),
        };
    }
}
