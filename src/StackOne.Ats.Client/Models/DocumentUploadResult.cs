using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Models;

/// <summary>What an upload that succeeded returns: the id of the document, and what the provider said about it.</summary>
[DebuggerDisplay("DocumentUploadResult {Id,nq}")]
public sealed record DocumentUploadResult
{
    /// <summary>StackOne's id of the document; null if the response has none.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>The provider's own id of the document; null if the response has none.</summary>
    [JsonPropertyName("remote_id")]
    public string? RemoteId { get; init; }

    /// <summary>A text for people. Do not parse it.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; init; }

    /// <summary>The time of the upload, by StackOne's clock.</summary>
    [JsonPropertyName("timestamp")]
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>What StackOne noticed although the upload succeeded.</summary>
    [JsonPropertyName("unified_warnings")]
    public IReadOnlyList<DocumentUploadWarning>? UnifiedWarnings { get; init; }

    /// <summary>
    /// The errors from the provider behind the account, one for each request of StackOne's that failed. The upload succeeded all the same; empty
    /// if there are none.
    /// </summary>
    [JsonPropertyName("provider_errors")]
    public IReadOnlyList<StackOneProviderError> ProviderErrors { get; init; } = [];

    /// <summary>
    /// What this version of the library does not know in the response, and values that do not fit their members. <c>data</c> has those of the
    /// object with the ids.
    /// </summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? AdditionalProperties { get; set; }

    /// <summary>Compares all values but <see cref="ProviderErrors"/>. Lists and JSON values are equal if their content is.</summary>
    public bool Equals(DocumentUploadResult? other) =>
        other is not null
        && Id == other.Id
        && RemoteId == other.RemoteId
        && Message == other.Message
        && Timestamp == other.Timestamp
        && ModelEquality.Equal(UnifiedWarnings, other.UnifiedWarnings)
        && ModelEquality.Equal(AdditionalProperties, other.AdditionalProperties);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Id, RemoteId, Message, Timestamp);

    /// <summary>Returns the name of the type only, because the values may be personal data that must not be logged.</summary>
    public override string ToString() => nameof(DocumentUploadResult);
}
