using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

/// <summary>HttpClient by hand, as a careful developer writes it: source-generated JSON, no copies but the bodies' arrays.</summary>
internal class Floor : Contender
{
    protected static readonly MediaTypeHeaderValue JsonType = new("application/json");

    internal Floor(HttpMessageHandler handler, Uri address)
    {
        Http = new HttpClient(handler) { BaseAddress = address };
        Http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Payloads.Key + ":")));
        Http.DefaultRequestHeaders.Accept.Add(new("application/json"));
        Http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Floor", "1.0"));
    }

    protected HttpClient Http { get; }

    internal override Task OrderAsync(CancellationToken cancellationToken) => PostAsync(cancellationToken);

    internal override Task ListPageAsync(CancellationToken cancellationToken) => PageAsync(null, cancellationToken);

    /// <summary>Reads a page of the list.</summary>
    internal virtual async Task<CandidatePage> PageAsync(string? cursor, CancellationToken cancellationToken)
    {
        string path = $"{Payloads.CandidatesPath}?page_size={Payloads.PageSize}{(cursor is null ? null : "&next=" + cursor)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("x-account-id", Payloads.Account);
        using HttpResponseMessage response = await Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, Json.Default.CandidatePage, cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose() => Http.Dispose();

    protected virtual async Task<AssessmentOrderResult> PostAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Payloads.OrderPath);
        request.Headers.Add("x-account-id", Payloads.Account);
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(Payloads.Order, Json.Default.AssessmentOrderRequest));
        request.Content.Headers.ContentType = JsonType;
        using HttpResponseMessage response = await Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, Json.Default.AssessmentOrderResult, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        response.EnsureSuccessStatusCode();
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize(body, type)!;
    }
}

/// <summary>The floor with a loop that retries a 429.</summary>
internal sealed class RetryingFloor(HttpMessageHandler handler, Uri address) : Floor(handler, address)
{
    protected override async Task<AssessmentOrderResult> PostAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await base.PostAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException failure) when (failure.StatusCode == HttpStatusCode.TooManyRequests && attempt < 3)
            {
                // The server of the benchmark asks for no delay.
            }
        }
    }
}
