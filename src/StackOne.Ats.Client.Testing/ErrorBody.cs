using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing;

/// <summary>Creates error bodies in the contract's format.</summary>
internal static class ErrorBody
{
    /// <summary>The body of a scripted error. For a 400, it includes every member of the contract.</summary>
    internal static byte[] Of(int status, DateTimeOffset now) => Write(status == 400
        ? BadRequest(status, now)
        : Basic(status, Message(status), now));

    internal static byte[] Of(int status, string message, DateTimeOffset now) => Write(Basic(status, message, now));

    /// <summary>The examples of the contract; the standard reason phrase for any other status.</summary>
    private static string Message(int status) => status switch
    {
        403 => "Forbidden resource",
        408 => "Request timed out",
        412 => "Precondition failed",
        429 => "Too many requests",
        500 => "Internal server error",
        _ => ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error",
    };

    private static JsonObject Basic(int status, string message, DateTimeOffset now) => new()
    {
        ["statusCode"] = status,
        ["message"] = message,
        ["timestamp"] = Timestamp.Format(now),
    };

    private static JsonObject BadRequest(int status, DateTimeOffset now)
    {
        JsonObject body = Basic(status, "Bad Request", now);
        body["data"] = new JsonObject
        {
            ["statusCode"] = status,
            ["message"] = "Bad Request",
            ["headers"] = Headers(),
        };
        body["provider_errors"] = new JsonArray(new JsonObject
        {
            ["status"] = status,
            ["url"] = "https://api.provider.com/v1/resource",
            ["raw"] = new JsonObject { ["message"] = "Invalid input parameters" },
            ["headers"] = Headers(),
        });
        return body;
    }

    private static JsonObject Headers() => new()
    {
        ["content-type"] = "application/json",
        ["x-request-id"] = "5678c28b211dace4e0a0f9171e6b88c5",
    };

    private static byte[] Write(JsonObject body) => JsonSerializer.SerializeToUtf8Bytes(body);
}
