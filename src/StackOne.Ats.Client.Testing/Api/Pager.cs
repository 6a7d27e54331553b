using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>A page of a list.</summary>
/// <param name="Rows">The records, which may be none.</param>
/// <param name="Next">Where the next page begins; null for the last page.</param>
internal sealed record Page(IReadOnlyList<Resource> Rows, Cursor? Next);

internal static class Pager
{
    /// <summary>Takes a page of a list.</summary>
    /// <remarks>A cursor is after a record, not at an index, so that records that are added or deleted meanwhile do not move the others.</remarks>
    internal static Page Slice(IReadOnlyList<Resource> rows, Cursor cursor, int size, bool irregular)
    {
        Resource[] remaining = [.. rows.Where(row => row.Number > cursor.After)];
        Resource[] page = [.. remaining.Take((irregular, cursor.Page) switch
        {
            (true, 0) => (size + 1) / 2,
            (true, 1) => 0,
            _ => size,
        })];
        Cursor? next = page.Length == remaining.Length
            ? null
            : new Cursor(page.Length == 0 ? cursor.After : page[^1].Number, cursor.Page + 1);
        return new Page(page, next);
    }
}
