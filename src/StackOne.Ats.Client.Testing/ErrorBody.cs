using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace StackOne.Ats.Client.Testing;

/// <summary>Creates error bodies in the contract's format.</summary>
internal static class ErrorBody
{
    /// <summary>The body of a scripted error. For a 400, it includes every member of the contract.</summary>
    internal static string Of(int status) => status == 400
        ? Write(BadRequest(status))
        : Write(Basic(status, Message(status)));

    internal static string Of(int status, string message) => Write(Basic(status, message));

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

    private static JsonObject Basic(int status, string message) => new()
    {
        ["statusCode"] = status,
        ["message"] = message,
        ["timestamp"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
    };

    private static JsonObject BadRequest(int status)
    {
        JsonObject body = Basic(status, "Bad Request");
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

    private static string Write(JsonObject body) => body.ToJsonString();
}
