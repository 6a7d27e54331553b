using System.Net;

namespace StackOne.Ats.Client.Errors;

/// <summary>What a message says of a status: its name, and what to do about it.</summary>
internal static class StatusMessages
{
    internal static string Name(HttpStatusCode status) => (int)status switch
    {
        400 => "400 Bad Request",
        401 => "401 Unauthorized",
        403 => "403 Forbidden",
        404 => "404 Not Found",
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

    internal static string Advice(HttpStatusCode status) => (int)status switch
    {
        400 => "The request is not valid: Error and ProviderErrors say what to correct.",
        401 => "The API key is missing, wrong or revoked: check ApiKey.",
        403 => "The API key may not do this, or not on this account: check the key's permissions in StackOne.",
        404 => "There is no such resource or account: check the ids, and that BaseAddress is the API's.",
        408 => "StackOne gave up waiting for the provider: ask for heartbeats (WithHeartbeat) if it is often slow.",
        409 => "The resource is in a state that does not allow this: Error says more.",
        412 => "The linked account is disabled or expired: have its owner reconnect it in StackOne.",
        422 => "The provider cannot take what the request holds: Error says more.",
        429 => "The rate limit is used up: wait for RetryAfter, or send less at a time.",
        501 => "The provider behind the account does not support this: calling again will not help.",
        502 => "The provider behind the account failed or could not be reached: Error says more.",
        >= 300 and < 400 => "Redirects are not followed, since they would carry the account and its data elsewhere: check BaseAddress.",
        >= 500 => "The failure is on StackOne's side: name the request id to its support if it lasts.",
        _ => "Error and RawBody hold what StackOne said.",
    };
}
