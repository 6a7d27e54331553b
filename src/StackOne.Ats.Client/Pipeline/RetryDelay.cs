namespace StackOne.Ats.Client.Pipeline;

/// <summary>How long to wait before the next attempt. Pure: the clock and chance are arguments.</summary>
internal static class RetryDelay
{
    /// <summary>The system's timers keep time to some 16 ms, and may fire before theirs.</summary>
    private static readonly TimeSpan TimerGrain = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan LeastSpread = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostSpread = TimeSpan.FromSeconds(1);

    /// <summary>The wait, or null where it may not be begun: it is longer than is allowed, or would outlast the call.</summary>
    /// <param name="retry">The user's options.</param>
    /// <param name="attempt">How many attempts were retries so far: 0 before the first retry.</param>
    /// <param name="retryAfter">What the server asked for, if it did.</param>
    /// <param name="remaining">What is left of the call's time.</param>
    /// <param name="chance">A number from 0 up to but not including 1.</param>
    internal static TimeSpan? Next(StackOneRetryOptions retry, int attempt, TimeSpan? retryAfter, TimeSpan remaining, double chance)
    {
        if (retryAfter > retry.MaxRetryAfter)
        {
            return null;
        }

        TimeSpan wait = retryAfter is { } asked ? AfterHint(asked, chance) : Backoff(retry, attempt, chance);
        return wait < remaining ? wait : null;
    }

    /// <summary>Never before the moment that the server named; a little after it, so that not all who were told the same come at once.</summary>
    private static TimeSpan AfterHint(TimeSpan asked, double chance)
    {
        TimeSpan tenth = asked / 10;
        TimeSpan spread = tenth < LeastSpread ? LeastSpread : tenth > MostSpread ? MostSpread : tenth;
        return asked + TimerGrain + (spread * chance);
    }

    private static TimeSpan Backoff(StackOneRetryOptions retry, int attempt, double chance)
    {
        double ticks = Math.Min(retry.MaxDelay.Ticks, retry.BaseDelay.Ticks * Math.Pow(2, attempt));
        return TimeSpan.FromTicks((long)(ticks * (0.5 + (chance / 2))));
    }
}
