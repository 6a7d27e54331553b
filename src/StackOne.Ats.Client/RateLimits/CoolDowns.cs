using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>
/// The cool-downs of a client: of accounts that the server has refused, and of the API key, which covers all accounts
/// (<see cref="RefusalRun"/> decides which of the two a refusal is about).
/// </summary>
/// <remarks>
/// Only accounts that were refused use memory. The type has no clock and is not thread-safe: <see cref="WaitingLine"/> passes the time and
/// holds the lock. Attempts are identified by their number in the order of sending.
/// </remarks>
/// <param name="patience">The longest time that a server with a rate limit takes to refuse.</param>
/// <param name="longest">The longest time that a refusal holds other attempts: a wrong date must not block an account forever.</param>
/// <param name="random">Returns a number from 0 up to but not including 1, for jitter.</param>
internal sealed class CoolDowns(TimeSpan patience, TimeSpan longest, Func<double> random)
{
    /// <summary>StackOne counts the requests of a key by the minute.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, CoolDown> _accounts = new(StringComparer.Ordinal);
    private readonly RefusalRun _run = new();
    private CoolDown? _key;

    /// <summary>The first of the refused attempts that started the cool-down of the key.</summary>
    private long _keyRefusedFirst;

    /// <summary>The number of the last attempt that was sent.</summary>
    private long _last;
    private int _underWay;

    /// <summary>The attempts sent in the current window, without those known to be refused or lost: what the key was allowed recently.</summary>
    private int _taken;
    private long _lastBeforeWindow;
    private TimeSpan _windowStarted;

    /// <summary>The moment from which an attempt may be sent; now, if it is not in the future.</summary>
    /// <param name="account">The attempt's account.</param>
    /// <param name="now">The current time.</param>
    /// <param name="keyIsReady">Whether the key is ready, so that only the account can be cooling down.</param>
    internal TimeSpan ReadyAt(string account, TimeSpan now, out bool keyIsReady)
    {
        TimeSpan key = _key?.ReadyAt(now, _last) ?? now;
        keyIsReady = key <= now;
        return keyIsReady && _accounts.TryGetValue(account, out CoolDown? own) ? own.ReadyAt(now, _last) : key;
    }

    /// <summary>Whether the account or the key is held, so that even an attempt whose turn had come must wait again.</summary>
    internal bool IsHeld(string account, TimeSpan now) =>
        now < _key?.Until || (_accounts.TryGetValue(account, out CoolDown? own) && now < own.Until);

    /// <summary>Records that an attempt is sent, and returns its number.</summary>
    internal long Send(string account, TimeSpan now)
    {
        if (now - _windowStarted >= Window)
        {
            (_taken, _lastBeforeWindow, _windowStarted) = (0, _last, now);
        }

        _taken++;
        _underWay++;
        _key?.Sent();
        _accounts.GetValueOrDefault(account)?.Sent();
        return ++_last;
    }

    /// <summary>Records the end of an attempt; true if other attempts may be ready now.</summary>
    internal bool Ended(string account, long attempt, AttemptEnd end, TimeSpan now)
    {
        _underWay--;
        _taken -= end != AttemptEnd.Taken && attempt > _lastBeforeWindow ? 1 : 0;
        bool ready = _accounts.GetValueOrDefault(account)?.Ended(attempt, end) == true | _key?.Ended(attempt, end) == true;
        if (end == AttemptEnd.Taken)
        {
            _run.Taken(attempt);
            if (now < _key?.Until && attempt > _keyRefusedFirst)
            {
                // The server accepted an attempt sent after the first refusal, so the limit was not that of the key.
                _key = null;
                return true;
            }
        }

        return ready;
    }

    /// <summary>Starts or extends a cool-down, and returns the moment from which other attempts of the account may be ready.</summary>
    /// <param name="account">The account of the refused attempt, which has ended.</param>
    /// <param name="attempt">The refused attempt.</param>
    /// <param name="wait">The wait that the server asks for.</param>
    /// <param name="others">Whether other attempts are waiting.</param>
    /// <param name="now">The current time.</param>
    internal TimeSpan Hold(string account, long attempt, TimeSpan wait, bool others, TimeSpan now)
    {
        wait = TimeSpanMath.Min(wait, longest);
        // A server that asks for less has probably rounded down, and would refuse the other attempts as well.
        wait = others || _underWay > 0 ? TimeSpanMath.Max(wait, patience) : wait;
        if (!_accounts.TryGetValue(account, out CoolDown? own))
        {
            _accounts.Add(account, own = new CoolDown(patience, taken: null, _last));
        }

        // Jitter is added once per cool-down: if each refusal added its own, the largest would always win.
        own.Hold(now + (now < own.Until ? wait + RetryDelay.TimerGrain : RetryDelay.AfterHint(wait, random())));
        if (now < _key?.Until)
        {
            // The attempt was sent before the key's limit was detected.
            LeaveToKey(own);
        }
        else if (_run.Refused(account, attempt, own.Until, now))
        {
            HoldKey();
        }

        return own.Until;
    }

    /// <summary>Removes the cool-downs that are over, and returns the moment at which the next one may be.</summary>
    internal TimeSpan Forget(TimeSpan now)
    {
        _key = _key?.IsOver(now) == true ? null : _key;
        TimeSpan next = now < _key?.Until ? _key.Until : TimeSpan.MaxValue;
        foreach ((string account, CoolDown own) in _accounts)
        {
            if (own.IsOver(now))
            {
                _accounts.Remove(account);
            }
            else if (now < own.Until)
            {
                next = TimeSpanMath.Min(next, own.Until);
            }
        }

        return next;
    }

    private void HoldKey()
    {
        _key ??= new CoolDown(patience, _taken, _lastBeforeWindow);
        _key.Hold(_run.Until);
        _keyRefusedFirst = _run.First;
        foreach (string account in _run.Accounts)
        {
            if (_accounts.TryGetValue(account, out CoolDown? own))
            {
                LeaveToKey(own);
            }
        }

        _run.Clear();
    }

    /// <summary>Lets the key's cool-down replace the rounds of the account's own, unless a provider asked for a much longer wait.</summary>
    private void LeaveToKey(CoolDown own)
    {
        if (own.Until <= _key!.Until + patience)
        {
            // Both end at the same moment: otherwise attempts of an account that is still held would miss their turn.
            _key.Hold(own.Until);
            own.OpenWide();
        }
    }
}
