using System.Net;

namespace StackOne.Ats.Client.Resilience;

/// <summary>What became of one attempt, as far as the next one depends on it.</summary>
internal enum AttemptOutcome
{
    /// <summary>An answer that settles the matter: a success, a refusal, a 501; or a failure of the library's own before anything was sent.</summary>
    Settled,

    /// <summary>429: not carried out, come back later.</summary>
    TooManyRequests,

    /// <summary>408: StackOne stopped waiting for the provider, which may be at work still.</summary>
    TimedOutByServer,

    /// <summary>502, 503, 504: something between here and the provider failed.</summary>
    Unavailable,

    /// <summary>
    /// Any other 5xx, a redirect, a success that cannot be read, or a handler of the application's that failed: it may have been carried out,
    /// and trying again will not tell.
    /// </summary>
    Failed,

    /// <summary>For certain not sent, as <see cref="AttemptFailures"/> states: not carried out.</summary>
    NotSent,

    /// <summary>The request was sent, or may have been, and no whole answer came back.</summary>
    Lost,
}

/// <summary>How far an attempt has come on its way out and back.</summary>
internal enum AttemptProgress
{
    /// <summary>The request is with the library's own handlers.</summary>
    Begun,

    /// <summary>It has been handed on: to the application's handlers, if there are any, and to the connection.</summary>
    HandedOn,

    /// <summary>The headers of a response have come.</summary>
    Answered,
}

/// <summary>The rules of what is tried again and what leaves its outcome open. Pure: they depend on nothing but their arguments.</summary>
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

    /// <summary>Whether a write may have been carried out all the same.</summary>
    internal static bool LeavesOutcomeUnknown(this AttemptOutcome outcome) => outcome is
        AttemptOutcome.TimedOutByServer or AttemptOutcome.Unavailable or AttemptOutcome.Failed or AttemptOutcome.Lost;

    /// <summary>The statuses whose Retry-After counts.</summary>
    internal static bool TakesRetryAfter(HttpStatusCode status) => (int)status is 408 or 429 or 503;
}
