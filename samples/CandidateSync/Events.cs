using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.Models;

namespace CandidateSync;

/// <summary>StackOne's events: they say which accounts to read at once, and what was deleted.</summary>
internal sealed class Events(IDbContextFactory<SyncDb> databases, Arguments arguments)
{
    internal const string Path = "/stackone/events";

    /// <summary>Events come in bursts: one reading is for all of them.</summary>
    internal static readonly TimeSpan Burst = TimeSpan.FromSeconds(2);

    /// <summary>Starts to listen. The events are stored in the database, so a worker on any machine reads the account.</summary>
    internal static async Task<WebApplication> ListenAsync(
        string url, IDbContextFactory<SyncDb> databases, Arguments arguments, IEnumerable<string>? secrets)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(databases).AddSingleton(arguments).AddSingleton<Events>();
        if (secrets is null)
        {
            builder.Services.AddStackOneWebhooks(builder.Configuration.GetSection("StackOne:Webhooks"));
        }
        else
        {
            builder.Services.AddStackOneWebhooks(options => options.Secrets = [.. secrets]);
        }

        WebApplication app = builder.Build();
        app.MapStackOneWebhooks(Path, (StackOneEvent received, Events events, CancellationToken token) => events.HandleAsync(received, token));
        await app.StartAsync();
        return app;
    }

    private async Task HandleAsync(StackOneEvent received, CancellationToken cancellationToken)
    {
        if (received.AccountId is not { } account)
        {
            return;
        }

        await using SyncDb database = await databases.CreateDbContextAsync(cancellationToken);
        bool isWanted = arguments.Accounts.Count == 0 || arguments.Accounts.Contains(account);
        if (isWanted && (received.Name == EventNameValue.AccountCreated || received.Name == EventNameValue.AccountUpdated))
        {
            await database.AddAccountAsync(account);
        }

        if (received is { RecordId: { } id } && KindOfDeleted(received) is { } kind)
        {
            // A page that is being read can still have it. The next full round deletes it then.
            await database.Records
                .Where(record => record.AccountId == account && record.Kind == kind.Name && record.Id == id)
                .ExecuteDeleteAsync(cancellationToken);
            return;
        }

        // Also for an account that was deleted: its call fails, and says why. Events are late and out of order, calls are not.
        // An account with a problem waits until its next attempt, unless the event is about the account itself.
        DateTime now = DateTime.UtcNow;
        DateTime soon = now + Burst;
        bool isOfAccount = received is AccountEvent;
        await database.Accounts.Where(known => known.Id == account && known.DueAt != null).ExecuteUpdateAsync(
            update => update
                .SetProperty(known => known.ChangedAt, now)
                .SetProperty(known => known.DueAt, known => known.DueAt < soon || (known.Problem != null && !isOfAccount) ? known.DueAt : soon),
            cancellationToken);
    }

    private static RecordKind? KindOfDeleted(StackOneEvent received) =>
        RecordKind.All.FirstOrDefault(kind => received.Name?.Value == $"ats_{kind.Name}.deleted");
}
