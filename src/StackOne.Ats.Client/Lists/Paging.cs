using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Lists;

/// <summary>How one enumeration of a list goes from page to page.</summary>
internal abstract class Paging<T>
    where T : class
{
    /// <summary>The cursor of the page to read next; null on the last page, and at the beginning of the list.</summary>
    internal string? Cursor { get; private protected set; }

    /// <summary>Whether the page that was read has a cursor that cannot be sent: without one, it would look like the last page.</summary>
    internal bool HasUnreadableCursor { get; private protected set; }

    /// <summary>Adds the place of the page to read next to the parameters.</summary>
    internal abstract QueryString AddTo(QueryString query);

    /// <summary>Goes on to the page after the one that was read.</summary>
    /// <exception cref="StackOneResponseException">The page has been read before.</exception>
    internal abstract void Read(PageBody<T> page, ApiCall call);

    /// <summary>Throws if the page that was read does not say which is the next one, or one that has been read before.</summary>
    internal abstract void ThrowIfStuck(ApiCall call);
}
