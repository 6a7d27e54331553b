using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>
/// The cool-down of one account, or of the API key: nothing is sent before the moment that the server specified; after it, attempts are sent
/// in rounds until they are no longer refused.
/// </summary>
/// <remarks>
/// <para>
/// The first round has as many attempts as the server accepted since the last cool-down. The rounds after it double from 1, as in TCP's slow
/// start, to find out whether the server accepts more. A round ends when all its attempts are answered, or after a short time without a
/// refusal, because a rate limit refuses immediately whereas an order may take minutes.
/// </para>
/// <para>Not thread-safe: <see cref="WaitingLine"/> holds the lock. Moments are times on its clock.</para>
/// </remarks>
/// <param name="patience">How long without a refusal ends a round.</param>
/// <param name="taken">How many attempts the server accepted recently, including those that it has not answered yet; null if unknown.</param>
/// <param name="since">The number of the attempt after which they were counted.</param>
internal sealed class CoolDown(TimeSpan patience, int? taken, long since)
{
    /// <summary>The exponent of the largest round: 2^20 attempts are no limit in practice, and do not overflow.</summary>
    private const int LargestRound = 20;

    /// <summary>The size of the next first round.</summary>
    private int _allowed = 1;
    private bool _held;

    /// <summary>The attempts sent since the last cool-down ended, without those known to be refused or lost; null if none were sent.</summary>
    private int? _taken = taken;
    private long _lastBeforeOpening = since;

    private int _round;
    private int _left;
    private int _unanswered;

    /// <summary>The last attempt before the current round; before the first round, no attempt belongs to a round.</summary>
    private long _lastBeforeRound = long.MaxValue;
    private TimeSpan _roundStarted;

    /// <summary>The moment before which nothing is sent.</summary>
    internal TimeSpan Until { get; private set; }

    /// <summary>Extends the cool-down to a moment.</summary>
    internal void Hold(TimeSpan until)
    {
        Until = TimeSpanMath.Max(until, Until);
        _held = true;
    }

    /// <summary>Lifts the limit on the first round: another cool-down limits what is sent.</summary>
    internal void OpenWide() => (_allowed, _taken) = (int.MaxValue, null);

    /// <summary>The moment from which an attempt may be sent; now, if it is not in the future.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="last">The number of the last attempt that was sent.</param>
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

    /// <summary>Records that an attempt is sent.</summary>
    internal void Sent()
    {
        _left--;
        _unanswered++;
        _taken = (_taken ?? 0) + 1;
    }

    /// <summary>Records the end of an attempt; true if that ends a round or frees a place in it, so that other attempts may be ready now.</summary>
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

        _unanswered--;
        _left += end == AttemptEnd.Unsent ? 1 : 0;
        return _unanswered == 0 || end == AttemptEnd.Unsent;
    }

    /// <summary>Whether the cool-down can be forgotten: its moment has passed, and every attempt of its round is answered.</summary>
    internal bool IsOver(TimeSpan now) => now >= Until && _unanswered == 0;

    private void StartRound(int size, TimeSpan now, long last)
    {
        _left = size;
        _unanswered = 0;
        _roundStarted = now;
        _lastBeforeRound = last;
    }
}
