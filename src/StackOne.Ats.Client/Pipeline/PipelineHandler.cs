using System.Net;
using System.Runtime.CompilerServices;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.RateLimits;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// The library's handler. It defines the order in which a call passes through the stages of the pipeline, for the constructor and for
/// dependency injection:
/// <list type="number">
/// <item><see cref="CallReporter"/>: the call is reported to logs and traces, here and when it ends.</item>
/// <item><see cref="RetryLoop"/>: makes an attempt, and others if that one may be retried. Each attempt passes through these stages:
/// <list type="bullet">
/// <item><see cref="Admission"/>: waits until the rate limits allow the attempt.</item>
/// <item><see cref="AttemptDeadline"/>: limits the time of the attempt, and of the call.</item>
/// <item><see cref="Authentication"/>: gets the key and sets Authorization.</item>
/// <item>handlers that the application added, then the socket.</item>
/// <item><see cref="ResponseBodyReader"/>: reads the body, within the limits of time and size.</item>
/// </list></item>
/// <item><see cref="ErrorMapping"/>: passes the response to the observer, and turns failures into typed exceptions.</item>
/// </list>
/// </summary>
/// <remarks>One handler, because every further handler adds a task to every call.</remarks>
internal sealed class PipelineHandler : DelegatingHandler
{
    private readonly RetryLoop _retries;
    private readonly Admission _admission;
    private readonly StackOneAtsClientOptions _options;
    private readonly Authentication _authentication;
    private readonly ResponseBodyReader _body;
    private readonly ErrorMapping _errors;
    private readonly TimeProvider _time;

    internal PipelineHandler(StackOneAtsClientOptions options, PipelineServices services)
    {
        StackOneAtsClientOptions snapshot = options.Snapshot();
        var errors = new CallErrors(snapshot, services.Time);
        _time = services.Time;
        _retries = new RetryLoop(snapshot, services, AttemptAsync);
        _admission = new Admission(snapshot, services.Time, services.Random, services.Queue, new CallReporter(services).LeaseFailed);
        _options = snapshot;
        _authentication = new Authentication(snapshot);
        _body = new ResponseBodyReader(snapshot, errors, services.Time);
        _errors = new ErrorMapping(errors);
    }

    /// <param name="request">A request that Refit made for an <see cref="ApiCall"/>.</param>
    /// <param name="cancellationToken">
    /// Canceled when the client is disposed. The caller's token is in the call: HttpClient would make a linked source of the two for each call.
    /// </param>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ApiCall call = ApiCall.Of(request);
        call.Reporter.Begun(call, request.RequestUri);
        AttemptResult result = await AttemptAsync(request, call, cancellationToken).ConfigureAwait(false);
        if (_retries.MayRetry(call) && !IsCanceled(call, cancellationToken))
        {
            result = await _retries.ContinueAsync(result, request, call, cancellationToken).ConfigureAwait(false);
        }

        return result.Response is { } response
            ? _errors.Check(call, response, result.RetryAfter)
            : throw _errors.Map(call, result.Failure!, cancellationToken.IsCancellationRequested);
    }

    /// <remarks>Its state is pooled: nothing but the two callers awaits the task, each once.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptResult> AttemptAsync(HttpRequestMessage request, ApiCall call, CancellationToken closing)
    {
        var deadline = new AttemptDeadline(_options, _time, call.CancellationToken, closing);
        AdmittedAttempt? admitted = null;
        AttemptEnd end = AttemptEnd.Unsent;
        TimeSpan? retryAfter = null;
        bool reusable = false;
        var waiting = new WaitingCall(call.Operation.Name, call.AccountId, call.Started, _retries.TimeToWait(call));
        try
        {
            Prepare(request, call);
            admitted = await _admission.EnterAsync(waiting, deadline.Token).ConfigureAwait(false);
            // A handler of the application may ignore its token.
            deadline.Token.ThrowIfCancellationRequested();
            call.Attempts++;
            end = AttemptEnd.Unanswered;
            deadline.Start(call.Started, call.TotalTimeout);
            await _authentication.SetAsync(request, call, deadline.Token).ConfigureAwait(false);
            call.Progress = AttemptProgress.HandedOn;
            HttpResponseMessage received = await base.SendAsync(request, deadline.Token).ConfigureAwait(false);
            call.Progress = AttemptProgress.Answered;
            HttpResponseMessage response = await _body.ReadAsync(request, received, call, deadline).ConfigureAwait(false);
            end = response.StatusCode == HttpStatusCode.TooManyRequests ? AttemptEnd.Refused : AttemptEnd.Taken;
            // A download is still to be read, and after a failure something may still run: either may use the token.
            reusable = !call.Operation.IsDownload;
            call.Settle(AttemptOutcomes.Of(response.StatusCode));
            retryAfter = AttemptOutcomes.TakesRetryAfter(response.StatusCode) ? RetryAfter.Read(response, _time.GetUtcNow()) : null;
            return new(response, retryAfter);
        }
        catch (Exception exception)
        {
            return new(Settle(call, exception, deadline, closing));
        }
        finally
        {
            deadline.End(reusable);
            if (admitted is { } attempt)
            {
                _admission.Leave(waiting, attempt, end, retryAfter);
            }
        }
    }

    private static void Prepare(HttpRequestMessage request, ApiCall call)
    {
        call.Progress = AttemptProgress.Begun;
        if (call.Attempts == 0)
        {
            call.Body = request.Content as JsonRequestContent;
            if (!call.IsWrite)
            {
                // Results of writes are too small to compress, and a fifth header would make the array of headers grow.
                ContentCoding.Accept(request.Headers, call.Operation.IsDownload);
            }
        }
        else if (call.Body is not null)
        {
            // A handler that the application added may have replaced the content, or buffered it, which would hide the next read from us.
            request.Content = call.Body = call.Body.Renew();
        }
    }

    /// <summary>Records the outcome of an attempt without a response, and returns why there is none.</summary>
    private Exception Settle(ApiCall call, Exception exception, AttemptDeadline deadline, CancellationToken closing)
    {
        exception = exception switch
        {
            _ when call.Progress != AttemptProgress.HandedOn => exception,
            StackOneException foreign => new ForeignFailureException(foreign),
            ObjectDisposedException disposed when IsHandler(disposed.ObjectName) => new HandlerDisposedException(disposed),
            _ => exception,
        };
        call.Settle(AttemptFailures.Classify(exception, call.Progress, call.WasBodyRead()));
        return deadline.Expired is { } limit && exception is not StackOneException && !IsCanceled(call, closing)
            ? new DeadlineExpiredException(limit, exception)
            : exception;
    }

    /// <summary>Whether the name is that of a handler that this one sends with. HttpClientHandler reports the handler that it contains.</summary>
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

    private static bool IsCanceled(ApiCall call, CancellationToken closing) =>
        call.CancellationToken.IsCancellationRequested || closing.IsCancellationRequested;
}
