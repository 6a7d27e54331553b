using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Testing.Resources;

/// <summary>The packages of background checks, each of which has tests.</summary>
internal static class CheckPackages
{
    internal static Resource Create(Account account, JsonObject request, DateTimeOffset now)
    {
        Resource package = account.Add(Collection.CheckPackages, request, now);
        return Update(account, package, request, now);
    }

    internal static Resource Update(Account account, Resource package, JsonObject request, DateTimeOffset now) =>
        account.Update(Collection.CheckPackages, package, now, members =>
        {
            Merging.Apply(members, request);
            members["tests"] = Merging.WithIds(members.Objects("tests"), $"{package.Id}-test");
        });
}
