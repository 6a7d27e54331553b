using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Testing.Resources;

/// <summary>Orders of assessments and background checks, and the results that are sent for them.</summary>
internal static class Orders
{
    /// <param name="account">The account.</param>
    /// <param name="orders">The collection that the order is added to.</param>
    /// <param name="request">The request. Its id is the caller's own; StackOne gives the order another one.</param>
    /// <param name="now">The time of the order.</param>
    internal static Resource Add(Account account, Collection orders, JsonObject request, DateTimeOffset now)
    {
        string id = Guid.NewGuid().ToString();
        var data = (JsonObject)request.DeepClone();
        data["id"] = id;
        return account.Add(
            orders,
            new JsonObject { ["id"] = id, ["test_url"] = $"https://provider.example/tests/{id}" },
            now,
            // The application that the result will be shown with, if the account has it.
            (request["application"] as JsonObject)?.Text("id"),
            eventData: data);
    }

    /// <exception cref="RejectedException">The order names a package, an application, a candidate or a job that the account does not have: a
    /// 400.</exception>
    internal static void Check(Account account, JsonObject request, Collection packages)
    {
        Refer(packages, "package");
        Refer(Collection.Applications, "application");
        Refer(Collection.Candidates, "candidate");
        Refer(Collection.Jobs, "job");

        void Refer(Collection collection, string member) => account.Refer(collection, (request[member] as JsonObject)?.Text("id"), $"{member}.id");
    }

    /// <summary>Keeps the result and links to it from the order's application, as applicant tracking systems do.</summary>
    internal static void SetResult(Account account, Collection orders, Resource order, JsonObject request, DateTimeOffset now)
    {
        Resource updated = account.Update(orders, order, now, members => Merging.Apply(members, request));
        if (updated.Text("result_url") is not { } url
            || account.Find(Collection.Applications, order.ParentId) is not { } application)
        {
            return;
        }

        string? old = order.Text("result_url");
        account.Update(Collection.Applications, application, now, members => members["result_links"] = members
            .Objects("result_links")
            .Where(link => link.Text("url") != old)
            .Append(new JsonObject { ["label"] = "Result", ["url"] = url })
            .ToJsonArray());
    }
}
