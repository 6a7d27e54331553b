using Polly;
using Polly.Retry;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// Retries calls with Polly. Polly is entered only after a first attempt that may be retried: most calls need no retry, and pay nothing for it.
/// <see cref="AttemptOutcomes"/> and <see cref="RetryDelay"/> define what is retried and when.
/// </summary>
/// <param name="options">The options.</param>
/// <param name="services">The clock, and the jitter.</param>
/// <param name="reporter">Reports the retries.</param>
/// <param name="attempt">Makes an attempt.</param>
internal sealed class RetryLoop(
    StackOneAtsClientOptions options,
    PipelineServices services,
    CallReporter reporter,
    Func<HttpRequestMessage, ApiCall, CancellationToken, ValueTask<AttemptResult>> attempt)
{
    private static readonly ResiliencePropertyKey<ApiCall> CallKey = new("call");
    private static readonly ResiliencePropertyKey<TimeSpan> DelayKey = new("delay");

    /// <summary>Built for the first retry of the client.</summary>
    private ResiliencePipeline<HttpResponseMessage>? _pipeline;

    /// <summary>Whether the last attempt of the call may be followed by another, if the time is left.</summary>
    internal bool MayRetry(ApiCall call) =>
        call.LastOutcome.MayRetry(call.IsIdempotent, options.Retry.RetryTimedOutWrites) && options.Retry.MaxRetries > 0;

    /// <summary>
    /// How long the next attempt may wait. Some time must be left for the attempt itself: one that starts only to time out would turn "not
    /// processed" into "may have been processed".
    /// </summary>
    internal TimeSpan TimeToWait(ApiCall call) =>
        options.TotalTimeout - services.Time.GetElapsedTime(call.Started) - options.LeastAttempt;

    /// <summary>Makes further attempts until one is not to be retried, and returns its result.</summary>
    /// <param name="first">The result of the first attempt.</param>
    /// <param name="request">The request.</param>
    /// <param name="call">The call.</param>
    /// <param name="closing">Canceled when the client is disposed.</param>
    internal async ValueTask<AttemptResult> ContinueAsync(
        AttemptResult first,
        HttpRequestMessage request,
        ApiCall call,
        CancellationToken closing)
    {
        AttemptResult? made = first;
        // Only for the delays: each attempt links the two tokens itself.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, closing);
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, either.Token);
        context.Properties.Set(CallKey, call);
        try
        {
            Outcome<HttpResponseMessage> last = await LazyInitializer.EnsureInitialized(ref _pipeline, CreatePipeline).ExecuteOutcomeAsync(
                async (_, call) =>
                {
                    // The first attempt is made already: Polly starts with its result.
                    AttemptResult result = made ?? await attempt(request, call, closing).ConfigureAwait(false);
                    made = null;
                    return result.Failure is null ? Outcome.FromResult(result.Response!) : Outcome.FromException<HttpResponseMessage>(result.Failure);
                },
                context,
                call).ConfigureAwait(false);
            // If the call was canceled before Polly looked at the first result, that is still the last.
            return made ?? new(last.Result, last.Exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ResiliencePipeline<HttpResponseMessage> CreatePipeline() =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = services.Time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.Retry.MaxRetries,
                ShouldHandle = args => new(ShouldRetry(args)),
                DelayGenerator = args => new((TimeSpan?)(CoolsDown(Call(args.Context)) ? TimeSpan.Zero : Delay(args.Context))),
                OnRetry = args =>
                {
                    reporter.Retrying(Call(args.Context), Delay(args.Context));
                    return default;
                },
            })
            .Build();

    private static ApiCall Call(ResilienceContext context) => context.Properties.GetValue(CallKey, null!);

    private static TimeSpan Delay(ResilienceContext context) => context.Properties.GetValue(DelayKey, TimeSpan.Zero);

    /// <summary>Decides whether to retry, and stores the delay for the delay generator, so that both use one reading of the clock.</summary>
    private bool ShouldRetry(RetryPredicateArguments<HttpResponseMessage> args)
    {
        ApiCall call = Call(args.Context);
        if (args.Context.CancellationToken.IsCancellationRequested || !MayRetry(call))
        {
            return false;
        }

        if (RetryDelay.Next(options.Retry, args.AttemptNumber, call.RetryAfter, TimeToWait(call), services.Random()) is not { } wait)
        {
            return false;
        }

        args.Context.Properties.Set(DelayKey, wait);
        return true;
    }

    /// <summary>Whether the next attempt waits in the line with other calls, rather than for a delay of its own.</summary>
    private bool CoolsDown(ApiCall call) =>
        options.Retry.CoolDown && call.LastOutcome == AttemptOutcome.TooManyRequests && call.RetryAfter is not null;
}

/// <summary>The result of an attempt.</summary>
/// <param name="Response">The response, success or error; null if there is none.</param>
/// <param name="Failure">Why there is no response.</param>
internal readonly record struct AttemptResult(HttpResponseMessage? Response, Exception? Failure);
