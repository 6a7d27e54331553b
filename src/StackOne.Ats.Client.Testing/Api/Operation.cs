using StackOne.Ats.Client.Testing.Hosting;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>An operation of StackOne's.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, such as <c>/accounts/{id}</c>.</param>
internal abstract record ApiOperation(string Method, string Path)
{
    private static readonly Lazy<Dictionary<string, string>> Names = new(() => Embedded.Lines("operations.txt")!
        .Select(line => line.Split(' '))
        .ToDictionary(parts => $"{parts[0]} {parts[1]}", parts => parts[2], StringComparer.Ordinal));

    /// <summary>The client's method, such as <c>Candidates.ListAsync</c>.</summary>
    internal string Name => Names.Value[$"{Method} {Path}"];

    /// <summary>Whether it takes <c>Prefer: heartbeat</c>.</summary>
    internal bool TakesPreference { get; init; } = true;
}

/// <summary>An operation of the Unified ATS API, which is for one account.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Resource">The path below <c>/unified/ats/</c>, such as <c>applications/{id}/notes/{subResourceId}</c>.</param>
/// <param name="Handle">Handles a request. The account is locked meanwhile.</param>
internal sealed record Operation(string Method, string Resource, Func<ApiCall, SandboxReply> Handle)
    : ApiOperation(Method, $"/unified/ats/{Resource}");

/// <summary>An operation and the ids in the path of a request.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Id">The first id; null if the path has none.</param>
/// <param name="SubResourceId">The second id; null if the path has none.</param>
internal sealed record RouteMatch(ApiOperation Operation, string? Id, string? SubResourceId);
