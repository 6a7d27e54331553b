namespace StackOne.Ats.Client;

/// <summary>A list that is read page by page while it is enumerated.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <remarks>
/// <para>
/// Nothing is sent before the first item or page is requested, and no page is fetched ahead: at most one page is in memory. Each page is a call
/// of its own, with its own retries and timeouts. Each enumeration reads the list from its beginning.
/// </para>
/// <para>
/// The enumeration throws what a call throws: <see cref="StackOneException"/> or a derived type, and <see cref="OperationCanceledException"/>
/// for the token that was passed to the method or to <c>WithCancellation</c>. It throws <see cref="StackOneResponseException"/> after a page
/// whose cursor is not text or is blank, which has <c>$.next</c> in its <see cref="StackOnePage{T}.UnexpectedValues"/>; and if StackOne returns the
/// same cursor, or the same numbered page, again, in which case the list would never end. A cycle of several pages is detected only
/// after it has begun again: by then, its items may have come up to three times. To continue after an exception, use the cursor of the last page
/// with <see cref="AsPages"/>.
/// </para>
/// <para>Thread-safe, but an enumerator is not. <see cref="StackOnePageable"/> creates instances for tests.</para>
/// </remarks>
/// <example>
/// <code>
/// await foreach (Candidate candidate in client.Candidates.ListAsync(new() { UpdatedAfter = since }, cancellationToken))
/// {
///     Console.WriteLine(candidate.Id);
/// }
/// </code>
/// </example>
public abstract class StackOnePageable<T> : IAsyncEnumerable<T>
{
    /// <summary>Returns the pages of the list, to save their cursors or to use items a page at a time.</summary>
    /// <param name="cursor">The <see cref="StackOnePage{T}.NextCursor"/> of the page to continue after; null reads from the beginning.</param>
    /// <exception cref="ArgumentException"><paramref name="cursor"/> is empty, not valid UTF-16 or not one of this list.</exception>
    /// <example>
    /// <code>
    /// await foreach (StackOnePage&lt;Candidate&gt; page in client.Candidates.ListAsync(query).AsPages(cursor: cursor))
    /// {
    ///     Save(page.Items);
    ///     cursor = page.NextCursor;
    /// }
    /// </code>
    /// </example>
    public abstract IAsyncEnumerable<StackOnePage<T>> AsPages(string? cursor = null);

    /// <summary>Enumerates the items of all pages.</summary>
    /// <param name="cancellationToken">Cancels the enumeration, in addition to the token that the list was created with.</param>
    public virtual async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (StackOnePage<T> page in AsPages().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (T item in page.Items)
            {
                yield return item;
            }
        }
    }
}

/// <summary>Creates lists for tests, without a server.</summary>
public static class StackOnePageable
{
    /// <summary>Creates a list of one page.</summary>
    /// <param name="items">The items: one by one, as a collection expression, or as any sequence.</param>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    /// <example><code>StackOnePageable.FromItems(new Candidate { Id = "cand_1" }, new Candidate { Id = "cand_2" })</code></example>
    public static StackOnePageable<T> FromItems<T>(params IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return FromPages(new StackOnePage<T>([.. items]));
    }

    /// <summary>Creates a list of pages. <see cref="StackOnePageable{T}.AsPages"/> continues after the page that has the given cursor.</summary>
    /// <param name="pages">The pages, in order. Each but the last has a cursor, as in a list of StackOne's.</param>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="pages"/> or one of them is null.</exception>
    /// <exception cref="ArgumentException">A page before the last has no cursor: a list of StackOne's would end there.</exception>
    public static StackOnePageable<T> FromPages<T>(params IEnumerable<StackOnePage<T>> pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        StackOnePage<T>[] all = [.. pages];
        Array.ForEach(all, page => ArgumentNullException.ThrowIfNull(page, nameof(pages)));
        return all.SkipLast(1).All(page => page.NextCursor is not null)
            ? new GivenPages<T>(all)
            : throw new ArgumentException("Only the last page can be without a cursor.", nameof(pages));
    }

    private sealed class GivenPages<T>(IReadOnlyList<StackOnePage<T>> pages) : StackOnePageable<T>
    {
        public override IAsyncEnumerable<StackOnePage<T>> AsPages(string? cursor = null)
        {
            IEnumerable<StackOnePage<T>> rest = cursor is null ? pages : pages.SkipWhile(page => page.NextCursor != cursor).Skip(1);
            return cursor is null || pages.Any(page => page.NextCursor == cursor)
                ? Read(rest)
                : throw new ArgumentException("No page has this cursor.", nameof(cursor));
        }

        private static async IAsyncEnumerable<StackOnePage<T>> Read(
            IEnumerable<StackOnePage<T>> pages,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (StackOnePage<T> page in pages)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Task.CompletedTask.ConfigureAwait(false);
                yield return page;
            }
        }
    }
}
