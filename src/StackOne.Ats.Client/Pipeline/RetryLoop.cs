using System.Net;
using Polly;
using Polly.Retry;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// Retries calls with Polly. <see cref="AttemptOutcomes"/> and <see cref="RetryDelay"/> define what is retried and when: each attempt's result has
/// the delay.
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

    /// <summary>Built for the first retry of the client.</summary>
    private ResiliencePipeline<AttemptResult>? _pipeline;

    /// <summary>Makes attempts until one is not to be retried, and returns its result.</summary>
    /// <remarks>
    /// The first attempt is made outside Polly, whose strategies cost 1.1 KB for each call that has to wait: a third of what an order allocates.
    /// Nearly all calls need no retry.
    /// </remarks>
    /// <param name="request">The request.</param>
    /// <param name="call">The call.</param>
    /// <param name="closing">Canceled when the client is disposed.</param>
    internal async ValueTask<AttemptResult> ExecuteAsync(HttpRequestMessage request, ApiCall call, CancellationToken closing)
    {
        AttemptResult first = await attempt(request, call, closing).ConfigureAwait(false);
        return first.RetryDelay is null ? first : await ContinueAsync(first, request, call, closing).ConfigureAwait(false);
    }

    /// <summary>When the last attempt of the call is to be followed by another; null if it is not.</summary>
    internal TimeSpan? NextDelay(ApiCall call, TimeSpan? retryAfter) =>
        call.Attempts <= options.Retry.MaxRetries && call.LastOutcome.MayRetry(call.IsIdempotent, options.Retry.RetryTimedOutWrites)
            ? RetryDelay.Next(options.Retry, call.Attempts - 1, retryAfter, TimeToWait(call), services.Random())
            : null;

    /// <summary>
    /// How long the next attempt may wait. Some time must be left for the attempt itself: one that starts only to time out would turn "not
    /// processed" into "may have been processed".
    /// </summary>
    internal TimeSpan TimeToWait(ApiCall call) =>
        call.TotalTimeout - services.Time.GetElapsedTime(call.Started) - call.MinAttempt;

    private async ValueTask<AttemptResult> ContinueAsync(AttemptResult first, HttpRequestMessage request, ApiCall call, CancellationToken closing)
    {
        // Only for the delays: each attempt links the two tokens itself.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, closing);
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, either.Token);
        context.Properties.Set(CallKey, call);
        AttemptResult? made = first;
        try
        {
            Outcome<AttemptResult> last = await LazyInitializer.EnsureInitialized(ref _pipeline, CreatePipeline).ExecuteOutcomeAsync(
                async (_, call) =>
                {
                    AttemptResult result = made ?? await attempt(request, call, closing).ConfigureAwait(false);
                    made = null;
                    return Outcome.FromResult(result);
                },
                context,
                call).ConfigureAwait(false);
            // If the call was canceled before Polly looked at the first result, that is still the last.
            return made ?? (last.Exception is { } canceled ? new(null, null, new AttemptFailure(canceled, AttemptProgress.Begun)) : last.Result);
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
                ShouldHandle = static args => new(args.Outcome.Result.RetryDelay is not null),
                DelayGenerator = args => new(WaitsInLane(args.Outcome.Result) ? TimeSpan.Zero : args.Outcome.Result.RetryDelay),
                OnRetry = static args =>
                {
                    ApiCall call = args.Context.Properties.GetValue(CallKey, null!);
                    call.Reporter.Retrying(call.Facts, call.LastOutcome, args.Outcome.Result.RetryDelay!.Value, call.Activity);
                    return default;
                },
            })
            .Build();

    /// <summary>Whether the next attempt waits for its turn with other calls, rather than for a delay of its own.</summary>
    private bool WaitsInLane(AttemptResult last) =>
        options.Retry.CoolDown && last is { Response.StatusCode: HttpStatusCode.TooManyRequests, RetryAfter: not null };
}
