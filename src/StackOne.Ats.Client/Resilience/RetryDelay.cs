namespace StackOne.Ats.Client.Resilience;

/// <summary>Computes the delay before the next attempt.</summary>
internal static class RetryDelay
{
    /// <summary>A margin added to waits, because a system timer may fire up to about 16 ms early.</summary>
    internal static readonly TimeSpan TimerGrain = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan MinJitter = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxJitter = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The delay, or null if there must be none: it is longer than the options allow, or does not fit into the remaining time.
    /// </summary>
    /// <param name="retry">The user's options.</param>
    /// <param name="attempt">The number of retries so far; 0 before the first.</param>
    /// <param name="retryAfter">The wait that the server asked for, if any.</param>
    /// <param name="remaining">The time that the delay must fit into.</param>
    /// <param name="random">A number from 0 up to but not including 1.</param>
    internal static TimeSpan? Next(StackOneRetryOptions retry, int attempt, TimeSpan? retryAfter, TimeSpan remaining, double random)
    {
        if (retryAfter > retry.MaxRetryAfter)
        {
            return null;
        }

        TimeSpan wait = retryAfter is { } asked ? AfterHint(asked, random) : Backoff(retry, attempt, random);
        return wait < remaining ? wait : null;
    }

    /// <summary>
    /// Adds jitter to the wait that the server asked for, so that clients with the same wait do not retry at the same time. It never
    /// shortens it.
    /// </summary>
    internal static TimeSpan AfterHint(TimeSpan asked, double random)
    {
        TimeSpan jitter = TimeSpanMath.Max(MinJitter, TimeSpanMath.Min(MaxJitter, asked / 10));
        return asked + TimerGrain + (jitter * random);
    }

    private static TimeSpan Backoff(StackOneRetryOptions retry, int attempt, double random)
    {
        double ticks = Math.Min(retry.MaxDelay.Ticks, retry.BaseDelay.Ticks * Math.Pow(2, attempt));
        return TimeSpan.FromTicks((long)(ticks * (0.5 + (random / 2))));
    }
}
