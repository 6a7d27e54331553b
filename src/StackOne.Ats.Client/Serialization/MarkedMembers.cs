using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Names of additional members with a mark in front, so that they differ from the names of the model's own members.</summary>
/// <remarks>A name that has the mark already gets another, so that no name is lost.</remarks>
internal static class MarkedMembers
{
    private const char Sign = '\u0001';

    internal static bool IsMarked(string name) => name.StartsWith(Sign);

    internal static string Mark(string name) => Sign + name;

    /// <summary>Changes the metadata of a model so that the marks are removed from what was read.</summary>
    internal static void Unmark(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property is { IsExtensionData: true, Get: { } get })
            {
                type.OnDeserialized += model => Unmark((IDictionary<string, JsonElement>?)get(model));
            }
        }
    }

    private static void Unmark(IDictionary<string, JsonElement>? members)
    {
        if (members is null)
        {
            return;
        }

        KeyValuePair<string, JsonElement>[] marked = [.. members.Where(member => IsMarked(member.Key))];
        foreach ((string name, _) in marked)
        {
            members.Remove(name);
        }

        foreach ((string name, JsonElement value) in marked)
        {
            members[name[1..]] = value;
        }
    }
}
