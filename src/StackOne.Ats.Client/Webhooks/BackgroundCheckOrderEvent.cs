using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Models;

/// <summary>
/// Someone has ordered a background check in the applicant tracking system: <c>background_check_order.created</c>, also spelled
/// <c>background_check.created</c> or <c>ats_background_checks.created</c>.
/// </summary>
/// <remarks>
/// The event is the only copy of the order, which cannot be read from StackOne: store it before you answer. Send the result with
/// <see cref="BackgroundChecksClient.UpdateResultAsync"/>, with the id of the order and for the account of the event. A later event about the
/// same order, such as a deletion, is a <see cref="RecordEvent"/>.
/// </remarks>
[DebuggerDisplay("BackgroundCheckOrderEvent {Name}")]
public sealed record BackgroundCheckOrderEvent : StackOneEvent
{
    /// <summary>The order: <c>event_data</c>. Null if StackOne sent none, or what it sent is not an object.</summary>
    /// <remarks>
    /// StackOne does not document its shape, which is read as that of the request that places an order. Whatever does not fit it is in
    /// <c>AdditionalProperties</c>: of the order for its members, of the event if the order as a whole does not.
    /// </remarks>
    [JsonPropertyName("event_data")]
    public BackgroundCheckOrderRequest? Order { get; init; }

    /// <summary>The provider's own id of the order.</summary>
    [JsonPropertyName("record_remote_id")]
    public string? RecordRemoteId { get; init; }

    /// <summary>The provider's notification itself, as any JSON value. It may contain personal data.</summary>
    [JsonPropertyName("raw_event")]
    public JsonElement? RawEvent { get; init; }

    /// <summary>Compares all values. Lists, maps and JSON values are equal if their content is.</summary>
    public bool Equals(BackgroundCheckOrderEvent? other) =>
        base.Equals(other)
        && Order == other.Order
        && RecordRemoteId == other.RecordRemoteId
        && ModelEquality.Equal(RawEvent, other.RawEvent);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Order, RecordRemoteId);
}
