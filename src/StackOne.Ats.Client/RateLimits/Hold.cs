using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>What holds the attempts of an account, or of all, after a refusal: a moment and, after it, rounds.</summary>
/// <remarks>Has no clock and is not thread-safe: <see cref="Lane"/> passes the time and has the lock.</remarks>
internal sealed class Hold
{
    /// <summary>When an attempt last had to wait for its turn.</summary>
    private TimeSpan _lastWait;

    /// <summary>The moment until which nothing is sent; it may be over.</summary>
    internal TimeSpan Until { get; set; }

    /// <summary>In which rounds attempts are sent after that.</summary>
    internal SlowStart Rounds { get; } = new();

    /// <summary>When the next attempt may be sent: now, or at the earliest at a later moment.</summary>
    internal TimeSpan Turn(TimeSpan now, TimeSpan patience)
    {
        Rounds.Advance(now, patience);
        TimeSpan turn = Until > now ? Until : Rounds.IsFull ? Rounds.LastSent + patience : now;
        _lastWait = turn > now ? now : _lastWait;
        return turn;
    }

    /// <summary>
    /// Whether it holds nothing any more: all that was sent is answered, or the rounds have become so large that for a while nothing had to wait. A
    /// client that is busy always has something under way.
    /// </summary>
    internal bool IsOver(TimeSpan now, TimeSpan patience) =>
        Until <= now && _lastWait < now && (Rounds.IsAnswered || now - TimeSpanMath.Max(Until, _lastWait) >= patience);
}
