using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using StackOne.Ats.Client.Models;

namespace AssessmentVendor;

/// <summary>The events of StackOne's: stored before they are answered, and taken by the worker afterwards.</summary>
internal sealed class Inbox(VendorDb db)
{
    /// <summary>Stores an event. One that is there already is stored, too.</summary>
    internal Task StoreAsync(StackOneEvent received, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO "Inbox" ("Key", "Json", "ReceivedAt") VALUES ({received.DeduplicationKey}, {received.ToJson()}, {DateTime.UtcNow})
        ON CONFLICT DO NOTHING
        """,
        cancellationToken);

    /// <summary>Makes an order of the oldest event, if it is one. Returns false if there is no event to take.</summary>
    internal async Task<bool> TakeAsync()
    {
        if (await db.Inbox.Where(stored => stored.TakenAt == null).OrderBy(stored => stored.Number).FirstOrDefaultAsync() is not { } oldest)
        {
            return false;
        }

        // All or nothing, and by one worker: another one waits for the row, and finds it taken.
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync();
        DateTime now = DateTime.UtcNow;
        bool isOurs = await db.Inbox
            .Where(stored => stored.Number == oldest.Number && stored.TakenAt == null)
            .ExecuteUpdateAsync(update => update.SetProperty(stored => stored.TakenAt, now)) == 1;
        if (isOurs && StackOneEvent.Parse(oldest.Json) is AssessmentOrderEvent received)
        {
            Order order = Order.From(received);
            if (!await db.Orders.AnyAsync(known => known.AccountId == order.AccountId && known.OrderId == order.OrderId))
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
            }
        }

        await transaction.CommitAsync();
        return true;
    }
}
