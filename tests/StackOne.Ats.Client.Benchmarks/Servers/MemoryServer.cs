using System.Net;

namespace StackOne.Ats.Client.Benchmarks.Servers;

/// <summary>Answers without a socket: what is measured is the client alone.</summary>
/// <param name="refuses">Whether every other order is refused with a 429 that asks for no delay.</param>
/// <param name="page">The page of candidates that it answers with; null for an ordinary one.</param>
internal sealed class MemoryServer(bool refuses, byte[]? page = null) : HttpMessageHandler
{
    private bool _refused;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null)
        {
            return Task.FromResult(Response(request, HttpStatusCode.OK, page ?? Payloads.FirstPage));
        }

        Task sending = request.Content.CopyToAsync(Stream.Null, cancellationToken);
        if (!sending.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("A body in memory is written at once.");
        }

        _refused = refuses && !_refused;
        if (!_refused)
        {
            return Task.FromResult(Response(request, HttpStatusCode.OK, Payloads.OrderAnswer));
        }

        HttpResponseMessage refusal = Response(request, HttpStatusCode.TooManyRequests, [.. "{}"u8]);
        refusal.Headers.TryAddWithoutValidation("Retry-After", "0");
        return Task.FromResult(refusal);
    }

    private static HttpResponseMessage Response(HttpRequestMessage request, HttpStatusCode status, byte[] body)
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(body), RequestMessage = request };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        response.Headers.TryAddWithoutValidation("x-request-id", Payloads.RequestId);
        return response;
    }
}
