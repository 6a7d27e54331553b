namespace StackOne.Ats.Client.RateLimits;

/// <summary>
/// Tells the API key's limit from an account's, since a 429 does not say which it is: refusals reach several accounts in a row, and nothing
/// that was sent after the first of them is taken.
/// </summary>
internal sealed class RefusalRun
{
    /// <summary>
    /// Fewer accounts may well be limited by their providers at the same time. Where the key has no more accounts than that, each of them
    /// cools down by itself, which costs a few refusals.
    /// </summary>
    private const int Several = 5;

    private readonly HashSet<string> _accounts = new(StringComparer.Ordinal);
    private long _lastTaken;

    /// <summary>The accounts that were refused in a row.</summary>
    internal IReadOnlySet<string> Accounts => _accounts;

    /// <summary>The number of the first attempt that was refused.</summary>
    internal long First { get; private set; }

    /// <summary>The earliest moment that the server named: what a provider asks for may be much later.</summary>
    internal TimeSpan Until { get; private set; }

    /// <summary>An attempt was refused. True where the run shows the key's limit.</summary>
    internal bool Refused(string account, long attempt, TimeSpan until)
    {
        if (attempt < _lastTaken)
        {
            return false;
        }

        First = _accounts.Count == 0 || attempt < First ? attempt : First;
        Until = _accounts.Count == 0 || until < Until ? until : Until;
        _accounts.Add(account);
        return _accounts.Count >= Several;
    }

    /// <summary>An attempt was taken.</summary>
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
