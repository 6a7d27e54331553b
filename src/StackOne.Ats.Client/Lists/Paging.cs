using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Lists;

/// <summary>How one enumeration of a list goes from page to page.</summary>
internal abstract class Paging<T>
    where T : class
{
    /// <summary>The cursor of the page to read next; null on the last page, and at the beginning of the list.</summary>
    internal string? Cursor { get; private protected set; }

    /// <summary>Adds the place of the page to read next to the parameters.</summary>
    internal abstract QueryString AddTo(QueryString query);

    /// <summary>Goes on to the page after the one that was read.</summary>
    /// <exception cref="StackOneResponseException">The page has been read before, or does not say which is the next one.</exception>
    internal abstract void Read(PageBody<T> page, ApiCall call);

    /// <summary>Throws if the page that was read says that the next one is one that has been read before.</summary>
    internal abstract void ThrowIfStuck(ApiCall call);
}
