using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Client.Webhooks;

namespace StackOne.Ats.Client.Models;

/// <summary>
/// An event that StackOne sends to a webhook. It is an <see cref="AccountEvent"/>, a <see cref="RecordEvent"/>, an
/// <see cref="AssessmentOrderEvent"/> or a <see cref="BackgroundCheckOrderEvent"/>; one that is none of these is of this type itself, such as
/// one of another API of StackOne's (<c>hris_employees.created</c>) or one that is newer than this version.
/// </summary>
/// <remarks>
/// <para>
/// An event says which record has changed, not what has: read the record with <see cref="AccountId"/> and <see cref="RecordId"/>. Only an order
/// carries its data, because it cannot be read.
/// </para>
/// <para>
/// Expect an event more than once, late, and out of order: compare <see cref="DeduplicationKey"/>, and never take an older
/// <see cref="EventDate"/> for the latest state. Any member can be null.
/// </para>
/// </remarks>
[DebuggerDisplay("StackOneEvent {Name}")]
public record StackOneEvent
{
    /// <summary>What has happened, such as <see cref="EventNameValue.AtsAssessmentsCreated"/>. It decides the type of the event.</summary>
    [JsonPropertyName("event")]
    public EventNameValue? Name { get; init; }

    /// <summary>The StackOne project of the linked account.</summary>
    [JsonPropertyName("project_id")]
    public string? ProjectId { get; init; }

    /// <summary>The linked account that the event is from: pass it to <see cref="StackOneAtsClient.ForAccount"/>.</summary>
    [JsonPropertyName("account_id")]
    public string? AccountId { get; init; }

    /// <summary>
    /// StackOne's id of the record that has changed, as text also where StackOne sends a number. For an account event, the account's.
    /// </summary>
    [JsonPropertyName("record_id")]
    public string? RecordId { get; init; }

    /// <summary>The kind of the record. StackOne spells it in several ways: use <see cref="Name"/> to decide what to do.</summary>
    [JsonPropertyName("record_type")]
    public string? RecordType { get; init; }

    /// <summary>When it happened, or when StackOne noticed it, by StackOne's clock.</summary>
    [JsonPropertyName("event_date")]
    public DateTimeOffset? EventDate { get; init; }

    /// <summary>When StackOne sent the event, by its clock. Another delivery of the same event may have another time.</summary>
    [JsonPropertyName("sent_at")]
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>
    /// Members of the JSON object that this version of the library does not know, and values that do not fit their members, which are null
    /// then.
    /// </summary>
    /// <remarks>A copy made by <c>with</c> shares the dictionary.</remarks>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? AdditionalProperties { get; set; }

    /// <summary>
    /// A text that is the same for each delivery of an event and differs between events: a key for the table in which you look whether you have
    /// the event already.
    /// </summary>
    /// <value>
    /// The account, the name, the record and the date in UTC, each escaped as in a URL, with slashes between. StackOne sends no id of an event,
    /// and does not document what is the same in each delivery; this is this library's reading. An event that lacks one of the four has a hash of
    /// all its content instead, so that no two different events have the same key.
    /// </value>
    /// <remarks>It contains ids, and nothing else of a person.</remarks>
    [JsonIgnore]
    public string DeduplicationKey =>
        AccountId is { Length: > 0 } account && Name?.Value is { Length: > 0 } name && RecordId is { Length: > 0 } record && EventDate is { } date
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Uri.EscapeDataString(account)}/{Uri.EscapeDataString(name)}/{Uri.EscapeDataString(record)}/{date.UtcDateTime:O}")
            : $"sha256:{ContentHash.Compute(EventReader.Write(this))}";

    /// <summary>Reads an event from JSON without a signature: one that was verified before and stored, or one for a test.</summary>
    /// <param name="json">The body of a webhook, or what <see cref="ToJson"/> has returned.</param>
    /// <returns>The event, of the same types as <see cref="StackOneWebhookReader.Read"/> returns.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="StackOneWebhookException">The JSON is not an object.</exception>
    public static StackOneEvent Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <inheritdoc cref="Parse(string)" />
    /// <param name="utf8Json">The body of a webhook, or what <see cref="ToJson"/> has returned, as UTF-8.</param>
    public static StackOneEvent Parse(ReadOnlySpan<byte> utf8Json) => EventReader.Read(utf8Json);

    /// <summary>
    /// Writes the event as JSON, to store it: what was read, and in <see cref="AdditionalProperties"/> what was not. It is not byte for byte what
    /// arrived, so that the signature does not match it. <see cref="Parse(string)"/> reads it.
    /// </summary>
    public string ToJson() => Encoding.UTF8.GetString(EventReader.Write(this));

    /// <summary>Compares all values. Lists, maps and JSON values are equal if their content is.</summary>
    public virtual bool Equals(StackOneEvent? other) =>
        other is not null
        && EqualityContract == other.EqualityContract
        && Name == other.Name
        && ProjectId == other.ProjectId
        && AccountId == other.AccountId
        && RecordId == other.RecordId
        && RecordType == other.RecordType
        && EventDate == other.EventDate
        && SentAt == other.SentAt
        && ModelEquality.Equal(AdditionalProperties, other.AdditionalProperties);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, AccountId, RecordId, EventDate, SentAt);

    /// <summary>Returns the name of the type only, because the values may be personal data that must not be logged.</summary>
    public sealed override string ToString() => GetType().Name;
}
