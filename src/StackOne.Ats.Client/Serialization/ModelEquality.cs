using System.Text.Json;
using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Serialization;

/// <summary>The equality of what records do not compare by content: lists, maps, JSON and bytes.</summary>
internal static class ModelEquality
{
    internal static bool Equal<T>(IReadOnlyCollection<T>? one, IReadOnlyCollection<T>? other) =>
        ReferenceEquals(one, other) || (one is not null && other is not null && one.Count == other.Count && one.SequenceEqual(other));

    internal static bool Equal(JsonNode? one, JsonNode? other) => JsonNode.DeepEquals(one, other);

    internal static bool Equal(JsonElement? one, JsonElement? other) =>
        one.HasValue == other.HasValue && (one is null || Equal(one.Value, other!.Value));

    internal static bool Equal(ReadOnlyMemory<byte>? one, ReadOnlyMemory<byte>? other) =>
        one.HasValue == other.HasValue && one.GetValueOrDefault().Span.SequenceEqual(other.GetValueOrDefault().Span);

    /// <summary>Additional members. None are the same as an empty dictionary: neither writes anything.</summary>
    internal static bool Equal(IDictionary<string, JsonElement>? one, IDictionary<string, JsonElement>? other)
    {
        int count = one?.Count ?? 0;
        return count == (other?.Count ?? 0)
            && (count == 0 || one!.All(member => other!.TryGetValue(member.Key, out JsonElement value) && Equal(member.Value, value)));
    }

    private static bool Equal(JsonElement one, JsonElement other) => JsonNode.DeepEquals(JsonNodes.Create(one), JsonNodes.Create(other));
}
