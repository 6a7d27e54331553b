using System.Net;
using System.Text;

namespace StackOne.Ats.Client.Tests.Support;

/// <summary>The innermost handler of a test: answers from a script, and keeps what was sent.</summary>
internal sealed class StubHandler : HttpMessageHandler
{
    internal const string OrderBody = """{"id":"o1","remote_id":"r1","test_url":"https://example.com/test"}""";

    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _script = new();

    /// <summary>What each attempt was, in order.</summary>
    internal List<SentRequest> Sent { get; } = [];

    /// <summary>The clock whose time is noted with each attempt.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Whether a request's body is read, as a socket would; a failure before that is one before sending.</summary>
    internal bool ReadsBody { get; set; } = true;

    /// <summary>Whether the body is read as a logging handler would, before it is sent.</summary>
    internal bool BuffersBody { get; set; }

    /// <summary>Whether another content takes the body's place, as with a handler that compresses or signs it.</summary>
    internal bool ReplacesBody { get; set; }

    internal List<HttpResponseMessage> Responses { get; } = [];

    internal StubHandler Answer(HttpStatusCode status, string? body = null, params (string Name, string Value)[] headers) =>
        Answer(_ => Response(status, body, headers));

    internal StubHandler Answer(Func<HttpRequestMessage, HttpResponseMessage> answer) =>
        Then((request, _) => Task.FromResult(answer(request)));

    internal StubHandler Fail(Func<Exception> failure) =>
        Then((_, _) => Task.FromException<HttpResponseMessage>(failure()));

    /// <summary>Fails without having taken the body: nothing was sent.</summary>
    internal StubHandler FailToConnect(HttpRequestError error = HttpRequestError.ConnectionError) =>
        FailToConnect(new HttpRequestException(error, "refused"));

    internal StubHandler FailToConnect(Exception failure) =>
        Then((_, _) => Task.FromException<HttpResponseMessage>(failure), readsBody: false);

    /// <summary>Never answers.</summary>
    internal StubHandler Hang(bool sent = true) => Then((_, cancellation) => Never.ComesAsync<HttpResponseMessage>(cancellation), sent);

    internal StubHandler Then(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> step, bool readsBody = true)
    {
        _script.Enqueue((request, cancellation) => SendAsync(step, readsBody, request, cancellation));
        return this;
    }

    internal static HttpResponseMessage Response(
        HttpStatusCode status,
        string? body = null,
        params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? (status == HttpStatusCode.OK ? OrderBody : "{}"))),
        };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        foreach ((string name, string value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    internal static HttpResponseMessage Streaming(Stream stream, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage response = Response(HttpStatusCode.OK, headers: headers);
        response.Content = new StreamContent(stream);
        return response;
    }

    internal bool IsDisposed { get; private set; }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _script.TryDequeue(out var step)
            ? step(request, cancellationToken)
            : throw new InvalidOperationException("The script has no further answer.");

    private async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> step,
        bool readsBody,
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        string? body = null;
        if (BuffersBody && request.Content is not null)
        {
            await request.Content.ReadAsStringAsync(cancellationToken);
        }

        if (ReplacesBody && request.Content is not null)
        {
            request.Content = new ByteArrayContent(await request.Content.ReadAsByteArrayAsync(cancellationToken));
        }

        if (readsBody && request.Content is not null)
        {
            using var copy = new MemoryStream();
            await request.Content.CopyToAsync(copy, cancellationToken);
            body = Encoding.UTF8.GetString(copy.ToArray());
        }

        Sent.Add(new SentRequest(
            request.Method.Method,
            request.RequestUri!,
            request.Headers.NonValidated.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body,
            Time.GetUtcNow()));
        HttpResponseMessage response = await step(request, cancellationToken);
        Responses.Add(response);
        return response;
    }
}

internal sealed record SentRequest(string Method, Uri Address, Dictionary<string, string> Headers, string? Body, DateTimeOffset At);
