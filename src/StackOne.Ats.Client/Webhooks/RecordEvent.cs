using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Models;

/// <summary>
/// A record was created, changed or deleted, such as a candidate or an application. Read it again with <see cref="StackOneEvent.AccountId"/> and
/// <see cref="StackOneEvent.RecordId"/>.
/// </summary>
/// <remarks>
/// Its own members have values only if the provider itself notified StackOne. StackOne finds other changes by comparing the records from time to
/// time, hourly unless it is set otherwise, and knows no more than that the record has changed.
/// </remarks>
[DebuggerDisplay("RecordEvent {Name}")]
public sealed record RecordEvent : StackOneEvent
{
    /// <summary>The provider's own id of the record.</summary>
    [JsonPropertyName("record_remote_id")]
    public string? RecordRemoteId { get; init; }

    /// <summary>What StackOne could map of the provider's notification, normally an object. It is seldom the whole record.</summary>
    [JsonPropertyName("event_data")]
    public JsonElement? EventData { get; init; }

    /// <summary>The provider's notification itself, as any JSON value. It may contain personal data.</summary>
    [JsonPropertyName("raw_event")]
    public JsonElement? RawEvent { get; init; }

    /// <summary>Compares all values. Lists, maps and JSON values are equal if their content is.</summary>
    public bool Equals(RecordEvent? other) =>
        base.Equals(other)
        && RecordRemoteId == other.RecordRemoteId
        && ModelEquality.Equal(EventData, other.EventData)
        && ModelEquality.Equal(RawEvent, other.RawEvent);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), RecordRemoteId);
}
