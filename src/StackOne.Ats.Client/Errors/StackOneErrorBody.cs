using System.Text.Json;
using System.Text.Json.Serialization;

namespace StackOne.Ats.Client;

// The types of the contract's error bodies (BadRequestResponse and its siblings, UnifiedError, ProviderError) are written by hand, because
// ErrorBodyReader parses them leniently: a missing or malformed member must not hide the others.

/// <summary>The body of an error response. Any member may be missing. Everything that the server sent is preserved.</summary>
/// <remarks>
/// Every string can be read: bytes that are not UTF-8 and escapes of unpaired surrogates are replaced by U+FFFD. A value that is nested deeper
/// than 1,000 levels, and what comes after it, is not read. <see cref="StackOneApiException.RawBody"/> has the text of both.
/// </remarks>
public sealed class StackOneErrorBody
{
    /// <summary>The status in the body, normally the same as that of the response.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The server's error message. It may contain personal data.</summary>
    public string? Message { get; init; }

    /// <summary>The time of the error, by the server's clock.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>StackOne's details of the error.</summary>
    public StackOneErrorData? Data { get; init; }

    /// <summary>The errors from the provider behind the account, one for each failed request that StackOne made to it.</summary>
    public IReadOnlyList<StackOneProviderError> ProviderErrors { get; init; } = [];

    /// <summary>
    /// All other members of the body, by JSON name: members that this version does not know, such as <c>errorCode</c>, and known members of
    /// an unexpected type. The values are unchanged.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> AdditionalProperties { get; init; } = NoProperties;

    internal static IReadOnlyDictionary<string, JsonElement> NoProperties { get; } =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>The values of <c>errorCode</c> for credentials of a linked account that do not work.</summary>
    private static readonly string[] CodesOfCredentials =
        ["AccountInvalidCredentialsError", "AccountExpiredCredentialsError", "AccountAuthenticationFailedError"];

    /// <summary>Whether the error is about the credentials of the linked account, and not about the API key.</summary>
    internal bool IsAboutCredentialsOfAccount => IsAboutCredentials(AdditionalProperties) || IsAboutCredentials(Data?.AdditionalProperties);

    /// <summary>Returns the name of the type only, because the values may be personal data that must not be logged.</summary>
    public override string ToString() => nameof(StackOneErrorBody);

    private static bool IsAboutCredentials(IReadOnlyDictionary<string, JsonElement>? members) =>
        members is not null
        && members.TryGetValue("errorCode", out JsonElement code)
        && code.ValueKind == JsonValueKind.String
        && CodesOfCredentials.Contains(code.GetString(), StringComparer.OrdinalIgnoreCase);
}

/// <summary>StackOne's details of an error: <c>data</c> in the body.</summary>
public sealed class StackOneErrorData
{
    /// <summary>The status to which StackOne mapped the provider's response.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The error message. It may contain personal data.</summary>
    public string? Message { get; init; }

    /// <summary>The headers, as JSON; <see langword="null"/> if there are none.</summary>
    public JsonElement? Headers { get; init; }

    /// <summary>All other members, by JSON name, unchanged.</summary>
    public IReadOnlyDictionary<string, JsonElement> AdditionalProperties { get; init; } = StackOneErrorBody.NoProperties;

    /// <summary>Returns the name of the type only, because the values may be personal data that must not be logged.</summary>
    public override string ToString() => nameof(StackOneErrorData);
}

/// <summary>An error response of the provider behind the account: an entry of <c>provider_errors</c> in the body.</summary>
public sealed class StackOneProviderError
{
    /// <summary>The HTTP status that the provider returned.</summary>
    [JsonPropertyName("status")]
    public int? Status { get; init; }

    /// <summary>The URL that the provider was called at. Its query may contain personal data.</summary>
    [JsonPropertyName("url")]
    public string? Url { get; init; }

    /// <summary>The body that the provider returned, unchanged; any JSON value. It may contain personal data.</summary>
    [JsonPropertyName("raw")]
    public JsonElement? Raw { get; init; }

    /// <summary>The headers that the provider returned, as JSON.</summary>
    [JsonPropertyName("headers")]
    public JsonElement? Headers { get; init; }

    /// <summary>All other members, by JSON name, unchanged.</summary>
    public IReadOnlyDictionary<string, JsonElement> AdditionalProperties { get; init; } = StackOneErrorBody.NoProperties;

    /// <summary>Returns the name of the type only, because the values may be personal data that must not be logged.</summary>
    public override string ToString() => nameof(StackOneProviderError);
}
