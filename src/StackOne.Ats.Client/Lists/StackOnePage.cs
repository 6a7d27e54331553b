using System.Diagnostics;
using System.Text.Json;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client;

/// <summary>A page of a list.</summary>
/// <param name="items">The items.</param>
/// <typeparam name="T">The type of the items.</typeparam>
/// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
[DebuggerDisplay("{Items.Count} items, NextCursor = {NextCursor}")]
public sealed class StackOnePage<T>(IReadOnlyList<T> items)
{
    /// <summary>The items, in the order of the response. A page may be short or empty and still not be the last one.</summary>
    public IReadOnlyList<T> Items { get; } = items ?? throw new ArgumentNullException(nameof(items));

    /// <summary>
    /// The cursor of the next page; null on the last page, and on one whose cursor is not text or is blank: <see cref="UnexpectedValues"/> then
    /// contains <c>$.next</c>. Pass it to <see cref="StackOnePageable{T}.AsPages"/> of a list with the same
    /// account and query to continue after this page, also in another process. StackOne does not document how long it is valid.
    /// </summary>
    /// <value>Null by default. An empty cursor becomes null.</value>
    public string? NextCursor
    {
        get;
        init => field = string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>The provider's own responses, if <c>Raw</c> of the query is set; null otherwise.</summary>
    public IReadOnlyList<RawResponse>? Raw { get; init; }

    /// <summary>
    /// The JSON paths of the values that did not fit their members, such as <c>$.data[2].hired_at</c>; empty for nearly all pages. The member is
    /// null, and its JSON is in the <c>AdditionalProperties</c> of the object that has the member. An item that is no object is left out of
    /// <see cref="Items"/> and kept in <see cref="AdditionalProperties"/> as part of <c>data</c>, unless it is null or empty.
    /// </summary>
    public IReadOnlyList<string> UnexpectedValues { get; init; } = [];

    /// <summary>
    /// The other members of the page, by JSON name: those beside <c>data</c>, <c>next</c>, <c>raw</c> and the deprecated <c>next_page</c>, and of
    /// these what could not be read.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> AdditionalProperties { get; init; } = StackOneErrorBody.NoProperties;
}
