using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>
/// What cools down: accounts that the server has refused, or the API key and with it all accounts (<see cref="RefusalRun"/> tells which).
/// </summary>
/// <remarks>
/// Only what was refused is remembered. It keeps no time of its own and is not thread-safe: <see cref="WaitingLine"/> says what time it is,
/// and holds the lock. Attempts are known by their number in the order of sending.
/// </remarks>
/// <param name="patience">How long a server that limits rates takes to refuse, at most.</param>
/// <param name="longest">A refusal that names a later moment holds others for so long only: a wrong date must not stop an account for good.</param>
/// <param name="random">A number from 0 up to but not including 1, for jitter.</param>
internal sealed class CoolDowns(TimeSpan patience, TimeSpan longest, Func<double> random)
{
    /// <summary>StackOne counts the requests of a key by the minute.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, CoolDown> _accounts = new(StringComparer.Ordinal);
    private readonly RefusalRun _run = new();
    private CoolDown? _key;

    /// <summary>The first refused attempt of those that made the key cool down.</summary>
    private long _keyRefusedFirst;

    /// <summary>The attempt that was sent last.</summary>
    private long _last;
    private int _underWay;

    /// <summary>What the key was allowed lately: sent in a window, and not refused.</summary>
    private int _taken;
    private long _lastBeforeWindow;
    private TimeSpan _windowStarted;

    /// <summary>The moment from which an attempt may be sent; one that is not in the future means now.</summary>
    /// <param name="account">Its account.</param>
    /// <param name="now">The time.</param>
    /// <param name="keyIsReady">Whether only the account is waited for.</param>
    internal TimeSpan ReadyAt(string account, TimeSpan now, out bool keyIsReady)
    {
        TimeSpan key = _key?.ReadyAt(now, _last) ?? now;
        keyIsReady = key <= now;
        return keyIsReady && _accounts.TryGetValue(account, out CoolDown? own) ? own.ReadyAt(now, _last) : key;
    }

    /// <summary>Whether nothing of the account may be sent now, even if it was ready before.</summary>
    internal bool IsHeld(string account, TimeSpan now) =>
        now < _key?.Until || (_accounts.TryGetValue(account, out CoolDown? own) && now < own.Until);

    /// <summary>An attempt that is ready is sent; gives its number.</summary>
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

    /// <summary>An attempt has ended without a refusal. True where others may be ready now.</summary>
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
                // It was not the key's limit after all.
                _key = null;
                return true;
            }
        }

        return ready;
    }

    /// <summary>A refusal asks to wait. Gives the moment at which others of the account may be ready.</summary>
    /// <param name="account">The account of the refused attempt, which has ended.</param>
    /// <param name="attempt">The refused attempt.</param>
    /// <param name="wait">How long the server asks to wait.</param>
    /// <param name="others">Whether others wait.</param>
    /// <param name="now">The time.</param>
    internal TimeSpan Hold(string account, long attempt, TimeSpan wait, bool others, TimeSpan now)
    {
        wait = wait < longest ? wait : longest;
        // A server that names less has rounded down, and would refuse the others as well.
        wait = wait < patience && (others || _underWay > 0) ? patience : wait;
        if (!_accounts.TryGetValue(account, out CoolDown? own))
        {
            _accounts.Add(account, own = new CoolDown(patience, taken: null, _last));
        }

        // Jitter once for each cool-down: of many draws the latest would count.
        own.Hold(now + (now < own.Until ? wait + RetryDelay.TimerGrain : RetryDelay.AfterHint(wait, random())));
        if (now < _key?.Until)
        {
            // It was sent before the key's limit was known.
            LeaveToKey(own);
        }
        else if (_run.Refused(account, attempt, own.Until))
        {
            HoldKey();
        }

        return own.Until;
    }

    /// <summary>Forgets what has cooled down.</summary>
    internal void Forget(TimeSpan now)
    {
        _key = _key?.IsOver(now) == true ? null : _key;
        foreach ((string account, CoolDown own) in _accounts)
        {
            if (own.IsOver(now))
            {
                _accounts.Remove(account);
            }
        }
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

    /// <summary>Rather than each account find out anew what is allowed, the key does; unless a provider asked for much more.</summary>
    private void LeaveToKey(CoolDown own)
    {
        if (own.Until <= _key!.Until + patience)
        {
            // Together, or those that are still held would miss their turn.
            _key.Hold(own.Until);
            own.OpenWide();
        }
    }
}
