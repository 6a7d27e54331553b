namespace StackOne.Ats.Client.RateLimits;

/// <summary>
/// The rounds in which held attempts are sent: 1, 2, 4 and so on. A full round ends when all its attempts are answered, or a short time after it was
/// filled, because a rate limit refuses at once whereas an order may take minutes.
/// </summary>
/// <remarks>Has no clock and is not thread-safe: <see cref="Lane"/> passes the time and has the lock.</remarks>
internal sealed class SlowStart
{
    /// <summary>No limit in practice, and no overflow.</summary>
    private const int MaxSize = 1 << 20;

    /// <summary>The attempts of the round that are not answered yet.</summary>
    private readonly HashSet<long> _unanswered = [];
    private int _size = 1;
    private int _sent;
    private long _restarted;

    /// <summary>When the last attempt was sent.</summary>
    internal TimeSpan LastSent { get; private set; }

    internal bool IsFull => _sent >= _size;

    internal bool IsAnswered => _unanswered.Count == 0;

    /// <summary>Begins with a round of one again, unless the refused attempt was sent before that happened last.</summary>
    /// <param name="attempt">The refused attempt.</param>
    /// <param name="lastAttempt">The attempt that was sent last.</param>
    internal void Refused(long attempt, long lastAttempt)
    {
        // Attempts that are refused together count once: otherwise each would let another one go.
        if (attempt > _restarted)
        {
            _restarted = lastAttempt;
            Begin(1);
        }
    }

    /// <summary>Begins the next round if this one has ended.</summary>
    internal void Advance(TimeSpan now, TimeSpan patience)
    {
        if (IsFull && (IsAnswered || now - LastSent >= patience))
        {
            Begin(Math.Min(_size * 2, MaxSize));
        }
    }

    internal void Sent(long attempt, TimeSpan now)
    {
        LastSent = now;
        _sent++;
        _unanswered.Add(attempt);
    }

    /// <summary>Records the end of an attempt. One that was not sent after all leaves its place to another.</summary>
    internal void Answered(long attempt, bool wasSent) => _sent -= _unanswered.Remove(attempt) && !wasSent ? 1 : 0;

    private void Begin(int size)
    {
        (_size, _sent) = (size, 0);
        _unanswered.Clear();
    }
}
