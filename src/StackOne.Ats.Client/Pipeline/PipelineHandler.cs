using System.Runtime.CompilerServices;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.RateLimits;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// The library's handler. It defines the order in which a call passes through the stages of the pipeline, for the constructor and for
/// dependency injection:
/// <list type="number">
/// <item><see cref="CallReporter"/>: reports that the call begins to logs and traces.</item>
/// <item><see cref="RetryLoop"/>: makes an attempt, and others if that one may be retried. Each attempt passes through these stages:
/// <list type="bullet">
/// <item><see cref="Admission"/>: waits until the rate limits allow the attempt.</item>
/// <item><see cref="AttemptDeadline"/>: limits the time of the attempt, and of the call.</item>
/// <item><see cref="Authentication"/>: gets the key and sets Authorization.</item>
/// <item>handlers that the application added, then the socket.</item>
/// <item><see cref="ResponseBodyReader"/>: reads the body, within the limits of time and size.</item>
/// </list></item>
/// <item><see cref="CallCompletion"/>: reads the result, calls the observer, turns failures into typed exceptions, and reports the end.</item>
/// </list>
/// </summary>
/// <remarks>One handler, because every further handler adds a task to every call.</remarks>
internal sealed class PipelineHandler : DelegatingHandler
{
    private readonly StackOneAtsClientOptions _options;
    private readonly TimeProvider _time;
    private readonly RetryLoop _retries;
    private readonly Admission _admission;
    private readonly Authentication _authentication;
    private readonly ResponseBodyReader _body;
    private readonly CallCompletion _completion;

    internal PipelineHandler(StackOneAtsClientOptions options, PipelineServices services)
    {
        _options = options.Snapshot();
        _time = services.Time;
        var exceptions = new ExceptionFactory(_options, _time);
        _retries = new RetryLoop(_options, services, AttemptAsync);
        _admission = new Admission(_options, _time, services.Random, services.Queue, new CallReporter(services.Logger).LimiterEvents);
        _authentication = new Authentication(_options);
        _body = new ResponseBodyReader(_options, exceptions, _time);
        _completion = new CallCompletion(exceptions, _time);
    }

    /// <param name="request">A request that Refit made for an <see cref="ApiCall"/>.</param>
    /// <param name="cancellationToken">
    /// Canceled when the client is disposed. The caller's token is in the call: HttpClient would make a linked source of the two for each call.
    /// </param>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ApiCall call = ApiCall.Of(request);
        call.Started = _time.GetTimestamp();
        call.Activity = call.Reporter.Begun(call.Facts, request.RequestUri);
        AttemptResult last = await _retries.ExecuteAsync(request, call, cancellationToken).ConfigureAwait(false);
        return _completion.Complete(call, last, cancellationToken);
    }

    /// <remarks>Its state is pooled: nothing but the two callers awaits the task, each once.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptResult> AttemptAsync(HttpRequestMessage request, ApiCall call, CancellationToken closing)
    {
        var deadline = new AttemptDeadline(_options, _time, call.CancellationToken, closing);
        var waiting = new WaitingCall(call.Operation.Name, call.AccountId, call.Started, _retries.TimeToWait(call));
        AdmittedAttempt? admitted = null;
        AttemptResult result = default;
        try
        {
            Prepare(request, call);
            admitted = await _admission.EnterAsync(waiting, deadline.Token).ConfigureAwait(false);
            // A handler of the application may ignore its token.
            deadline.Token.ThrowIfCancellationRequested();
            call.Attempts++;
            deadline.Start(call.Started, call.TotalTimeout);
            await _authentication.SetAsync(request, call, deadline.Token).ConfigureAwait(false);
            call.Progress = AttemptProgress.HandedOn;
            HttpResponseMessage response = await base.SendAsync(request, deadline.Token).ConfigureAwait(false);
            call.Progress = AttemptProgress.Answered;
            (PooledBody? body, string? fault) = await _body.ReadAsync(request, response, call, deadline).ConfigureAwait(false);
            call.Record(AttemptOutcomes.Of(response.StatusCode));
            result = new AttemptResult(response, body, null)
            {
                Fault = fault,
                RetryAfter = AttemptOutcomes.TakesRetryAfter(response.StatusCode) ? RetryAfter.Read(response, _time.GetUtcNow()) : null,
            };
        }
        catch (Exception exception)
        {
            var failure = new AttemptFailure(exception, call.Progress)
            {
                WasBodyRead = call.WasBodyRead(),
                HandlerDisposed = exception is ObjectDisposedException disposed && IsHandler(disposed.ObjectName),
                Expired = deadline.Expired,
            };
            call.Record(failure.Outcome);
            result = new AttemptResult(null, null, failure);
        }
        finally
        {
            // A download is still to be read, and after a failure something may still run: either may use the token.
            deadline.End(reusable: result is { Body: not null, Fault: null });
            if (admitted is { } attempt)
            {
                _admission.Leave(waiting, attempt, call.Progress, call.LastOutcome, result.RetryAfter);
            }
        }

        bool canceled = call.CancellationToken.IsCancellationRequested || closing.IsCancellationRequested;
        return canceled ? result : result with { RetryDelay = _retries.NextDelay(call, result.RetryAfter) };
    }

    private static void Prepare(HttpRequestMessage request, ApiCall call)
    {
        call.Progress = AttemptProgress.Begun;
        if (call.Attempts == 0)
        {
            if (request.Content is null && !call.IsIdempotent)
            {
                // SocketsHttpHandler sends a request without content again if its connection is lost.
                request.Content = JsonRequestContent.Empty();
            }

            call.Body = request.Content as JsonRequestContent;
            if (!call.IsWrite)
            {
                // Results of writes are too small to compress, and a fifth header would make the array of headers grow.
                ContentCoding.Accept(request.Headers);
            }
        }
        else if (call.Body is not null)
        {
            // A handler that the application added may have replaced the content, or buffered it, which would hide the next read from us.
            request.Content = call.Body = call.Body.Renew();
        }
    }

    /// <summary>Whether an inner handler has this name. An exception of HttpClientHandler has the name of the handler that it contains.</summary>
    private bool IsHandler(string name)
    {
        for (HttpMessageHandler? handler = InnerHandler; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
        {
            Type type = handler is HttpClientHandler ? typeof(SocketsHttpHandler) : handler.GetType();
            if (type.FullName == name || type.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
