using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>Until when the accounts that were refused, and the API key, are held.</summary>
/// <remarks>
/// A 429 does not say whether the limit is that of the account or of the key: refusals that reach several accounts while nothing is accepted are the
/// key's. A call without an account reaches no provider, so its refusal is the key's at once. What is over is remembered until
/// <see cref="Forget"/>, because its attempts still leave the lane in rounds. Has no clock and is not thread-safe: <see cref="Lane"/> passes the
/// time and has the lock. Attempts are numbered in the order of their turns.
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

    /// <summary>Until when each account is held; the moment may be over.</summary>
    private readonly Dictionary<string, TimeSpan> _accounts = new(StringComparer.Ordinal);

    /// <summary>Until when the key is held; null if it was not refused.</summary>
    private TimeSpan? _key;

    /// <summary>Those of the accounts that were refused since an attempt was accepted.</summary>
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private long _firstRefused;
    private long _lastAccepted;

    /// <summary>Whether a refusal of the account, or of the key, is remembered.</summary>
    internal bool Remembers(string account) => _key is not null || _accounts.ContainsKey(account);

    /// <summary>The moment until which the account or the key is held; it may be in the past.</summary>
    internal TimeSpan Until(string account) => TimeSpanMath.Max(_accounts.GetValueOrDefault(account), _key.GetValueOrDefault());

    /// <summary>Holds an account, and the key if refusals have reached several accounts while nothing was accepted.</summary>
    /// <param name="account">The account of the refused attempt; empty if it has none.</param>
    /// <param name="attempt">The refused attempt.</param>
    /// <param name="wait">The wait that the server asks for.</param>
    /// <param name="othersFollow">Whether other attempts wait or are under way.</param>
    /// <param name="now">The current time.</param>
    internal void Refused(string account, long attempt, TimeSpan wait, bool othersFollow, TimeSpan now)
    {
        wait = TimeSpanMath.Min(wait, TimeSpanMath.Max(maxRetryAfter, MaxHold));
        // A server that asks for less has probably rounded down, and would refuse the other attempts as well.
        wait = othersFollow ? TimeSpanMath.Max(wait, patience) : wait;
        TimeSpan until = _accounts.GetValueOrDefault(account);
        // Jitter is added once: if each refusal added its own, the largest would always win.
        until = TimeSpanMath.Max(until, now + (now < until ? wait + RetryDelay.TimerGrain : RetryDelay.AfterHint(wait, random())));
        _accounts[account] = until;
        if (attempt < _lastAccepted)
        {
            return;
        }

        _firstRefused = _refused.Count == 0 ? attempt : Math.Min(attempt, _firstRefused);
        _refused.Add(account);
        if (account.Length == 0)
        {
            _key = TimeSpanMath.Max(_key.GetValueOrDefault(), until);
        }
        else if (_refused.Count >= MinAccountsOfKey)
        {
            // The earliest moment, because a provider may ask for a much later one.
            TimeSpan earliest = _refused.Select(other => _accounts[other]).Where(other => other > now).Min();
            _key = TimeSpanMath.Max(_key.GetValueOrDefault(), earliest);
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
            _key = now < _key ? null : _key;
        }
    }

    /// <summary>Forgets what is over. Returns whether nothing is left.</summary>
    internal bool Forget(TimeSpan now)
    {
        foreach ((string account, TimeSpan until) in _accounts)
        {
            if (until <= now)
            {
                _accounts.Remove(account);
                _refused.Remove(account);
            }
        }

        _key = _key <= now ? null : _key;
        return _accounts.Count == 0 && _key is null;
    }
}
