using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using StackOne.Ats.Client.Testing.Api;
using StackOne.Ats.Client.Testing.Hosting;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Platform;

/// <summary>The sessions in which customers connect accounts. Opening the link of a session connects at once. Thread-safe.</summary>
internal sealed class ConnectSessions(LinkedAccounts accounts, TimeProvider time, Func<Uri> baseAddress)
{
    private const string LinkPath = "/connect/";
    private const int DefaultSeconds = 1800;

    private readonly object _lock = new();
    private readonly List<Session> _sessions = [];

    internal void Clear()
    {
        lock (_lock)
        {
            _sessions.Clear();
        }
    }

    internal SandboxReply Create(PlatformCall call)
    {
        JsonObject request = RequestBody.Read(call.Body, "ConnectSession");
        foreach (string member in (string[])["origin_owner_id", "origin_owner_name"])
        {
            if (string.IsNullOrEmpty(request.Text(member)))
            {
                throw new RejectedException(400, $"{member} is required.");
            }
        }

        lock (_lock)
        {
            int seconds = request["expires_in"] is JsonValue value ? (int)value.GetValue<double>() : DefaultSeconds;
            var session = new Session(_sessions.Count + 1, Guid.NewGuid().ToString("N"), request, call.Now, call.Now.AddSeconds(seconds));
            _sessions.Add(session);
            JsonObject body = Write(session);
            body["token"] = session.Token;
            body["auth_link_url"] = new Uri(baseAddress(), LinkPath + session.Token).ToString();
            return LinkedAccounts.Reply(201, body);
        }
    }

    internal SandboxReply Get(PlatformCall call)
    {
        lock (_lock)
        {
            return LinkedAccounts.Reply(200, Write(Find("id", session => session.Id.ToString(CultureInfo.InvariantCulture) == call.Route.Id)));
        }
    }

    internal SandboxReply Authenticate(PlatformCall call)
    {
        string? token = RequestBody.Read(call.Body, "ConnectSessionAuthenticate").Text("token");
        lock (_lock)
        {
            return LinkedAccounts.Reply(201, Write(Find("token", session => session.Token == token && call.Now < session.ExpiresAt)));
        }
    }

    /// <summary>Answers a browser that opens a link; null for any other request.</summary>
    internal SandboxReply? Open(HttpRequest request)
    {
        string path = request.Path.Value ?? string.Empty;
        if (!HttpMethods.IsGet(request.Method) || !path.StartsWith(LinkPath, StringComparison.Ordinal))
        {
            return null;
        }

        DateTimeOffset now = time.GetUtcNow();
        lock (_lock)
        {
            if (_sessions.Find(session => session.Token == path[LinkPath.Length..] && now < session.ExpiresAt) is not { } session)
            {
                return Page(404, "This link is not valid, or has expired.");
            }

            session.AccountId ??= accounts.Connect(session.Request, now);
            session.ConnectedAt = now;
            return Page(200, "The account is connected. You can close this page.");
        }
    }

    private static SandboxReply Page(int status, string text) => new(
        status,
        Encoding.UTF8.GetBytes($"<!DOCTYPE html><html lang=\"en\"><head><title>StackOne sandbox</title></head><body><p>{text}</p></body></html>"))
    {
        ContentType = "text/html; charset=utf-8",
    };

    private static JsonObject Write(Session session)
    {
        var body = new JsonObject
        {
            ["id"] = session.Id,
            ["organization_id"] = "sandbox-organization",
            ["project_id"] = "sandbox-project",
            ["categories"] = session.Request["categories"]?.DeepClone(),
            ["provider"] = session.Request.Text("provider"),
            ["origin_owner_id"] = session.Request.Text("origin_owner_id"),
            ["origin_owner_name"] = session.Request.Text("origin_owner_name"),
            ["origin_username"] = session.Request.Text("origin_username"),
            ["account_id"] = session.AccountId ?? session.Request.Text("account_id"),
            ["label"] = session.Request.Text("label"),
            ["created_at"] = Timestamp.Format(session.CreatedAt),
            ["metadata"] = session.Request["metadata"]?.DeepClone(),
            ["type"] = session.Request.Text("type") ?? "production",
        };
        if (session.ConnectedAt is { } connectedAt)
        {
            body["latest_connection_attempt"] = new JsonObject
            {
                ["id"] = 1,
                ["created_at"] = Timestamp.Format(connectedAt),
                ["updated_at"] = Timestamp.Format(connectedAt),
                ["account_secure_id"] = session.AccountId,
                ["status"] = "authenticated",
            };
        }

        return body;
    }

    private Session Find(string key, Predicate<Session> match) =>
        _sessions.Find(match) ?? throw new RejectedException(404, $"No connect session has this {key}.");

    private sealed record Session(int Id, string Token, JsonObject Request, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
    {
        internal string? AccountId { get; set; }

        internal DateTimeOffset? ConnectedAt { get; set; }
    }
}
