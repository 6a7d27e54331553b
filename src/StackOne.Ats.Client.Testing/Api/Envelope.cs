using System.Text.Json;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Testing.Hosting;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>The bodies of successful responses.</summary>
internal static class Envelope
{
    /// <summary>A page of a list.</summary>
    internal static SandboxReply Page(ApiCall call, Collection collection, IReadOnlyList<Resource> rows, string? next)
    {
        var body = new JsonObject
        {
            ["next"] = next,
            ["data"] = rows.Select(row => Select(call, row)).ToJsonArray(),
        };
        AddRaw(call, body, collection.Name, rows.Select(row => row.Members()).ToJsonArray());
        return Reply(200, body);
    }

    /// <summary>A single record.</summary>
    internal static SandboxReply Single(ApiCall call, Collection collection, Resource row)
    {
        var body = new JsonObject { ["data"] = Select(call, row) };
        AddRaw(call, body, $"{collection.Name}/{row.RemoteId}", row.Members());
        return Reply(200, body);
    }

    /// <summary>The result of a write: a WriteResult if <paramref name="row"/> is set, otherwise an UpdateResult or a WriteResult.</summary>
    internal static SandboxReply Written(ApiCall call, int status, string message, Resource? row = null)
    {
        var body = new JsonObject
        {
            ["statusCode"] = status,
            ["message"] = message,
            ["timestamp"] = Timestamp.Format(call.Now),
        };
        if (row is not null)
        {
            body["data"] = new JsonObject { ["id"] = row.Id, ["remote_id"] = row.RemoteId };
        }

        return Reply(status, body);
    }

    internal static SandboxReply Reply(int status, JsonObject body) => new(status, JsonSerializer.SerializeToUtf8Bytes(body));

    /// <summary>The members that the request asks for with <c>fields</c>, and the id.</summary>
    private static JsonObject Select(ApiCall call, Resource row)
    {
        JsonObject members = row.Members();
        if (call.Request.Query["fields"].ToString() is not { Length: > 0 } fields)
        {
            return members;
        }

        string[] names = ["id", .. fields.Split(',', StringSplitOptions.TrimEntries)];
        return new JsonObject(members
            .Where(member => names.Contains(member.Key))
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
    }

    /// <summary>What StackOne asked the provider, and the response, if the request asks for it.</summary>
    private static void AddRaw(ApiCall call, JsonObject body, string path, JsonNode response)
    {
        switch (call.Request.Query["raw"].ToString())
        {
            case "true":
                body["raw"] = new JsonArray(new JsonObject
                {
                    ["method"] = "GET",
                    ["url"] = $"https://provider.example/v1/{path}",
                    ["body"] = null,
                    ["response"] = response,
                });
                break;
            case not ("" or "false"):
                throw new RejectedException(400, "raw must be true or false.");
        }
    }
}
