using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>Detects that the limit of the API key is exhausted, rather than that of an account.</summary>
/// <remarks>
/// A 429 does not say which limit it is about. It is taken for the key's when refusals reach several accounts in a row and nothing sent after
/// the first of them is accepted.
/// </remarks>
internal sealed class RefusalRun
{
    /// <summary>
    /// Fewer accounts may well be limited by their providers at the same time. If the key has fewer accounts, each of them cools down
    /// separately, which costs a few refusals.
    /// </summary>
    private const int Several = 5;

    private readonly HashSet<string> _accounts = new(StringComparer.Ordinal);
    private long _lastTaken;

    /// <summary>The accounts that were refused in a row.</summary>
    internal IReadOnlySet<string> Accounts => _accounts;

    /// <summary>The number of the first attempt that was refused.</summary>
    internal long First { get; private set; }

    /// <summary>The earliest moment that the server specified and that has not passed: a provider may ask for a much later one.</summary>
    internal TimeSpan Until { get; private set; }

    /// <summary>Records a refused attempt; true if the key's limit is detected.</summary>
    internal bool Refused(string account, long attempt, TimeSpan until, TimeSpan now)
    {
        if (attempt < _lastTaken)
        {
            return false;
        }

        First = _accounts.Count == 0 ? attempt : Math.Min(attempt, First);
        Until = _accounts.Count == 0 || Until <= now ? until : TimeSpanMath.Min(until, Until);
        _accounts.Add(account);
        return _accounts.Count >= Several;
    }

    /// <summary>Records an attempt that the server accepted.</summary>
    internal void Taken(long attempt)
    {
        _lastTaken = Math.Max(_lastTaken, attempt);
        if (attempt > First)
        {
            _accounts.Clear();
        }
    }

    internal void Clear() => _accounts.Clear();
}
