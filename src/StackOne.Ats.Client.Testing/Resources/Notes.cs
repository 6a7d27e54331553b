using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Testing.Resources;

/// <summary>The notes of applications, candidates and interviews.</summary>
internal static class Notes
{
    internal static Resource Create(Account account, Collection notes, string parentId, JsonObject request, DateTimeOffset now)
    {
        var members = new JsonObject { ["deleted_at"] = null };
        Merge(account, members, request);
        return account.Add(notes, members, now, parentId);
    }

    internal static Resource Update(Account account, Collection notes, Resource note, JsonObject request, DateTimeOffset now) =>
        account.Update(notes, note, now, members => Merge(account, members, request));

    private static void Merge(Account account, JsonObject members, JsonObject request)
    {
        Merging.Apply(members, request);
        members["remote_author_id"] = account.Refer(Collection.Users, members.Text("author_id"), "author_id")?.RemoteId;
    }
}
