using System.Globalization;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Lists;

/// <summary>Pages that have numbers, from 1, and do not say which is the last.</summary>
/// <remarks>
/// <para>
/// Only an empty page ends the list, which costs one request more. A page that is shorter than was asked for may be so for other reasons: the
/// server has a largest size, which is not published, or leaves out what the key may not see.
/// </para>
/// <para>The size is always sent and is part of the cursors: with another size, the same number is another page.</para>
/// </remarks>
internal sealed class NumberPaging<T> : Paging<T>
    where T : class
{
    /// <summary>That of StackOne's other lists.</summary>
    internal const int DefaultPageSize = 25;

    private const char Separator = '-';

    private readonly Func<T, string?> _id;
    private readonly int _size;
    private long _number = 1;
    private List<string?>? _last;

    private NumberPaging(string? cursor, int? pageSize, Func<T, string?> id)
    {
        (Cursor, _id, _size) = (cursor, id, pageSize ?? DefaultPageSize);
        if (cursor is not null && !TryParse(cursor, out _number, out _size))
        {
            throw new ArgumentException("The cursor is not one of this list: use the NextCursor of one of its pages.", nameof(cursor));
        }
    }

    /// <summary>What begins an enumeration after a cursor.</summary>
    /// <param name="pageSize">The size that the caller asks for.</param>
    /// <param name="id">The id of an item, to find a page that comes twice.</param>
    internal static Func<string?, Paging<T>> Of(int? pageSize, Func<T, string?> id) => cursor => new NumberPaging<T>(cursor, pageSize, id);

    /// <inheritdoc />
    internal override QueryString AddTo(QueryString query) => query
        .With("page", _number.ToString(CultureInfo.InvariantCulture))
        .With("page_size", _size.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc />
    internal override void Read(PageBody<T> page, ApiCall call)
    {
        // What could not be read counts as well, so that it does not end the list.
        string? unread = page.AdditionalProperties?.TryGetValue(PageBody<T>.DataName, out var rest) == true ? rest.GetRawText() : null;
        List<string?> items = [.. (page.Data ?? []).Select(_id), .. unread is null ? Array.Empty<string>() : [unread]];
        if (items.Count > 0 && _last?.SequenceEqual(items) == true)
        {
            throw ExceptionFactory.RepeatedPage(call.Facts);
        }

        _last = items;
        _number++;
        Cursor = items.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{_number}{Separator}{_size}");
    }

    /// <inheritdoc />
    internal override void ThrowIfStuck(ApiCall call)
    {
        // The number of the next page is always known.
    }

    private static bool TryParse(string cursor, out long number, out int size)
    {
        size = 0;
        int at = cursor.IndexOf(Separator, StringComparison.Ordinal);
        return long.TryParse(cursor.AsSpan(0, Math.Max(at, 0)), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && int.TryParse(cursor.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out size)
            && number is >= 1 and < long.MaxValue
            && size >= 1;
    }
}
