using System.Net;

namespace StackOne.Ats.Client.Errors;

/// <summary>The name of a status, and what to do about it, for exception messages.</summary>
internal static class StatusMessages
{
    internal static string Name(HttpStatusCode status) => (int)status switch
    {
        400 => "400 Bad Request",
        401 => "401 Unauthorized",
        403 => "403 Forbidden",
        404 => "404 Not Found",
        407 => "407 Proxy Authentication Required",
        408 => "408 Request Timeout",
        409 => "409 Conflict",
        412 => "412 Precondition Failed",
        422 => "422 Unprocessable Entity",
        429 => "429 Too Many Requests",
        500 => "500 Internal Server Error",
        501 => "501 Not Implemented",
        502 => "502 Bad Gateway",
        503 => "503 Service Unavailable",
        504 => "504 Gateway Timeout",
        int other => FormattableString.Invariant($"status {other}"),
    };

    /// <summary>How long to wait, as the end of what happened; empty if that is not known.</summary>
    internal static string RetryAfter(TimeSpan? wait) =>
        wait is { } known ? FormattableString.Invariant($" (retry after {Math.Ceiling(known.TotalSeconds):F0} s)") : string.Empty;

    /// <param name="status">The status.</param>
    /// <param name="hasAccount">Whether the call is for an account.</param>
    /// <param name="needsReconnect">Whether the account must be connected again.</param>
    internal static string Advice(HttpStatusCode status, bool hasAccount, bool needsReconnect) => (int)status switch
    {
        400 => "The request is invalid: see Error and ProviderErrors for the reason.",
        401 when needsReconnect => "The credentials of the linked account are invalid or expired: its owner must reconnect it in StackOne.",
        401 => "The API key is missing, wrong or revoked: check ApiKey.",
        403 when !hasAccount => "The API key lacks the permission: accounts and connect sessions need the scope of the Platform API.",
        403 => "The API key lacks the permission, or has no access to this account: check the key's permissions in StackOne.",
        404 => "The resource or the account does not exist: check the ids, and that BaseAddress is the address of the API.",
        407 => "The proxy requires credentials: check the handler's proxy settings.",
        408 => "The provider did not respond to StackOne in time: use WithHeartbeat if it is often slow.",
        409 => "The request conflicts with the current state of the resource: see Error for the reason.",
        412 => "The linked account is disabled or expired: its owner must reconnect it in StackOne.",
        422 => "The provider rejected the content of the request: see Error for the reason.",
        429 => "The rate limit is exceeded: wait for RetryAfter, or send fewer requests at a time.",
        501 => "The provider behind the account does not support this operation: do not retry.",
        502 => "The provider behind the account failed or could not be reached: see Error for the reason.",
        >= 300 and < 400 => "Redirects are not followed, because they would send the account id and its data to another host: check BaseAddress.",
        >= 500 => "StackOne failed to process the request: if this persists, contact StackOne's support with the request id.",
        _ => "See Error and RawBody for StackOne's response.",
    };
}
