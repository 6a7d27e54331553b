using System.Text.Json;
using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Testing.Resources;

/// <summary>A record of a linked account. Immutable, so that accounts share those that they have not changed.</summary>
/// <param name="Number">The position in the collection: ascending, never reused.</param>
/// <param name="Id">The id that StackOne gave it.</param>
/// <param name="ParentId">The record that it belongs to, such as the application of a note; null if there is none.</param>
/// <param name="CreatedAt">When it was created; many schemas have no member for it.</param>
/// <param name="UpdatedAt">When it was last changed; many schemas have no member for it.</param>
/// <param name="Body">The record as a response has it.</param>
internal sealed record Resource(
    int Number,
    string Id,
    string? ParentId,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    JsonElement Body)
{
    /// <summary>The file of a document; empty for any other record.</summary>
    internal byte[] File { get; init; } = [];

    /// <summary>What the event of its creation has as <c>event_data</c>; null for all but orders.</summary>
    internal JsonElement? EventData { get; init; }

    internal string RemoteId => Text("remote_id")!;

    /// <summary>A copy of the body to change or to put into another one.</summary>
    internal JsonObject Members() => Body.ToJsonObject();

    /// <summary>The text at a path of members; null if a member is absent or not a text.</summary>
    internal string? Text(params ReadOnlySpan<string> path)
    {
        JsonElement value = Body;
        foreach (string name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
