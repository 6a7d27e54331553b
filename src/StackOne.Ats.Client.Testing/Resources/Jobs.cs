using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Testing.Resources;

/// <summary>Jobs, and the stages that their applications go through.</summary>
internal static class Jobs
{
    private static readonly string[] DefaultStages = ["Applied", "Phone screen", "Interview", "Offer", "Hired"];

    internal static Resource Create(Account account, JsonObject request, DateTimeOffset now)
    {
        var members = new JsonObject
        {
            ["job_status"] = JsonExtensions.Enum("draft"),
            ["department_ids"] = new JsonArray(),
            ["location_ids"] = new JsonArray(),
            ["hiring_team"] = new JsonArray(),
        };
        Merge(members, request);
        Resource job = account.Add(Collection.Jobs, members, now);
        IEnumerable<JsonObject> stages = request["interview_stages"] is null
            ? DefaultStages.Select(name => new JsonObject { ["name"] = name })
            : request.Objects("interview_stages").Select(stage => Without(stage, "id", "remote_id"));
        return SetStages(account, job, stages, now);
    }

    internal static Resource Update(Account account, Resource job, JsonObject request, DateTimeOffset now)
    {
        Resource updated = account.Update(Collection.Jobs, job, now, members => Merge(members, request));
        return request.ContainsKey("interview_stages")
            ? SetStages(account, updated, request.Objects("interview_stages"), now)
            : updated;
    }

    private static void Merge(JsonObject members, JsonObject request)
    {
        Merging.Apply(members, request);
        members["remote_department_ids"] = members.Texts("department_ids").Select(Collection.RemoteIdOf).ToJsonArray();
        members["remote_location_ids"] = members.Texts("location_ids").Select(Collection.RemoteIdOf).ToJsonArray();
        foreach (JsonObject member in members.Objects("hiring_team").Where(member => member.Text("user_id") is not null))
        {
            member["remote_user_id"] = Collection.RemoteIdOf(member.Text("user_id")!);
        }
    }

    /// <summary>Replaces the stages of a job. Those that have the id of an old one keep it and their position.</summary>
    private static Resource SetStages(Account account, Resource job, IEnumerable<JsonObject> stages, DateTimeOffset now)
    {
        Resource[] old = [.. account.List(Collection.Stages, job.Id)];
        var current = new List<Resource>();
        foreach (JsonObject stage in stages)
        {
            JsonObject members = Without(stage, "id", "remote_id", "created_at", "updated_at");
            members["order"] ??= current.Count + 1;
            Resource? same = old.FirstOrDefault(row => row.Id == stage.Text("id"));
            current.Add(same is null
                ? account.Add(Collection.Stages, members, now, job.Id)
                : account.Update(Collection.Stages, same, now, existing => Merging.Apply(existing, members)));
        }

        foreach (Resource removed in old.Where(row => current.TrueForAll(kept => kept.Id != row.Id)))
        {
            account.Remove(Collection.Stages, removed);
        }

        return account.Update(Collection.Jobs, job, now, members =>
            members["interview_stages"] = current.Select(row => row.Members()).ToJsonArray());
    }

    private static JsonObject Without(JsonObject members, params ReadOnlySpan<string> names)
    {
        var copy = (JsonObject)members.DeepClone();
        foreach (string name in names)
        {
            copy.Remove(name);
        }

        return copy;
    }
}
