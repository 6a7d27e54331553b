using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Models;

// The contract has an envelope of its own for each kind of write. They say the same, so they are read into one type.

/// <summary>What a write that succeeded returns: the ids of what was written.</summary>
/// <remarks>
/// Whether a write succeeded does not depend on any of it: a write that failed throws. <see cref="StackOneAtsClient.OnResponse"/> has the status.
/// </remarks>
[DebuggerDisplay("WriteResult {Id,nq}")]
public sealed record WriteResult
{
    /// <summary>StackOne's id of what was written; null if the response has none, as for most updates and deletions.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>The provider's own id of what was written; null if the response has none.</summary>
    [JsonPropertyName("remote_id")]
    public string? RemoteId { get; init; }

    /// <summary>A text for people. Do not parse it.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; init; }

    /// <summary>The time of the write, by StackOne's clock.</summary>
    [JsonPropertyName("timestamp")]
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>
    /// What this version of the library does not know in the response, and values that do not fit their members. <c>data</c> has those of the
    /// object with the ids.
    /// </summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? AdditionalProperties { get; set; }

    /// <summary>Compares all values. JSON values are equal if their content is.</summary>
    public bool Equals(WriteResult? other) =>
        other is not null
        && Id == other.Id
        && RemoteId == other.RemoteId
        && Message == other.Message
        && Timestamp == other.Timestamp
        && ModelEquality.Equal(AdditionalProperties, other.AdditionalProperties);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Id, RemoteId, Message, Timestamp);

    /// <summary>Returns the name of the type only, because the values may be personal data that must not be logged.</summary>
    public override string ToString() => nameof(WriteResult);
}
