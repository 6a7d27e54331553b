using Polly;
using Polly.Retry;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.RateLimits;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// Makes attempts until one settles the call. Polly retries, <see cref="AttemptDeadline"/> limits the call and each attempt, and
/// <see cref="AttemptOutcomes"/> and <see cref="RetryDelay"/> define what is retried and when.
/// </summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<ApiCall> CallKey = new(ApiCall.OptionName);

    private readonly StackOneAtsClientOptions _options;
    private readonly PipelineServices _services;
    private readonly Admission _admission;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    internal ResilienceHandler(StackOneAtsClientOptions options, PipelineServices services, CallReporter reporter)
    {
        _options = options;
        _services = services;
        _admission = new Admission(options, services.Time, services.Random, reporter.LeaseFailed);
        _pipeline = options.Retry.MaxRetries == 0 ? ResiliencePipeline<HttpResponseMessage>.Empty : CreatePipeline(reporter);
    }

    /// <inheritdoc cref="WaitingLine.Waiting"/>
    internal int Waiting => _admission.Waiting;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ApiCall call = ApiCall.Of(request);
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(CallKey, call);
        try
        {
            Outcome<HttpResponseMessage> outcome = await _pipeline.ExecuteOutcomeAsync(
                static (context, state) => state.Handler.AttemptAsync(state.Request, state.Call, context.CancellationToken),
                context,
                (Handler: this, Request: request, Call: call)).ConfigureAwait(false);
            outcome.ThrowIfException();
            return outcome.Result!;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ResiliencePipeline<HttpResponseMessage> CreatePipeline(CallReporter reporter) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = _services.Time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = _options.Retry.MaxRetries,
                ShouldHandle = args => new(ShouldRetry(args)),
                DelayGenerator = args => new((TimeSpan?)(CoolsDown(Call(args.Context)) ? TimeSpan.Zero : Call(args.Context).NextDelay)),
                OnRetry = args =>
                {
                    reporter.Retrying(Call(args.Context));
                    return default;
                },
            })
            .Build();

    private static ApiCall Call(ResilienceContext context) => context.Properties.GetValue(CallKey, null!);

    /// <summary>Decides whether to retry, and stores the delay for the delay generator, so that both use one reading of the clock.</summary>
    private bool ShouldRetry(RetryPredicateArguments<HttpResponseMessage> args)
    {
        ApiCall call = Call(args.Context);
        if (args.Context.CancellationToken.IsCancellationRequested
            || !call.LastOutcome.MayRetry(call.IsIdempotent, _options.Retry.RetryTimedOutWrites))
        {
            return false;
        }

        if (RetryDelay.Next(_options.Retry, args.AttemptNumber, call.RetryAfter, TimeToWait(call), _services.Random()) is not { } wait)
        {
            return false;
        }

        call.NextDelay = wait;
        return true;
    }

    /// <summary>Whether the next attempt waits in the line with other calls, rather than for a delay of its own.</summary>
    private bool CoolsDown(ApiCall call) =>
        _options.Retry.CoolDown && call.LastOutcome == AttemptOutcome.TooManyRequests && call.RetryAfter is not null;

    private static void Prepare(HttpRequestMessage request, ApiCall call)
    {
        call.Progress = AttemptProgress.Begun;
        call.RetryAfter = null;
        if (call.Attempts == 0)
        {
            call.Body = request.Content as JsonRequestContent;
        }
        else if (call.Body is not null)
        {
            // A handler that the application added may have replaced the content, or buffered it, which would hide the next read from us.
            request.Content = call.Body = call.Body.Renew();
        }
    }

    private async ValueTask<Outcome<HttpResponseMessage>> AttemptAsync(
        HttpRequestMessage request,
        ApiCall call,
        CancellationToken cancellationToken)
    {
        AttemptDeadline? deadline = null;
        AdmittedAttempt? admitted = null;
        HttpResponseMessage? response = null;
        var waiting = new WaitingCall(call.Operation.Name, call.AccountId, call.Started, TimeToWait(call));
        try
        {
            Prepare(request, call);
            admitted = await _admission.EnterAsync(waiting, cancellationToken).ConfigureAwait(false);
            call.Attempts++;
            call.Deadline = deadline = new AttemptDeadline(_options, _services.Time, call.Started, cancellationToken);
            response = await base.SendAsync(request, deadline.Token).ConfigureAwait(false);
            call.Settle(AttemptOutcomes.Of(response.StatusCode));
            call.RetryAfter = AttemptOutcomes.TakesRetryAfter(response.StatusCode)
                ? RetryAfter.Read(response, _services.Time.GetUtcNow())
                : null;
            return Outcome.FromResult(response);
        }
        catch (Exception exception)
        {
            call.Settle(AttemptFailures.Classify(exception, call.Progress, call.WasBodyRead()));
            return Outcome.FromException<HttpResponseMessage>(
                deadline?.Expired is { } limit && exception is not StackOneException && !cancellationToken.IsCancellationRequested
                    ? new DeadlineExpiredException(limit, exception)
                    : exception);
        }
        finally
        {
            deadline?.Dispose();
            if (admitted is { } attempt)
            {
                _admission.Leave(waiting, attempt, EndOf(response), call.RetryAfter);
            }
        }
    }

    private static AttemptEnd EndOf(HttpResponseMessage? response) => (int?)response?.StatusCode switch
    {
        null => AttemptEnd.Unanswered,
        429 => AttemptEnd.Refused,
        _ => AttemptEnd.Taken,
    };

    /// <summary>
    /// How long the next attempt may wait. Some time must be left for the attempt itself: one that starts only to time out would turn "not
    /// processed" into "may have been processed".
    /// </summary>
    private TimeSpan TimeToWait(ApiCall call) =>
        _options.TotalTimeout - _services.Time.GetElapsedTime(call.Started) - _options.LeastAttempt;
}
