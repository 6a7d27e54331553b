using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Testing.Api;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Ordering;

/// <summary>The orders that recruiters place in the applicant tracking system. Thread-safe.</summary>
internal sealed class AtsOrders
{
    private readonly ApiService _api;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<(string AccountId, string Id), SandboxAtsOrder> _orders = new();
    private int _count;

    internal AtsOrders(ApiService api, OrderBook book, TimeProvider time)
    {
        (_api, _time) = (api, time);
        book.ResultReceived += result =>
        {
            if (result.IsFinal && _orders.TryGetValue((result.AccountId, result.OrderId), out SandboxAtsOrder? order))
            {
                order.Complete(result);
            }
        };
    }

    internal IReadOnlyList<SandboxAtsOrder> All => [.. _orders.Values.OrderBy(order => order.Number)];

    /// <exception cref="ArgumentException">The account has no such package or application, or none at all.</exception>
    internal SandboxAtsOrder Add(
        string accountId, Collection orders, Collection packages, string? packageId, string? applicationId, SandboxDeliveryFaults? faults) =>
        _api.Use(accountId, account =>
        {
            Resource package = Choose(account, packages, packageId, 0, nameof(packageId));
            // Each order is for the next application, so that many orders look like those of a company.
            int number = Interlocked.Increment(ref _count) - 1;
            Resource application = Choose(account, Collection.Applications, applicationId, number, nameof(applicationId));
            string? candidate = application.Text("candidate_id");
            string? job = application.Text("job_id");
            var request = new JsonObject
            {
                ["package"] = new JsonObject { ["id"] = package.Id },
                ["application"] = new JsonObject { ["id"] = application.Id },
                ["candidate"] = candidate is null ? null : new JsonObject { ["id"] = candidate },
                ["job"] = job is null ? null : new JsonObject { ["id"] = job },
            };
            DateTimeOffset now = _time.GetUtcNow();
            Resource order = Resources.Orders.Add(account, orders, request, now);
            var added = new SandboxAtsOrder(accountId, order.Id, package.Id, application.Id, candidate, job, now) { Number = number };
            // Before the event goes out, whose result may come at once.
            _orders[(accountId, order.Id)] = added;
            return added;
        }, faults);

    internal void Clear() => _orders.Clear();

    private static Resource Choose(Account account, Collection collection, string? id, int index, string parameter)
    {
        if (id is not null)
        {
            return account.Find(collection, id) ?? throw new ArgumentException($"The account has no {collection.Noun} with this id.", parameter);
        }

        Resource[] all = [.. account.List(collection)];
        return all.Length > 0 ? all[index % all.Length] : throw new ArgumentException($"The account has no {collection.Noun}.", parameter);
    }
}
