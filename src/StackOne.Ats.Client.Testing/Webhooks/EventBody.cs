using System.Text.Json;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Webhooks;

/// <summary>An event, without its times.</summary>
/// <param name="Name">The name.</param>
/// <param name="Members">The JSON, without <c>sent_at</c>, and with a null for <c>event_date</c> until it is sent.</param>
internal sealed record EventBody(string Name, JsonObject Members)
{
    private const string Project = "sandbox-project";

    /// <summary>The event of a change.</summary>
    internal static EventBody Of(string accountId, RecordChange change)
    {
        string resource = change.Collection.Event!;
        string name = $"{resource}.{change.Action}";
        var members = new JsonObject
        {
            ["project_id"] = Project,
            ["account_id"] = accountId,
            ["event"] = name,
            ["event_date"] = null,
            ["record_type"] = resource,
            ["record_id"] = change.Record.Id,
        };
        if (change is { Action: RecordChange.Created, Record.EventData: { } data })
        {
            members["record_remote_id"] = change.Record.RemoteId;
            members["event_data"] = data.ToJsonNode();
        }

        return new(name, members);
    }

    /// <summary>The event of a linked account.</summary>
    internal static EventBody OfAccount(string action, JsonObject account)
    {
        var members = new JsonObject
        {
            ["project_id"] = Project,
            ["event"] = $"account.{action}",
            ["event_date"] = null,
            ["record_type"] = "account",
            ["record_id"] = account.Text("id"),
            ["account_id"] = account.Text("id"),
        };
        foreach (string name in (string[])["provider", "origin_owner_id", "origin_owner_name", "origin_username"])
        {
            if (account.Text(name) is { } value)
            {
                members[name] = value;
            }
        }

        return new($"account.{action}", members);
    }

    /// <summary>The event with its date.</summary>
    internal EventBody At(DateTimeOffset date)
    {
        var members = (JsonObject)Members.DeepClone();
        members["event_date"] = Timestamp.Format(date);
        return this with { Members = members };
    }

    internal byte[] Write(DateTimeOffset sentAt)
    {
        var body = (JsonObject)Members.DeepClone();
        body["sent_at"] = Timestamp.Format(sentAt);
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }
}
