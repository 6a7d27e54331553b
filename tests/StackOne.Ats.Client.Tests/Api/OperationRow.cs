using System.Net;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Api;

/// <summary>A call of one operation through the public client: the request that it makes, and what it returns.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below <c>/unified/ats/</c>, as it is sent; with a slash in front, the whole path.</param>
/// <param name="Query">The parameters, decoded.</param>
/// <param name="Body">The body that is sent; null for none.</param>
/// <param name="Status">The success status of the contract.</param>
/// <param name="Response">The body of the response.</param>
/// <param name="CallAsync">Makes the call, and returns what the row compares of its result.</param>
/// <param name="Expected">What the result has.</param>
internal sealed record OperationRow(
    string Method,
    string Path,
    string[] Query,
    string? Body,
    HttpStatusCode Status,
    string Response,
    Func<StackOneAtsClient, Task<object?>> CallAsync,
    object? Expected)
{
    internal const string Time = "2026-03-01T12:00:00Z";

    internal static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A list: one item on one page.</summary>
    internal static OperationRow List<T>(
        string path,
        string[] query,
        Func<StackOneAtsClient, StackOnePageable<T>> list,
        string item,
        Func<T, object?> read,
        object? expected) => new(
            "GET",
            path,
            query,
            null,
            HttpStatusCode.OK,
            $$"""{"next":null,"data":[{{item}}]}""",
            async client => read(Assert.Single(await list(client).ReadAllAsync())),
            expected);

    /// <summary>One resource.</summary>
    internal static OperationRow Get<T>(
        string path,
        string[] query,
        Func<StackOneAtsClient, Task<T>> get,
        string item,
        Func<T, object?> read,
        object? expected) => new(
            "GET",
            path,
            query,
            null,
            HttpStatusCode.OK,
            $$$"""{"data":{{{item}}}}""",
            async client => read(await get(client)),
            expected);

    /// <summary>A write that returns the ids of what it created or changed.</summary>
    internal static OperationRow WriteWithIds(string method, string path, string body, int status, Func<StackOneAtsClient, Task<WriteResult>> write) => Write(
        method,
        path,
        body,
        status,
        $$$"""{"statusCode":{{{status}}},"message":"done","timestamp":"{{{Time}}}","data":{"id":"new-1","remote_id":"r-1"}}""",
        write,
        result => result,
        new WriteResult { Id = "new-1", RemoteId = "r-1", Message = "done", Timestamp = At });

    /// <summary>A write that returns nothing but its success.</summary>
    internal static OperationRow Write(string method, string path, string? body, Func<StackOneAtsClient, Task<WriteResult>> write) => Write(
        method,
        path,
        body,
        200,
        $$"""{"statusCode":200,"message":"done","timestamp":"{{Time}}"}""",
        write,
        result => result,
        new WriteResult { Message = "done", Timestamp = At });

    internal static OperationRow Write<T>(
        string method,
        string path,
        string? body,
        int status,
        string response,
        Func<StackOneAtsClient, Task<T>> write,
        Func<T, object?> read,
        object? expected) =>
        new(method, path, [], body, (HttpStatusCode)status, response, async client => read(await write(client)), expected);
}
