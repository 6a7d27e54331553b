using Microsoft.AspNetCore.Http;
using StackOne.Ats.Client.Testing.Api;
using StackOne.Ats.Client.Testing.Hosting;

namespace StackOne.Ats.Client.Testing.Platform;

/// <summary>An operation of the Platform API, which is for no account.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path.</param>
/// <param name="Handle">Handles a request.</param>
internal sealed record PlatformOperation(string Method, string Path, Func<PlatformCall, SandboxReply> Handle) : ApiOperation(Method, Path);

/// <summary>A request to an operation of the Platform API.</summary>
/// <param name="Accounts">The linked accounts.</param>
/// <param name="Route">The operation and the ids in the path.</param>
/// <param name="Request">The request.</param>
/// <param name="Body">Its body.</param>
/// <param name="Now">The time.</param>
internal sealed record PlatformCall(LinkedAccounts Accounts, RouteMatch Route, HttpRequest Request, byte[] Body, DateTimeOffset Now);

/// <summary>The operations of the Platform API.</summary>
internal static class PlatformOperations
{
    private static readonly string[] Lists = ["origin_owner_ids", "providers", "account_ids", "status"];

    internal static IReadOnlyList<PlatformOperation> All { get; } =
    [
        new("GET", "/accounts", call => call.Accounts.List(call)) { TakesPreference = false },
        new("GET", "/accounts/{id}", call => call.Accounts.Get(call)) { TakesPreference = false },
        new("PATCH", "/accounts/{id}", call => call.Accounts.Update(call)) { TakesPreference = false },
        new("DELETE", "/accounts/{id}", call => call.Accounts.Delete(call)) { TakesPreference = false },
        new("POST", "/connect_sessions", call => call.Accounts.Sessions.Create(call)) { TakesPreference = false },
        new("GET", "/connect_sessions/{id}", call => call.Accounts.Sessions.Get(call)) { TakesPreference = false },
        new("POST", "/connect_sessions/authenticate", call => call.Accounts.Sessions.Authenticate(call)) { TakesPreference = false },
    ];

    /// <summary>Whether a parameter is a list, which has a value for each item.</summary>
    internal static bool IsList(string parameter) => Lists.Contains(parameter);
}
