using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using StackOne.Ats.Client.Testing.Api;
using StackOne.Ats.Client.Testing.Platform;

namespace StackOne.Ats.Client.Testing.Hosting;

/// <summary>Handles each request: records it, routes it, authenticates it and applies the script.</summary>
internal sealed class SandboxEndpoint(
    StackOneSandboxOptions options,
    Script script,
    RequestLog log,
    ApiService service,
    LinkedAccounts accounts,
    CancellationToken stopping)
{
    private readonly string _credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(options.ApiKey + ":"));
    private readonly RequestLimit _limit = new(options.RequestsPerMinute, options.LimitWindow, options.TimeProvider);
    private readonly TimeProvider _time = options.TimeProvider;

    internal async Task HandleAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        try
        {
            if (options.Page is { } page && await page(context).ConfigureAwait(false))
            {
                return;
            }

            byte[] body = await ReadAsync(context.Request, ending.Token).ConfigureAwait(false);
            RouteMatch? route = Router.Find(context.Request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
            SandboxRequest request = log.Add(context.Request, route, body, _time.GetUtcNow());
            if (accounts.Open(context.Request) is { } opened)
            {
                request.Status = opened.Status;
                await WriteAsync(context.Response, opened, opened.Body!, ending.Token).ConfigureAwait(false);
                return;
            }

            SandboxAnswer answer = Choose(context.Request, route);
            await AnswerAsync(context, answer, route, request, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
        catch (IOException)
        {
            // The client has gone away in the middle of its request.
            context.Abort();
        }
    }

    internal void Reset() => _limit.Reset();

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        return body.ToArray();
    }

    private SandboxAnswer Choose(HttpRequest request, RouteMatch? route)
    {
        if (route is null)
        {
            return SandboxAnswer.Status(404);
        }

        if (!IsAuthenticated(request))
        {
            return SandboxAnswer.Status(401);
        }

        if (_limit.Count() is { } seconds)
        {
            return SandboxAnswer.Status(429, seconds.ToString(CultureInfo.InvariantCulture));
        }

        return script.Take(route.Operation.Name, request.Headers["x-account-id"].ToString());
    }

    private bool IsAuthenticated(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out AuthenticationHeaderValue? header)
        && header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
        && header.Parameter == _credentials;

    private async Task AnswerAsync(
        HttpContext context,
        SandboxAnswer answer,
        RouteMatch? route,
        SandboxRequest request,
        CancellationToken cancellationToken)
    {
        HttpResponse response = context.Response;
        response.ContentType = "application/json";
        response.Headers["x-request-id"] = Guid.NewGuid().ToString("N");

        await Task.Delay(answer.Delay, _time, cancellationToken).ConfigureAwait(false);
        if (answer.HeartbeatTime > TimeSpan.Zero
            && route is { Operation.TakesPreference: true }
            && AsksForHeartbeat(context.Request.Headers["Prefer"]))
        {
            await SendHeartbeatsAsync(response, answer, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await Task.Delay(answer.HeartbeatTime, _time, cancellationToken).ConfigureAwait(false);
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

        // Only a request with a route gets an answer without a reply.
        SandboxReply reply = answer.Reply ?? service.Handle(route!, context.Request, request.Body.ToArray());
        byte[] content = reply.Body ?? ErrorBody.Of(reply.Status, _time.GetUtcNow());
        if (!response.HasStarted)
        {
            response.StatusCode = reply.Status;
        }

        request.Status = response.StatusCode;
        await WriteAsync(response, reply, content, cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteAsync(HttpResponse response, SandboxReply reply, byte[] content, CancellationToken cancellationToken)
    {
        if (!response.HasStarted)
        {
            response.StatusCode = reply.Status;
            response.ContentType = reply.ContentType;
            response.Headers.ContentDisposition = reply.ContentDisposition;
            response.Headers.RetryAfter = reply.RetryAfter;
            foreach ((string name, string value) in reply.Headers)
            {
                response.Headers[name] = value;
            }

            response.ContentLength = content.Length;
        }

        await response.Body.WriteAsync(content, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendHeartbeatsAsync(HttpResponse response, SandboxAnswer answer, CancellationToken cancellationToken)
    {
        response.Headers["Preference-Applied"] = "heartbeat";
        long started = _time.GetTimestamp();
        do
        {
            await response.WriteAsync("\n", cancellationToken).ConfigureAwait(false);
            await Task.Delay(answer.HeartbeatInterval, _time, cancellationToken).ConfigureAwait(false);
        }
        while (_time.GetElapsedTime(started) < answer.HeartbeatTime);
    }

    /// <summary>Prefer is a list whose items may have values and parameters (RFC 7240, section 2).</summary>
    private static bool AsksForHeartbeat(string? prefer) =>
        prefer is not null
        && prefer.Split(',').Any(static preference =>
            preference.Split(';')[0].Trim().Equals("heartbeat", StringComparison.OrdinalIgnoreCase));
}
