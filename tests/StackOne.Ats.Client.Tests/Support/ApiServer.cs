using System.Net;
using System.Text;

namespace StackOne.Ats.Client.Tests.Support;

/// <summary>What a test says of requests and responses of any operation.</summary>
internal static class ApiServer
{
    internal static string Authorization { get; } = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Harness.Key + ":"));

    /// <summary>Answers with pages: each the names of its items, and the JSON of its cursor; null leaves the cursor out.</summary>
    internal static StubHandler Page(this StubHandler stub, string items, string? next = null) =>
        stub.Answer(HttpStatusCode.OK, PageBody(items, next));

    /// <param name="items">The ids, separated by spaces.</param>
    /// <param name="next">The JSON of the cursor; null leaves it out.</param>
    internal static string PageBody(string items, string? next = null) =>
        $$"""{{{(next is null ? "" : $"\"next\":{next},")}}"data":[{{string.Join(',', Ids(items).Select(id => $$"""{"id":"{{id}}"}"""))}}]}""";

    internal static string[] Ids(string items) => items.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The parameters of the query in their order, decoded as a server would.</summary>
    internal static string[] Parameters(this SentRequest request) =>
    [
        .. request.Address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => string.Join('=', pair.Split('=').Select(WebUtility.UrlDecode))),
    ];

    internal static async Task<List<T>> ReadAllAsync<T>(this IAsyncEnumerable<T> items, CancellationToken cancellationToken = default)
    {
        var list = new List<T>();
        await foreach (T item in items.WithCancellation(cancellationToken))
        {
            list.Add(item);
        }

        return list;
    }
}
