using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using StackOne.Ats.Client.Testing.Api;
using StackOne.Ats.Client.Testing.Fixtures;
using StackOne.Ats.Client.Testing.Hosting;
using StackOne.Ats.Client.Testing.Resources;
using StackOne.Ats.Client.Testing.Webhooks;

namespace StackOne.Ats.Client.Testing.Platform;

/// <summary>The linked accounts of the project, with each status, and the sessions that connect them. Thread-safe.</summary>
internal sealed class LinkedAccounts
{
    private readonly object _lock = new();
    private readonly List<JsonObject> _accounts = [];
    private readonly Action<EventBody> _send;

    internal LinkedAccounts(Action<EventBody> send, TimeProvider time, Func<Uri> baseAddress)
    {
        _send = send;
        Sessions = new ConnectSessions(this, time, baseAddress);
        Reset();
    }

    internal ConnectSessions Sessions { get; }

    internal void Reset()
    {
        lock (_lock)
        {
            _accounts.Clear();
            Add("account-1", "active", null);
            Add("account-2", "active", null);
            Add("account-inactive", "inactive", null);
            Add("account-suspended", "suspended", "Paused by an administrator.");
            Add("account-archived", "archived", null);
            Add("account-expired", "expired", "The access token has expired.");
            Add("account-error", "error", "The provider has refused the credentials.");
        }

        Sessions.Clear();

        void Add(string id, string status, string? reason) => _accounts.Add(New(
            id,
            status,
            "greenhouse",
            new JsonObject { ["origin_owner_id"] = $"customer-{id}", ["origin_owner_name"] = "Example Ltd" },
            Company.Founded,
            reason));
    }

    internal SandboxReply List(PlatformCall call)
    {
        IQueryCollection query = call.Request.Query;
        int page = Number("page", 1);
        int size = Number("page_size", 25);
        lock (_lock)
        {
            return Reply(200, _accounts
                .Where(account => Matches("origin_owner_id", account, "origin_owner_id"))
                .Where(account => Matches("origin_owner_ids", account, "origin_owner_id"))
                .Where(account => Matches("provider", account, "provider"))
                .Where(account => Matches("providers", account, "provider"))
                .Where(account => Matches("account_ids", account, "id"))
                .Where(account => Matches("status", account, "status"))
                .Skip((page - 1) * size)
                .Take(size)
                .ToJsonArray());
        }

        bool Matches(string parameter, JsonObject account, string member) =>
            !query.TryGetValue(parameter, out var values) || values.Contains(account.Text(member));

        int Number(string parameter, int otherwise) => !query.TryGetValue(parameter, out var value) ? otherwise
            : int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 ? number
            : throw new RejectedException(400, $"{parameter} must be a number from 1 on.");
    }

    internal SandboxReply Get(PlatformCall call)
    {
        lock (_lock)
        {
            return Reply(200, Find(call.Route.Id));
        }
    }

    internal SandboxReply Update(PlatformCall call)
    {
        JsonObject request = RequestBody.Read(call.Body, "LinkedAccountUpdate");
        lock (_lock)
        {
            JsonObject account = Find(call.Route.Id);
            // What is secret goes in, and never comes out again.
            foreach ((string name, JsonNode? value) in request.Where(member => member.Key is not ("secrets" or "credentials")))
            {
                account[name] = value?.DeepClone();
            }

            account["updated_at"] = Timestamp.Format(call.Now);
            _send(EventBody.OfAccount("updated", account));
            return Reply(200, account);
        }
    }

    internal SandboxReply Delete(PlatformCall call)
    {
        lock (_lock)
        {
            JsonObject account = Find(call.Route.Id);
            _accounts.Remove(account);
            _send(EventBody.OfAccount("deleted", account));
            return Reply(200, account);
        }
    }

    /// <summary>The answer to a call for an account that is not active; null for one that is, and for one that is not listed.</summary>
    internal SandboxReply? Refusal(string accountId, DateTimeOffset now)
    {
        lock (_lock)
        {
            return _accounts.Find(account => account.Text("id") == accountId)?.Text("status") switch
            {
                null or "active" => null,
                "error" => Reply(401, new JsonObject
                {
                    ["statusCode"] = 401,
                    ["message"] = "The credentials of the account are not valid.",
                    ["errorCode"] = "AccountInvalidCredentialsError",
                    ["timestamp"] = Timestamp.Format(now),
                }),
                _ => new SandboxReply(412, ErrorBody.Of(412, now)),
            };
        }
    }

    /// <summary>Answers a browser that opens the link of a session; null for any other request.</summary>
    internal SandboxReply? Open(HttpRequest request) => Sessions.Open(request);

    /// <summary>Connects an account: the one that is named, or that of the same owner and provider, again, or a new one.</summary>
    internal string Connect(JsonObject session, DateTimeOffset now)
    {
        lock (_lock)
        {
            string provider = session.Text("provider") ?? "greenhouse";
            JsonObject? account = _accounts.Find(account => session.Text("account_id") is { } id
                ? account.Text("id") == id
                : account.Text("origin_owner_id") == session.Text("origin_owner_id")
                    && account.Text("origin_owner_name") == session.Text("origin_owner_name")
                    && account.Text("provider") == provider);
            if (account is null)
            {
                account = New($"account-{Guid.NewGuid():N}", "active", provider, session, now, reason: null);
                _accounts.Add(account);
                _send(EventBody.OfAccount("created", account));
            }
            else
            {
                account["status"] = "active";
                account["status_reasons"] = new JsonArray();
                account["updated_at"] = Timestamp.Format(now);
                _send(EventBody.OfAccount("updated", account));
            }

            return account.Text("id")!;
        }
    }

    internal static SandboxReply Reply(int status, JsonNode body) => new(status, JsonSerializer.SerializeToUtf8Bytes(body));

    private static JsonObject New(string id, string status, string provider, JsonObject owner, DateTimeOffset now, string? reason) => new()
    {
        ["id"] = id,
        ["provider"] = provider,
        ["provider_name"] = provider,
        ["status"] = status,
        ["status_reasons"] = reason is null
            ? new JsonArray()
            : new JsonArray(new JsonObject { ["code"] = status, ["description"] = reason, ["timestamp"] = Timestamp.Format(now) }),
        ["origin_owner_id"] = owner.Text("origin_owner_id"),
        ["origin_owner_name"] = owner.Text("origin_owner_name"),
        ["origin_username"] = owner.Text("origin_username"),
        ["label"] = owner.Text("label"),
        ["created_at"] = Timestamp.Format(now),
        ["updated_at"] = Timestamp.Format(now),
        ["type"] = owner.Text("type") ?? "production",
        ["shared"] = false,
        ["categories"] = new JsonArray("ats"),
    };

    private JsonObject Find(string? id) =>
        _accounts.Find(account => account.Text("id") == id) ?? throw new RejectedException(404, "No account has this id.");
}
