using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

/// <summary>HttpClient by hand, as a careful developer writes it: source-generated JSON, no copies but the bodies' arrays.</summary>
internal class Floor : Contender
{
    protected static readonly MediaTypeHeaderValue JsonType = new("application/json");

    internal Floor(HttpMessageHandler handler, Uri address, string name = "floor")
        : base(name)
    {
        Http = new HttpClient(handler);
        Configure(Http, address);
    }

    protected HttpClient Http { get; }

    internal override Task OrderAsync(CancellationToken cancellationToken) => PostAsync(cancellationToken);

    internal override Task ListPageAsync(CancellationToken cancellationToken) => PageAsync(null, cancellationToken);

    /// <summary>Reads a page of the list.</summary>
    internal virtual async Task<CandidatePage> PageAsync(string? cursor, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, PathOf(cursor));
        request.Headers.TryAddWithoutValidation("x-account-id", Payloads.Account);
        using HttpResponseMessage response = await Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, Json.Default.CandidatePage, cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose() => Http.Dispose();

    /// <summary>The headers that all calls have. Text that is not parsed costs least.</summary>
    internal static void Configure(HttpClient http, Uri address)
    {
        http.BaseAddress = address;
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(Payloads.Key + ":")));
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Payloads.UserAgent);
    }

    protected static string PathOf(string? cursor) =>
        $"{Payloads.CandidatesPath}?page_size={Payloads.PageSize}{(cursor is null ? null : "&next=" + cursor)}";

    protected virtual async Task<AssessmentOrderResult> PostAsync(CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = NewOrder();
        using HttpResponseMessage response = await Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, Json.Default.AssessmentOrderResult, cancellationToken).ConfigureAwait(false);
    }

    protected static HttpRequestMessage NewOrder()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Payloads.OrderPath);
        request.Headers.TryAddWithoutValidation("x-account-id", Payloads.Account);
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(Payloads.Order, Json.Default.AssessmentOrderRequest));
        request.Content.Headers.ContentType = JsonType;
        return request;
    }

    protected static async ValueTask<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        response.EnsureSuccessStatusCode();
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize(body, type)!;
    }
}

/// <summary>The floor with a loop that retries a 429.</summary>
internal sealed class RetryingFloor(HttpMessageHandler handler, Uri address) : Floor(handler, address, "floor with a loop")
{
    protected override async Task<AssessmentOrderResult> PostAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            using HttpRequestMessage request = NewOrder();
            using HttpResponseMessage response = await Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || attempt == 3)
            {
                return await ReadAsync(response, Json.Default.AssessmentOrderResult, cancellationToken).ConfigureAwait(false);
            }

            // The server of the benchmark asks for no delay.
        }
    }
}
