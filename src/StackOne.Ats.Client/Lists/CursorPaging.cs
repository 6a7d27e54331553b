using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Lists;

/// <summary>Pages that have the cursor of the next page.</summary>
/// <remarks>A cycle of cursors is found as in Brent's algorithm: each cursor is compared with one that is kept for twice as many pages each
/// time.</remarks>
internal sealed class CursorPaging<T> : Paging<T>
    where T : class
{
    private string? _kept;
    private int _pages;
    private int _span = 1;
    private bool _isRepeated;

    internal CursorPaging(string? cursor) => Cursor = _kept = cursor;

    /// <inheritdoc />
    internal override QueryString AddTo(QueryString query) => query.With("next", Cursor);

    /// <inheritdoc />
    internal override void Read(PageBody<T> page, ApiCall call)
    {
        // Only an empty cursor is none. A blank one cannot be sent.
        string? next = string.IsNullOrWhiteSpace(page.Next) ? null : page.Next;
        HasUnreadableCursor = page.HasUnreadableNext || (next is null && page.Next is { Length: > 0 });
        _isRepeated = next is not null && (next == Cursor || next == _kept);
        Cursor = next;
        if (++_pages == _span)
        {
            (_kept, _pages, _span) = (next, 0, _span * 2);
        }
    }

    /// <inheritdoc />
    internal override void ThrowIfStuck(ApiCall call)
    {
        if (HasUnreadableCursor)
        {
            throw ExceptionFactory.UnreadableCursor(call.Facts);
        }

        if (_isRepeated)
        {
            throw ExceptionFactory.RepeatedCursor(call.Facts);
        }
    }
}
