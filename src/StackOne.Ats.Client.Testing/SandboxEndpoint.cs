using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using WireMock;
using WireMock.ResponseProviders;
using WireMock.Settings;

namespace StackOne.Ats.Client.Testing;

/// <summary>Handles each request that no user-defined mapping matches: routes it, authenticates it and applies the script.</summary>
internal sealed class SandboxEndpoint(
    string apiKey,
    ConcurrentQueue<SandboxAnswer> script,
    OrderService service,
    CancellationToken stopping) : IResponseProvider
{
    private const string OrdersPath = "/unified/ats/assessments/orders";

    private readonly string _credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(apiKey + ":"));
    private int _requestCount;

    internal int RequestCount => Volatile.Read(ref _requestCount);

    public async Task<(IResponseMessage Message, IMapping? Mapping)> ProvideResponseAsync(
        IMapping mapping,
        HttpContext context,
        IRequestMessage requestMessage,
        WireMockServerSettings settings)
    {
        Interlocked.Increment(ref _requestCount);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        try
        {
            SandboxAnswer answer = Choose(context.Request);
            await AnswerAsync(context, answer, requestMessage.BodyAsBytes ?? [], ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }

        // The response is already written: WireMock would buffer the body, or block a thread while streaming it. If the message is null, it
        // leaves the response unchanged.
        return (null!, null);
    }

    private SandboxAnswer Choose(HttpRequest request)
    {
        if (request.Path.Value != OrdersPath || !HttpMethods.IsPost(request.Method))
        {
            return SandboxAnswer.Status(404);
        }

        if (!IsAuthenticated(request))
        {
            return SandboxAnswer.Status(401);
        }

        return script.TryDequeue(out SandboxAnswer? scripted) ? scripted : SandboxAnswer.TakeOrder;
    }

    private bool IsAuthenticated(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out AuthenticationHeaderValue? header)
        && header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
        && header.Parameter == _credentials;

    private async Task AnswerAsync(HttpContext context, SandboxAnswer answer, byte[] body, CancellationToken cancellationToken)
    {
        HttpResponse response = context.Response;
        string? prefer = context.Request.Headers["Prefer"];
        response.ContentType = "application/json";
        response.Headers["x-request-id"] = Guid.NewGuid().ToString("N");

        await Task.Delay(answer.Delay, cancellationToken).ConfigureAwait(false);
        if (answer.HeartbeatTime > TimeSpan.Zero && AsksForHeartbeat(prefer))
        {
            await SendHeartbeatsAsync(response, answer, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await Task.Delay(answer.HeartbeatTime, cancellationToken).ConfigureAwait(false);
        }

        switch (answer.Ending)
        {
            case SandboxEnding.Silence:
                await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
                return;

            case SandboxEnding.Disconnect:
                context.Abort();
                return;
        }

        SandboxReply reply = answer.Reply ?? service.Take(context.Request.Headers["x-account-id"], prefer, body);
        string text = reply.Body ?? ErrorBody.Of(reply.Status);
        if (!response.HasStarted)
        {
            response.StatusCode = reply.Status;
            response.Headers.RetryAfter = reply.RetryAfter;
            response.ContentLength = Encoding.UTF8.GetByteCount(text);
        }

        await response.WriteAsync(text, cancellationToken).ConfigureAwait(false);
    }

    private static async Task SendHeartbeatsAsync(HttpResponse response, SandboxAnswer answer, CancellationToken cancellationToken)
    {
        response.Headers["Preference-Applied"] = "heartbeat";
        long started = TimeProvider.System.GetTimestamp();
        do
        {
            await response.WriteAsync("\n", cancellationToken).ConfigureAwait(false);
            await Task.Delay(answer.HeartbeatInterval, cancellationToken).ConfigureAwait(false);
        }
        while (TimeProvider.System.GetElapsedTime(started) < answer.HeartbeatTime);
    }

    /// <summary>Prefer is a list whose items may have values and parameters (RFC 7240, section 2).</summary>
    private static bool AsksForHeartbeat(string? prefer) =>
        prefer is not null
        && prefer.Split(',').Any(static preference =>
            preference.Split(';')[0].Trim().Equals("heartbeat", StringComparison.OrdinalIgnoreCase));
}
