using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Testing.Resources;

internal static class Candidates
{
    private static readonly string[] CopiedToApplications =
        ["name", "first_name", "last_name", "email", "emails", "phone_numbers", "social_links", "company", "title"];

    internal static Resource Create(Account account, JsonObject request, DateTimeOffset now)
    {
        var members = new JsonObject { ["application_ids"] = new JsonArray(), ["remote_application_ids"] = new JsonArray() };
        Merge(members, request);
        return account.Add(Collection.Candidates, members, now);
    }

    internal static Resource Update(Account account, Resource candidate, JsonObject request, DateTimeOffset now)
    {
        Resource updated = account.Update(Collection.Candidates, candidate, now, members => Merge(members, request));
        foreach (Resource application in account.List(Collection.Applications).Where(row => row.Text("candidate_id") == updated.Id).ToArray())
        {
            account.Update(Collection.Applications, application, now, members => members["candidate"] = Copy(updated));
        }

        return updated;
    }

    /// <summary>Adds an application to those of its candidate.</summary>
    internal static void Link(Account account, Resource candidate, Resource application, DateTimeOffset now) =>
        account.Update(Collection.Candidates, candidate, now, members =>
        {
            members["application_ids"] = members.Texts("application_ids").Append(application.Id).ToJsonArray();
            members["remote_application_ids"] = members.Texts("remote_application_ids").Append(application.RemoteId).ToJsonArray();
        });

    /// <summary>What an application includes of its candidate.</summary>
    internal static JsonObject Copy(Resource candidate)
    {
        JsonObject members = candidate.Members();
        return new JsonObject(CopiedToApplications.Select(name => KeyValuePair.Create(name, members[name]?.DeepClone())));
    }

    private static void Merge(JsonObject members, JsonObject request)
    {
        Merging.Apply(members, request);
        if (members.Remove("phone_number", out JsonNode? phone))
        {
            members["phone"] = phone;
        }

        if (!request.ContainsKey("name") && (request.ContainsKey("first_name") || request.ContainsKey("last_name")))
        {
            members["name"] = string.Join(' ', new[] { members.Text("first_name"), members.Text("last_name") }.OfType<string>());
        }

        if (request.ContainsKey("email") && !request.ContainsKey("emails"))
        {
            members["emails"] = request.Text("email") is { } email
                ? new JsonArray(new JsonObject { ["type"] = "personal", ["value"] = email })
                : null;
        }
    }
}
