using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Models;

/// <summary>A linked account was connected, changed, disconnected or has stopped working: any event whose name begins with <c>account.</c>.</summary>
[DebuggerDisplay("AccountEvent {Name}")]
public sealed record AccountEvent : StackOneEvent
{
    /// <summary>The provider behind the account, such as <c>greenhouse</c>.</summary>
    [JsonPropertyName("provider")]
    public string? Provider { get; init; }

    /// <summary>Your id of the customer that the account belongs to, as it was passed to StackOne when the account was linked.</summary>
    [JsonPropertyName("origin_owner_id")]
    public string? OriginOwnerId { get; init; }

    /// <summary>The name of that customer, as it was passed to StackOne.</summary>
    [JsonPropertyName("origin_owner_name")]
    public string? OriginOwnerName { get; init; }

    /// <summary>The user of the customer who linked the account, as it was passed to StackOne. It may be an email address.</summary>
    [JsonPropertyName("origin_username")]
    public string? OriginUsername { get; init; }

    /// <summary>
    /// What was entered when the account was linked, normally an object. StackOne does not document its content, which may be confidential.
    /// </summary>
    [JsonPropertyName("setup_information")]
    public JsonElement? SetupInformation { get; init; }

    /// <summary>Compares all values. Lists, maps and JSON values are equal if their content is.</summary>
    public bool Equals(AccountEvent? other) =>
        base.Equals(other)
        && Provider == other.Provider
        && OriginOwnerId == other.OriginOwnerId
        && OriginOwnerName == other.OriginOwnerName
        && OriginUsername == other.OriginUsername
        && ModelEquality.Equal(SetupInformation, other.SetupInformation);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Provider, OriginOwnerId);
}
