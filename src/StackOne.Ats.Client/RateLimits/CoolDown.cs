namespace StackOne.Ats.Client.RateLimits;

/// <summary>
/// The cool-down of one account, or of the API key: nothing is sent before the moment that the server named; after it, attempts are sent in
/// rounds until they are no longer refused.
/// </summary>
/// <remarks>
/// <para>
/// The first round has as many attempts as the server took since the last cool-down. The rounds after it double from 1, as in TCP's slow
/// start, to find out whether the server takes more. A round is over when all its attempts are answered; or after a short time without a
/// refusal, since a rate limit refuses at once and an order may take minutes.
/// </para>
/// <para>Not thread-safe: <see cref="CoolDowns"/> holds its lock. Moments are on the clock of <see cref="CoolDowns"/>.</para>
/// </remarks>
/// <param name="patience">How long without a refusal ends a round.</param>
/// <param name="taken">How many the server took lately, those included that it has not answered yet; null where that is not known.</param>
/// <param name="since">The number of the attempt after which they were counted.</param>
internal sealed class CoolDown(TimeSpan patience, int? taken, long since)
{
    /// <summary>2^20 attempts in one round are as good as no limit, and no overflow.</summary>
    private const int LargestRound = 20;

    /// <summary>The size of the next first round.</summary>
    private int _allowed = 1;
    private bool _held;

    /// <summary>Sent since the last opening and, as far as is known, not refused; null where nothing was sent.</summary>
    private int? _taken = taken;
    private long _lastBeforeOpening = since;

    private int _round;
    private int _left;
    private int _unanswered;

    /// <summary>Before the first round, no attempt that ends is one of a round.</summary>
    private long _lastBeforeRound = long.MaxValue;
    private TimeSpan _roundStarted;

    /// <summary>The moment before which nothing is sent.</summary>
    internal TimeSpan Until { get; private set; }

    /// <summary>Extends the cool-down to a moment.</summary>
    internal void Hold(TimeSpan until)
    {
        Until = until > Until ? until : Until;
        _held = true;
    }

    /// <summary>After it, nothing is held back: another cool-down sees to that.</summary>
    internal void OpenWide() => (_allowed, _taken) = (int.MaxValue, null);

    /// <summary>The moment from which an attempt may be sent; one that is not in the future means now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="last">The attempt that was sent last, by its number.</param>
    internal TimeSpan ReadyAt(TimeSpan now, long last)
    {
        if (now < Until)
        {
            return Until;
        }

        if (_held)
        {
            _held = false;
            _allowed = _taken is { } taken ? Math.Max(1, taken) : _allowed;
            _taken = null;
            _lastBeforeOpening = last;
            _round = 0;
            StartRound(_allowed, now, last);
        }
        else if (_left == 0 && (_unanswered == 0 || now - _roundStarted >= patience))
        {
            StartRound(1 << Math.Min(_round++, LargestRound), now, last);
        }

        return _left > 0 ? now : _roundStarted + patience;
    }

    /// <summary>An attempt is sent.</summary>
    internal void Sent()
    {
        _left--;
        _unanswered++;
        _taken = (_taken ?? 0) + 1;
    }

    /// <summary>An attempt has ended. True where that ends a round: others may be ready now.</summary>
    internal bool Ended(long attempt, AttemptEnd end)
    {
        if (attempt > _lastBeforeOpening && end != AttemptEnd.Taken)
        {
            _taken--;
        }

        if (attempt <= _lastBeforeRound)
        {
            return false;
        }

        _left += end == AttemptEnd.Unsent ? 1 : 0;
        return --_unanswered == 0;
    }

    /// <summary>Whether it has nothing more to hold back: nobody waits, and nothing that it let through is unanswered.</summary>
    internal bool IsOver(TimeSpan now) => now >= Until && _unanswered == 0;

    private void StartRound(int size, TimeSpan now, long last)
    {
        _left = size;
        _unanswered = 0;
        _roundStarted = now;
        _lastBeforeRound = last;
    }
}

/// <summary>What became of an attempt, as far as rate limits are concerned.</summary>
internal enum AttemptEnd
{
    /// <summary>It was not sent after all.</summary>
    Unsent,

    /// <summary>No answer came.</summary>
    Unanswered,

    /// <summary>429.</summary>
    Refused,

    /// <summary>Any other answer.</summary>
    Taken,
}
