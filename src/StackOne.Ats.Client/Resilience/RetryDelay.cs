namespace StackOne.Ats.Client.Resilience;

/// <summary>Computes the delay before the next attempt. Pure: the clock and randomness are arguments.</summary>
internal static class RetryDelay
{
    /// <summary>A timer of the system may fire up to some 16 ms early.</summary>
    internal static readonly TimeSpan TimerGrain = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan LeastSpread = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostSpread = TimeSpan.FromSeconds(1);

    /// <summary>The wait, or null where it may not be begun: it is longer than is allowed, or would outlast the call.</summary>
    /// <param name="retry">The user's options.</param>
    /// <param name="attempt">How many retries there have been: 0 before the first.</param>
    /// <param name="retryAfter">What the server asked for, if it did.</param>
    /// <param name="remaining">The time that the wait must fit into.</param>
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

    /// <summary>Never before the time that the server specified; a little after it, so that not all clients with the same time retry at once.</summary>
    internal static TimeSpan AfterHint(TimeSpan asked, double random)
    {
        TimeSpan tenth = asked / 10;
        TimeSpan spread = tenth < LeastSpread ? LeastSpread : tenth > MostSpread ? MostSpread : tenth;
        return asked + TimerGrain + (spread * random);
    }

    private static TimeSpan Backoff(StackOneRetryOptions retry, int attempt, double random)
    {
        double ticks = Math.Min(retry.MaxDelay.Ticks, retry.BaseDelay.Ticks * Math.Pow(2, attempt));
        return TimeSpan.FromTicks((long)(ticks * (0.5 + (random / 2))));
    }
}
