using System.Globalization;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>Operations that read records.</summary>
internal static class Reads
{
    internal static Operation[] ListAndGet(string path, Collection collection, params string[] filters) =>
        [List(path, collection, parent: null, ["updated_after", .. filters]), Get(path + "/{id}", collection)];

    /// <summary>The list of the records that belong to the record with the first id of the path, and a single one of them.</summary>
    internal static Operation[] ListAndGet(string path, Collection collection, Collection parent, params string[] filters) =>
    [
        List(path, collection, parent, ["updated_after", .. filters]),
        new("GET", path + "/{subResourceId}", call => Envelope.Single(
            call,
            collection,
            call.Account.Get(collection, call.Route.SubResourceId, Parent(call, parent).Id))),
    ];

    internal static Operation List(string path, Collection collection, Collection? parent, params string[] filters) => new("GET", path, call =>
    {
        IEnumerable<Resource> rows = call.Account.List(collection, parent is null ? null : Parent(call, parent).Id);
        Resource[] matches = [.. Filters.Apply(call.Request.Query, filters, rows)];
        Page page = Pager.Slice(matches, Cursor(call), PageSize(call), call.IrregularPages);
        return Envelope.Page(call, collection, page.Rows, page.Next?.Write(Scope(call)));
    });

    /// <exception cref="RejectedException">The record that others belong to does not exist: a 404.</exception>
    internal static Resource Parent(ApiCall call, Collection parent) => call.Account.Get(parent, call.Route.Id);

    private static Operation Get(string path, Collection collection) => new("GET", path, call =>
        Envelope.Single(call, collection, call.Account.Get(collection, call.Route.Id)));

    private static int PageSize(ApiCall call)
    {
        if (!call.Request.Query.TryGetValue("page_size", out var value))
        {
            return 25;
        }

        return int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is >= 1 and <= 100
            ? size
            : throw new RejectedException(400, "page_size must be a number from 1 to 100.");
    }

    private static Cursor Cursor(ApiCall call)
    {
        if (!call.Request.Query.TryGetValue("next", out var value))
        {
            return Api.Cursor.Start;
        }

        return Api.Cursor.Read(value.ToString(), Scope(call))
            ?? throw new RejectedException(400, "next is not a cursor of this list with these filters.");
    }

    /// <summary>The list that a cursor belongs to. A page may have another size and other fields than the one before.</summary>
    private static string Scope(ApiCall call) => string.Join('\n', [
        call.AccountId,
        call.Request.Path.Value,
        .. call.Request.Query
            .Where(parameter => Filters.IsFilter(parameter.Key))
            .Select(parameter => $"{parameter.Key}={parameter.Value}")
            .Order(StringComparer.Ordinal)]);
}
