using System.Text.Json;
using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>Reads the body of a request for packages as far as it can be read: a number for an id becomes text.</summary>
internal static class PackageRequestReader
{
    /// <summary>Returns null if the body is not a JSON object.</summary>
    internal static PackageListRequest? Read(ReadOnlySpan<byte> json)
    {
        // As for events: a byte order mark is no part of the JSON.
        json = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        JsonObject? members;
        try
        {
            members = JsonNode.Parse(json) as JsonObject;
            // Nested values are read when they are used: what cannot be read must not reach a handler.
            Touch(members);
            members?.ToJsonString();
            return members is null ? null : new()
            {
                AccountId = Text(members, "account_id"),
                Provider = Text(members, "provider"),
                JobId = Text(members, "job_id"),
                Json = members,
            };
        }
        // ArgumentException: a name that comes twice. InvalidOperationException: text that is not valid Unicode.
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Touch(JsonNode? node)
    {
        foreach (JsonNode? inner in node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => Enumerable.Empty<JsonNode?>(),
        })
        {
            Touch(inner);
        }
    }

    private static string? Text(JsonObject members, string name) => members[name] is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number => value.ToJsonString(),
            _ => null,
        }
        : null;
}
