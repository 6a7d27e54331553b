using System.Text.Json;

namespace StackOne.Ats.Client;

// The contract's error bodies (BadRequestResponse and its siblings, UnifiedError, ProviderError) are written by hand, since they are read
// leniently by ErrorBodyReader: a member that is missing or of the wrong type is no reason to lose the others.

/// <summary>The body of an error response. Every member may be missing; nothing that arrived is lost.</summary>
/// <remarks>
/// Every string can be read: bytes that are not UTF-8 and escapes of half a surrogate pair are U+FFFD. A value that is nested deeper than
/// 1,000 levels is null. <see cref="StackOneApiException.RawBody"/> has the text of both.
/// </remarks>
public sealed class StackOneError
{
    /// <summary>The status as the body states it, normally the response's own.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The server's explanation. It may hold personal data.</summary>
    public string? Message { get; init; }

    /// <summary>When the error occurred, by the server's clock.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>More about the error as StackOne sees it.</summary>
    public StackOneErrorData? Data { get; init; }

    /// <summary>What the provider behind the account answered, one entry for each request that StackOne made to it.</summary>
    public IReadOnlyList<StackOneProviderError> ProviderErrors { get; init; } = [];

    /// <summary>
    /// Every other member of the body, by its name on the wire: those that this version does not know (such as <c>errorCode</c>) and
    /// known ones of an unexpected type, as they came.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> AdditionalProperties { get; init; } = NoProperties;

    internal static IReadOnlyDictionary<string, JsonElement> NoProperties { get; } =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>The type's name alone: what it holds may be personal data, and does not belong in a log.</summary>
    public override string ToString() => nameof(StackOneError);
}

/// <summary>StackOne's own details of an error: <c>data</c> in the body.</summary>
public sealed class StackOneErrorData
{
    /// <summary>The status that the provider's answer was turned into.</summary>
    public int? StatusCode { get; init; }

    /// <summary>An explanation. It may hold personal data.</summary>
    public string? Message { get; init; }

    /// <summary>The headers that go with it, as JSON; null where there are none.</summary>
    public JsonElement? Headers { get; init; }

    /// <summary>Every other member, by its name on the wire, as it came.</summary>
    public IReadOnlyDictionary<string, JsonElement> AdditionalProperties { get; init; } = StackOneError.NoProperties;

    /// <summary>The type's name alone: what it holds may be personal data, and does not belong in a log.</summary>
    public override string ToString() => nameof(StackOneErrorData);
}

/// <summary>One error answer of the provider behind the account: an entry of <c>provider_errors</c> in the body.</summary>
public sealed class StackOneProviderError
{
    /// <summary>The HTTP status that the provider gave.</summary>
    public int? Status { get; init; }

    /// <summary>The provider's address that gave it. Its query may hold personal data.</summary>
    public string? Url { get; init; }

    /// <summary>The provider's body as it came, of any JSON kind. It may hold personal data.</summary>
    public JsonElement? Raw { get; init; }

    /// <summary>The provider's headers, as JSON.</summary>
    public JsonElement? Headers { get; init; }

    /// <summary>Every other member, by its name on the wire, as it came.</summary>
    public IReadOnlyDictionary<string, JsonElement> AdditionalProperties { get; init; } = StackOneError.NoProperties;

    /// <summary>The type's name alone: what it holds may be personal data, and does not belong in a log.</summary>
    public override string ToString() => nameof(StackOneProviderError);
}
