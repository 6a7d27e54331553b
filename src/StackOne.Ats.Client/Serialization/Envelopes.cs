using System.Text.Json;
using System.Text.Json.Serialization;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Serialization;

/// <summary>The body of a response that wraps what the caller gets.</summary>
internal abstract class Envelope
{
    /// <summary>What the contract does not have beside the data, and what did not fit its member.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? AdditionalProperties { get; set; }

    /// <summary>The JSON paths of the values that did not fit their members.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> UnexpectedValues { get; set; } = [];

    /// <summary>Whether the data is there, or may be missing.</summary>
    [JsonIgnore]
    public abstract bool HasData { get; }
}

/// <summary>One resource.</summary>
internal sealed class ItemBody<T> : Envelope
    where T : class, new()
{
    [JsonPropertyName("raw")]
    public IReadOnlyList<RawResponse>? Raw { get; init; }

    [JsonPropertyName("data")]
    public T? Data { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override bool HasData => Data is not null;
}

internal static class ItemBody
{
    /// <summary>Takes the resource out of its envelope. One that could not be read is empty.</summary>
    /// <param name="reading">The call.</param>
    /// <param name="withRaw">Adds the provider's answers to the resource. Called only if there are any.</param>
    internal static async Task<T> DataAsync<T>(Task<ItemBody<T>> reading, Func<T, IReadOnlyList<RawResponse>, T> withRaw)
        where T : class, new()
    {
        ItemBody<T> body = await reading.ConfigureAwait(false);
        T data = body.Data ?? new T();
        return body.Raw is { } raw ? withRaw(data, raw) : data;
    }
}

/// <summary>A page of a list.</summary>
internal class PageBody<T> : Envelope
    where T : class
{
    internal const string NextName = "next";

    internal const string DataName = "data";

    [JsonPropertyName("raw")]
    public IReadOnlyList<RawResponse>? Raw { get; init; }

    [JsonPropertyName(DataName)]
    public IReadOnlyList<T>? Data { get; init; }

    [JsonPropertyName(NextName)]
    public string? Next { get; init; }

    /// <summary>Deprecated, and not used. The cursor has replaced it.</summary>
    [JsonPropertyName("next_page")]
    public JsonElement? NextPage { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override bool HasData => Data is not null;

    /// <summary>Whether there is a cursor that cannot be sent, because it is not text.</summary>
    [JsonIgnore]
    public bool HasUnreadableNext => AdditionalProperties?.ContainsKey(NextName) == true;
}

/// <summary>A page whose data the contract does not require: without data, it has no items.</summary>
internal sealed class OptionalPageBody<T> : PageBody<T>
    where T : class
{
    /// <inheritdoc />
    [JsonIgnore]
    public override bool HasData => true;
}

/// <summary>A page of a list whose pages have numbers. The body can be the list itself: see <see cref="BareList"/>.</summary>
internal sealed class NumberedPageBody<T> : PageBody<T>, IBareList
    where T : class;
