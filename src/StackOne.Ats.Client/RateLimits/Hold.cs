using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>What holds the attempts of an account, or of all, after a refusal: a moment and, after it, rounds.</summary>
/// <remarks>Has no clock and is not thread-safe: <see cref="Lane"/> passes the time and has the lock.</remarks>
internal sealed class Hold
{
    /// <summary>The turn of the last attempt that had to wait for it.</summary>
    private TimeSpan _waitsUntil;

    /// <summary>The moment until which nothing is sent; it may be over.</summary>
    internal TimeSpan Until { get; set; }

    /// <summary>In which rounds attempts are sent after that.</summary>
    internal SlowStart Rounds { get; } = new();

    /// <summary>When the next attempt may be sent: now, or at the earliest at a later moment.</summary>
    internal TimeSpan Turn(TimeSpan now, TimeSpan patience)
    {
        Rounds.Advance(now, patience);
        TimeSpan turn = Until > now ? Until : Rounds.IsFull ? Rounds.LastSent + patience : now;
        _waitsUntil = turn > now ? turn : _waitsUntil;
        return turn;
    }

    /// <summary>
    /// Whether it holds nothing any more: nobody waits and the round is answered or, because a client that is busy always has something under way,
    /// the rounds have become so large that nothing had to wait for a while.
    /// </summary>
    internal bool IsOver(TimeSpan now, TimeSpan patience, bool nobodyWaits) =>
        Until <= now
        && ((nobodyWaits && Rounds.IsAnswered) || now - TimeSpanMath.Max(Until, _waitsUntil) >= patience);
}
