using System.Text.Json.Serialization;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Serialization;

/// <summary>The body of a response that wraps what the caller gets.</summary>
internal interface IEnvelope
{
    /// <summary>Whether the data is there. System.Text.Json checks neither the null of a required member nor those in a list.</summary>
    bool IsComplete { get; }
}

/// <summary>One resource.</summary>
internal sealed class ItemBody<T> : IEnvelope
    where T : class
{
    /// <remarks>Not null once the body has been read: <see cref="IEnvelope.IsComplete"/> is checked before anything uses it.</remarks>
    [JsonPropertyName("data")]
    public T Data { get; init; } = null!;

    [JsonPropertyName("raw")]
    public IReadOnlyList<RawResponse>? Raw { get; init; }

    bool IEnvelope.IsComplete => Data is not null;
}

internal static class ItemBody
{
    /// <summary>Takes the resource out of its envelope.</summary>
    /// <param name="reading">The call.</param>
    /// <param name="withRaw">Adds the provider's answers to the resource. Called only if there are any.</param>
    internal static async Task<T> DataAsync<T>(Task<ItemBody<T>> reading, Func<T, IReadOnlyList<RawResponse>, T> withRaw)
        where T : class
    {
        ItemBody<T> body = await reading.ConfigureAwait(false);
        return body.Raw is { } raw ? withRaw(body.Data, raw) : body.Data;
    }
}

/// <summary>A page of a list.</summary>
internal class PageBody<T> : IEnvelope
    where T : class
{
    [JsonPropertyName("data")]
    public IReadOnlyList<T>? Data { get; init; }

    [JsonPropertyName("next")]
    public string? Next { get; init; }

    [JsonPropertyName("raw")]
    public IReadOnlyList<RawResponse>? Raw { get; init; }

    [JsonIgnore]
    public virtual bool IsComplete => Data?.Contains(null!) == false;
}

/// <summary>A page whose data the contract does not require: without data, it has no items.</summary>
internal sealed class OptionalPageBody<T> : PageBody<T>
    where T : class
{
    [JsonIgnore]
    public override bool IsComplete => Data is null || base.IsComplete;
}
