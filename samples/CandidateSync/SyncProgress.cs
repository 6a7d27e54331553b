using System.Collections.Concurrent;

namespace CandidateSync;

/// <summary>What this worker has done, and does. Thread-safe. It has no data of candidates.</summary>
internal sealed class SyncProgress
{
    private readonly ConcurrentDictionary<string, Current> _current = new(StringComparer.Ordinal);
    private int _pages;
    private int _records;

    /// <summary>Called when an account was read: its id, the records that were stored, and its problem.</summary>
    internal event Action<string, int, string?>? Read;

    internal int Pages => _pages;

    internal int Records => _records;

    /// <summary>The accounts that are being read.</summary>
    internal IEnumerable<KeyValuePair<string, Current>> Accounts => _current.OrderBy(account => account.Key, StringComparer.Ordinal);

    internal void PageStored(string account, RecordKind kind, int records)
    {
        Interlocked.Increment(ref _pages);
        Interlocked.Add(ref _records, records);
        _current.AddOrUpdate(account, _ => new Current(kind.Name, records), (_, before) => new Current(kind.Name, before.Records + records));
    }

    internal void AccountRead(string account, string? problem)
    {
        _current.TryRemove(account, out Current? done);
        Read?.Invoke(account, done?.Records ?? 0, problem);
    }

    /// <summary>An account that is being read: the kind of records, and how many of all kinds were stored.</summary>
    internal sealed record Current(string Kind, int Records);
}
