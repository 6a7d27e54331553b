using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>Until when the accounts that were refused, and the API key, are held.</summary>
/// <remarks>
/// A 429 does not say whether the limit is that of the account or of the key: refusals that reach several accounts while nothing is accepted are the
/// key's. A call without an account reaches no provider, so its refusal is the key's at once. Each account has rounds of its own, so that a refusal
/// paces no other account; while a refusal of the key is remembered, all have the rounds of the key instead. Has no clock and is not thread-safe:
/// <see cref="Lane"/> passes the time and has the lock. Attempts are numbered in the order of their turns.
/// </remarks>
/// <param name="patience">How long a server that limits rates takes to refuse, at most.</param>
/// <param name="maxRetryAfter">The longest wait that the options allow.</param>
/// <param name="random">Returns a number from 0 up to but not including 1, for jitter.</param>
internal sealed class Holds(TimeSpan patience, TimeSpan maxRetryAfter, Func<double> random)
{
    /// <summary>How long a refusal holds other attempts, unless the options allow more: a wrong date must not block an account forever.</summary>
    private static readonly TimeSpan MaxHold = TimeSpan.FromHours(1);

    /// <summary>
    /// Fewer accounts may well be limited by their providers at the same time. If the key has fewer accounts, each is held by itself, which costs a
    /// few refusals.
    /// </summary>
    private const int MinAccountsOfKey = 5;

    /// <summary>The accounts that were refused, until that is over.</summary>
    private readonly Dictionary<string, Hold> _accounts = new(StringComparer.Ordinal);

    /// <summary>The same for the key.</summary>
    private Hold? _key;

    /// <summary>Those of the accounts that were refused since an attempt was accepted.</summary>
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private long _firstRefused;
    private long _lastAccepted;

    /// <summary>Whether a refusal of the account, or of the key, is remembered.</summary>
    internal bool Remembers(string account) => _key is not null || _accounts.ContainsKey(account);

    /// <summary>The moment until which the account or the key is held; it may be in the past.</summary>
    internal TimeSpan Until(string account) =>
        TimeSpanMath.Max(_accounts.GetValueOrDefault(account)?.Until ?? TimeSpan.Zero, _key?.Until ?? TimeSpan.Zero);

    /// <summary>When the next attempt of any account may be sent: now, or a later moment.</summary>
    internal TimeSpan TurnOfKey(TimeSpan now) => _key?.Turn(now, patience) ?? now;

    /// <summary>When the next attempt of an account may be sent, if it is the turn of the key: now, or a later moment.</summary>
    internal TimeSpan TurnOf(string account, TimeSpan now) => _accounts.GetValueOrDefault(account) switch
    {
        null => now,
        var held when _key is null => held.Turn(now, patience),
        var held => TimeSpanMath.Max(held.Until, now),
    };

    /// <summary>Records an attempt whose turn has come.</summary>
    internal void Sent(string account, long attempt, TimeSpan now) => (_key ?? _accounts.GetValueOrDefault(account))?.Rounds.Sent(attempt, now);

    /// <summary>Records the end of an attempt.</summary>
    internal void Answered(string account, long attempt, bool wasSent)
    {
        _accounts.GetValueOrDefault(account)?.Rounds.Answered(attempt, wasSent);
        _key?.Rounds.Answered(attempt, wasSent);
    }

    /// <summary>Holds an account, and the key if refusals have reached several accounts while nothing was accepted.</summary>
    /// <param name="account">The account of the refused attempt; empty if it has none.</param>
    /// <param name="attempt">The refused attempt.</param>
    /// <param name="lastAttempt">The attempt that was sent last.</param>
    /// <param name="wait">The wait that the server asks for.</param>
    /// <param name="othersFollow">Whether other attempts wait or are under way.</param>
    /// <param name="now">The current time.</param>
    internal void Refused(string account, long attempt, long lastAttempt, TimeSpan wait, bool othersFollow, TimeSpan now)
    {
        wait = TimeSpanMath.Min(wait, TimeSpanMath.Max(maxRetryAfter, MaxHold));
        // A server that asks for less has probably rounded down, and would refuse the other attempts as well.
        wait = othersFollow ? TimeSpanMath.Max(wait, patience) : wait;
        Hold held = _accounts[account] = _accounts.GetValueOrDefault(account) ?? new();
        // Jitter is added once: if each refusal added its own, the largest would always win.
        held.Until = TimeSpanMath.Max(held.Until, now + (now < held.Until ? wait + RetryDelay.TimerGrain : RetryDelay.AfterHint(wait, random())));
        held.Rounds.Refused(attempt, lastAttempt);
        if (attempt < _lastAccepted)
        {
            return;
        }

        _firstRefused = _refused.Count == 0 ? attempt : Math.Min(attempt, _firstRefused);
        _refused.Add(account);
        if (account.Length == 0 || _refused.Count >= MinAccountsOfKey)
        {
            _key ??= new();
            // The earliest moment, because a provider may ask for a much later one.
            TimeSpan until = account.Length == 0 ? held.Until : _refused.Select(other => _accounts[other].Until).Where(other => other > now).Min();
            _key.Until = TimeSpanMath.Max(_key.Until, until);
            _key.Rounds.Refused(attempt, lastAttempt);
        }
    }

    /// <summary>Records an attempt that the server accepted.</summary>
    internal void Accepted(long attempt, TimeSpan now)
    {
        _lastAccepted = Math.Max(_lastAccepted, attempt);
        if (attempt > _firstRefused)
        {
            _refused.Clear();
            // It was sent after the first refusal, so the limit was not that of the key.
            _key = now < _key?.Until ? null : _key;
        }
    }

    /// <summary>Forgets what is over, after the turns of all that wait were asked for.</summary>
    internal void Forget(TimeSpan now, bool nobodyWaits)
    {
        if (_key?.IsOver(now, patience, nobodyWaits) == false)
        {
            // Attempts that wait for the key have not asked for the turns of their accounts.
            return;
        }

        _key = null;
        foreach ((string account, Hold held) in _accounts)
        {
            if (held.IsOver(now, patience, nobodyWaits))
            {
                _accounts.Remove(account);
                _refused.Remove(account);
            }
        }
    }
}
