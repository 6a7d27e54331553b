using System.Text.Json;
using System.Text.Json.Serialization;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>The result of a write.</summary>
internal class WriteBody : Envelope
{
    /// <summary>The status of the response, once more.</summary>
    [JsonPropertyName("statusCode")]
    public int? StatusCode { get; init; }

    [JsonPropertyName("message")]
    public string? Message { get; init; }

    [JsonPropertyName("timestamp")]
    public DateTimeOffset? Timestamp { get; init; }

    [JsonPropertyName("data")]
    public WrittenIds? Data { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override bool HasData => true;

    internal static async Task<WriteResult> ResultAsync(Task<WriteBody> reading)
    {
        WriteBody body = await reading.ConfigureAwait(false);
        return new()
        {
            Id = body.Data?.Id,
            RemoteId = body.Data?.RemoteId,
            Message = body.Message,
            Timestamp = body.Timestamp,
            AdditionalProperties = body.Rest(),
        };
    }

    /// <summary>The additional members of the body, and of the object with the ids.</summary>
    protected Dictionary<string, JsonElement>? Rest()
    {
        if (Data?.AdditionalProperties is not { Count: > 0 } rest)
        {
            return AdditionalProperties;
        }

        var all = new Dictionary<string, JsonElement>(AdditionalProperties ?? []);
        all["data"] = JsonSerializer.SerializeToElement(rest, AnyOperation.Json.Options.GetTypeInfo(typeof(Dictionary<string, JsonElement>)));
        return all;
    }
}

/// <summary>The ids of what was written.</summary>
internal sealed class WrittenIds
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("remote_id")]
    public string? RemoteId { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? AdditionalProperties { get; set; }
}

/// <summary>The result of an upload.</summary>
internal sealed class DocumentUploadBody : WriteBody
{
    [JsonPropertyName("unified_warnings")]
    public IReadOnlyList<DocumentUploadWarning>? UnifiedWarnings { get; init; }

    [JsonPropertyName("provider_errors")]
    public IReadOnlyList<ProviderErrorBody>? ProviderErrors { get; init; }

    internal static async Task<DocumentUploadResult> ResultAsync(Task<DocumentUploadBody> reading)
    {
        DocumentUploadBody body = await reading.ConfigureAwait(false);
        return new()
        {
            Id = body.Data?.Id,
            RemoteId = body.Data?.RemoteId,
            Message = body.Message,
            Timestamp = body.Timestamp,
            UnifiedWarnings = body.UnifiedWarnings,
            ProviderErrors = [.. (body.ProviderErrors ?? []).Select(error => error.ToError())],
            AdditionalProperties = body.Rest(),
        };
    }
}

/// <summary>A provider's error in the result of an upload. Those in an error body are read by <see cref="ErrorBodyReader"/>.</summary>
internal sealed class ProviderErrorBody
{
    [JsonPropertyName("status")]
    public int? Status { get; init; }

    [JsonPropertyName("url")]
    public string? Url { get; init; }

    [JsonPropertyName("raw")]
    public JsonElement? Raw { get; init; }

    [JsonPropertyName("headers")]
    public JsonElement? Headers { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? AdditionalProperties { get; set; }

    internal StackOneProviderError ToError() => new()
    {
        Status = Status,
        Url = Url,
        Raw = Raw,
        Headers = Headers,
        AdditionalProperties = AdditionalProperties ?? StackOneErrorBody.NoProperties,
    };
}
