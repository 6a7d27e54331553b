using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace CandidateSync;

/// <summary>
/// How far the records of a kind have been read in an account. They are read in rounds: a full one, and then only what was changed since the last
/// one.
/// </summary>
[PrimaryKey(nameof(AccountId), nameof(Kind))]
internal sealed class Reading
{
    /// <summary>The clocks are not the same, and a provider can be late with what it lists.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    public required string AccountId { get; init; }

    public required string Kind { get; init; }

    /// <summary>The number of full rounds, the one under way included. Records that a full round has not stored are gone.</summary>
    public int Round { get; private set; }

    /// <summary>When the round under way was begun; null if there is none.</summary>
    public DateTime? StartedAt { get; private set; }

    /// <summary>The round under way reads what was changed after this; null in a full round.</summary>
    public DateTime? Since { get; private set; }

    /// <summary>The cursor of the next page; null for the first one.</summary>
    public string? Cursor { get; private set; }

    /// <summary>The pages that the round has stored.</summary>
    public int Pages { get; private set; }

    /// <summary>The records that the round has stored.</summary>
    public int Items { get; private set; }

    /// <summary>What was changed before this is in the copy; null before the first round has ended.</summary>
    public DateTime? ReadUpTo { get; private set; }

    /// <summary>When the last full round began; null if one is owed.</summary>
    public DateTime? FullAt { get; private set; }

    /// <summary>Saving throws if another worker has saved in the meantime: no page is stored twice.</summary>
    [ConcurrencyCheck]
    public int Version { get; private set; }

    /// <summary>Whether the round is one that reads everything.</summary>
    internal bool IsFull => Since is null;

    /// <summary>Whether a round was begun since the account is due and was changed last, and has ended.</summary>
    internal bool IsDone(SyncedAccount account) =>
        StartedAt is null && ReadUpTo >= account.DueAt && !(account.ChangedAt > ReadUpTo);

    /// <summary>Begins a round, unless one is under way.</summary>
    /// <param name="now">The time.</param>
    /// <param name="fullEvery">The time between two full rounds.</param>
    internal void Begin(DateTime now, TimeSpan fullEvery)
    {
        if (StartedAt is not null)
        {
            return;
        }

        Version++;
        (StartedAt, Cursor, Pages, Items) = (now, null, 0, 0);
        if (FullAt is null || now - FullAt >= fullEvery)
        {
            (Since, FullAt) = (null, now);
            Round++;
        }
        else
        {
            Since = ReadUpTo - Overlap;
        }
    }

    /// <summary>Counts a page, and ends the round with the last one.</summary>
    internal void Advance(RecordPage page)
    {
        Version++;
        Pages++;
        Items += page.Records.Count;
        Cursor = page.NextCursor;
        if (Cursor is null)
        {
            (ReadUpTo, StartedAt) = (StartedAt, null);
        }
    }

    /// <summary>Gives the round up. The next one reads the same again, from its first page.</summary>
    internal void GiveUp()
    {
        Version++;
        (StartedAt, FullAt) = (null, IsFull ? null : FullAt);
    }
}
