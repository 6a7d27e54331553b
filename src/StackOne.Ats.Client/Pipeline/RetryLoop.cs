using Polly;
using Polly.Retry;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// Retries calls with Polly. Polly is entered only after a first attempt that may be retried: most calls need no retry, and pay nothing for it.
/// <see cref="AttemptOutcomes"/> and <see cref="RetryDelay"/> define what is retried and when.
/// </summary>
/// <param name="options">The options.</param>
/// <param name="services">The clock, and the jitter.</param>
/// <param name="attempt">Makes an attempt.</param>
internal sealed class RetryLoop(
    StackOneAtsClientOptions options,
    PipelineServices services,
    Func<HttpRequestMessage, ApiCall, CancellationToken, ValueTask<AttemptResult>> attempt)
{
    private static readonly ResiliencePropertyKey<ApiCall> CallKey = new("call");
    private static readonly ResiliencePropertyKey<TimeSpan> DelayKey = new("delay");

    /// <summary>Built for the first retry of the client.</summary>
    private ResiliencePipeline<AttemptResult>? _pipeline;

    /// <summary>Whether the last attempt of the call may be followed by another, if the time is left.</summary>
    internal bool MayRetry(ApiCall call) =>
        call.LastOutcome.MayRetry(call.IsIdempotent, options.Retry.RetryTimedOutWrites) && options.Retry.MaxRetries > 0;

    /// <summary>
    /// How long the next attempt may wait. Some time must be left for the attempt itself: one that starts only to time out would turn "not
    /// processed" into "may have been processed".
    /// </summary>
    internal TimeSpan TimeToWait(ApiCall call) =>
        call.TotalTimeout - services.Time.GetElapsedTime(call.Started) - call.MinAttempt;

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
            Outcome<AttemptResult> last = await LazyInitializer.EnsureInitialized(ref _pipeline, CreatePipeline).ExecuteOutcomeAsync(
                async (_, call) =>
                {
                    // The first attempt is made already: Polly starts with its result.
                    AttemptResult result = made ?? await attempt(request, call, closing).ConfigureAwait(false);
                    made = null;
                    return Outcome.FromResult(result);
                },
                context,
                call).ConfigureAwait(false);
            // If the call was canceled before Polly looked at the first result, that is still the last.
            return made ?? (last.Exception is { } canceled ? new(canceled) : last.Result);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ResiliencePipeline<AttemptResult> CreatePipeline() =>
        new ResiliencePipelineBuilder<AttemptResult> { TimeProvider = services.Time }
            .AddRetry(new RetryStrategyOptions<AttemptResult>
            {
                MaxRetryAttempts = options.Retry.MaxRetries,
                ShouldHandle = args => new(ShouldRetry(args)),
                DelayGenerator = args => new((TimeSpan?)(CoolsDown(Call(args.Context), args.Outcome.Result) ? TimeSpan.Zero : Delay(args.Context))),
                OnRetry = args =>
                {
                    ApiCall call = Call(args.Context);
                    call.Reporter.Retrying(call, Delay(args.Context));
                    return default;
                },
            })
            .Build();

    private static ApiCall Call(ResilienceContext context) => context.Properties.GetValue(CallKey, null!);

    private static TimeSpan Delay(ResilienceContext context) => context.Properties.GetValue(DelayKey, TimeSpan.Zero);

    /// <summary>Decides whether to retry, and stores the delay for the delay generator, so that both use one reading of the clock.</summary>
    private bool ShouldRetry(RetryPredicateArguments<AttemptResult> args)
    {
        ApiCall call = Call(args.Context);
        if (args.Context.CancellationToken.IsCancellationRequested || !MayRetry(call))
        {
            return false;
        }

        TimeSpan? hint = args.Outcome.Result.RetryAfter;
        if (RetryDelay.Next(options.Retry, args.AttemptNumber, hint, TimeToWait(call), services.Random()) is not { } wait)
        {
            return false;
        }

        args.Context.Properties.Set(DelayKey, wait);
        return true;
    }

    /// <summary>Whether the next attempt waits in the line with other calls, rather than for a delay of its own.</summary>
    private bool CoolsDown(ApiCall call, AttemptResult last) =>
        options.Retry.CoolDown && call.LastOutcome == AttemptOutcome.TooManyRequests && last.RetryAfter is not null;
}

/// <summary>The result of an attempt: a response, success or error, or why there is none.</summary>
internal readonly struct AttemptResult : IDisposable
{
    internal AttemptResult(HttpResponseMessage response, TimeSpan? retryAfter) => (Response, RetryAfter) = (response, retryAfter);

    internal AttemptResult(Exception failure) => Failure = failure;

    internal HttpResponseMessage? Response { get; }

    /// <summary>The wait that the response asks for, if its status is one that a retry may follow.</summary>
    internal TimeSpan? RetryAfter { get; }

    internal Exception? Failure { get; }

    /// <summary>Disposes the response. Polly does so before it retries.</summary>
    public void Dispose() => Response?.Dispose();
}
