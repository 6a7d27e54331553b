using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Testing.Resources;

internal static class Offers
{
    internal static Resource Create(Account account, JsonObject request, DateTimeOffset now)
    {
        Resource? application = account.Refer(Collection.Applications, request.Text("application_id"), "application_id");
        var members = new JsonObject
        {
            ["application_id"] = null,
            ["remote_application_id"] = application?.RemoteId,
            ["offer_status"] = JsonExtensions.Enum("created"),
            ["offer_history"] = new JsonArray(),
        };
        Merging.Apply(members, request);
        return account.Add(Collection.Offers, members, now, application?.Id);
    }
}
