using System.Net;

namespace StackOne.Ats.Client.Resilience;

/// <summary>The outcome of one attempt, as far as retries depend on it.</summary>
internal enum AttemptOutcome : byte
{
    /// <summary>A final response, such as a success, a 4xx or a 501; or a failure of the library before anything was sent.</summary>
    Settled,

    /// <summary>429: not processed; it may be sent again later.</summary>
    TooManyRequests,

    /// <summary>408: StackOne stopped waiting for the provider, which may still be processing the request.</summary>
    TimedOutByServer,

    /// <summary>502, 503 or 504: something between the client and the provider failed.</summary>
    Unavailable,

    /// <summary>
    /// Any other 5xx, a redirect, a success that cannot be read, or a failure of the application's handler: the request may have been
    /// processed, and a retry would not show whether it was.
    /// </summary>
    Failed,

    /// <summary>Proven not to have been sent, by the rules of <see cref="AttemptFailure"/>, and so not processed.</summary>
    NotSent,

    /// <summary>The request was sent, or may have been, and no complete response was received.</summary>
    Lost,
}

/// <summary>The progress of an attempt through the pipeline.</summary>
internal enum AttemptProgress : byte
{
    /// <summary>The library is preparing the request: nothing was sent.</summary>
    Begun,

    /// <summary>The request was passed to the application's handlers, if there are any, and to the connection.</summary>
    HandedOn,

    /// <summary>The headers of a response have arrived.</summary>
    Answered,
}

/// <summary>Decides which attempts are retried and which leave the outcome of a write unknown.</summary>
internal static class AttemptOutcomes
{
    internal static AttemptOutcome Of(HttpStatusCode status) => (int)status switch
    {
        408 => AttemptOutcome.TimedOutByServer,
        429 => AttemptOutcome.TooManyRequests,
        501 => AttemptOutcome.Settled,
        // A redirect after a write often means "done, and the result is there".
        < 200 or (>= 300 and < 400) => AttemptOutcome.Failed,
        502 or 503 or 504 => AttemptOutcome.Unavailable,
        >= 500 => AttemptOutcome.Failed,
        _ => AttemptOutcome.Settled,
    };

    internal static bool MayRetry(this AttemptOutcome outcome, bool idempotent, bool retryTimedOutWrites) => outcome switch
    {
        AttemptOutcome.TooManyRequests or AttemptOutcome.NotSent => true,
        AttemptOutcome.TimedOutByServer => idempotent || retryTimedOutWrites,
        AttemptOutcome.Unavailable or AttemptOutcome.Lost => idempotent,
        _ => false,
    };

    /// <summary>Whether a write may have been processed nevertheless.</summary>
    internal static bool LeavesOutcomeUnknown(this AttemptOutcome outcome) => outcome is
        AttemptOutcome.TimedOutByServer or AttemptOutcome.Unavailable or AttemptOutcome.Failed or AttemptOutcome.Lost;

    /// <summary>Whether <c>Retry-After</c> is honored on the status.</summary>
    internal static bool TakesRetryAfter(HttpStatusCode status) => (int)status is 408 or 429 or 503;
}
