//-:cnd:noEmit
#if DEBUG
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using StackOne.Ats.Client.Testing;

namespace Vendor._1;

/// <summary>
/// In development and without an API key, the service runs on a local StackOne in its own process, in which a recruiter orders once. Release builds
/// do not have it.
/// </summary>
internal sealed partial class Sandbox(StackOneSandbox stackOne, IServer server, IHostApplicationLifetime lifetime, ILogger<Sandbox> logger)
    : BackgroundService
{
    private const string AccountId = "account-1";
    private const string Secret = "a secret of the sandbox";

    internal static void UseWithoutKey(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment() || !string.IsNullOrEmpty(builder.Configuration["StackOne:ApiKey"]))
        {
            return;
        }

        // A sandbox does not know the orders of the one before.
        string inbox = Path.Combine(AppContext.BaseDirectory, "sandbox-inbox");
        if (Directory.Exists(inbox))
        {
            Directory.Delete(inbox, recursive: true);
        }

        var stackOne = StackOneSandbox.Start();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["StackOne:BaseAddress"] = stackOne.BaseAddress.OriginalString,
            ["StackOne:ApiKey"] = stackOne.ApiKey,
            ["StackOne:Webhooks:Secrets:0"] = Secret,
            ["StackOne:Webhooks:PackageSecrets:0"] = Secret,
            ["Inbox"] = inbox,
        });
        // By a delegate, so that the container disposes it.
        builder.Services.AddSingleton(_ => stackOne);
        builder.Services.AddHostedService<Sandbox>();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server listens after all services have started.
        using var started = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStarted, stoppingToken);
        await Task.Delay(Timeout.Infinite, started.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stoppingToken.ThrowIfCancellationRequested();

        // What a person does in StackOne's dashboard: sets the addresses of the two endpoints.
        var service = new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        LogStarted(stackOne.BaseAddress, service);
        stackOne.Webhooks.Add(new Uri(service, "/stackone/events"), Secret);
        await stackOne.GetPackagesAsync(new Uri(service, "/stackone/packages"), new() { AccountId = AccountId, Secret = Secret }, stoppingToken);

        SandboxAtsOrder order = stackOne.OrderFromAts(AccountId);
        LogOrdered(order.Id);
        SandboxResult result = await order.ResultAsync(Timeout.InfiniteTimeSpan).WaitAsync(stoppingToken);
        LogResult(order.Id, result.Status?.Value);
    }

    [LoggerMessage(1, LogLevel.Information, "There is no API key: running on the sandbox at {StackOne}. The service is at {Service}.")]
    private partial void LogStarted(Uri stackOne, Uri service);

    [LoggerMessage(2, LogLevel.Information, "In the sandbox, a recruiter has placed order {OrderId}.")]
    private partial void LogOrdered(string orderId);

    [LoggerMessage(3, LogLevel.Information, "In the sandbox, the result of order {OrderId} has arrived: {Result}.")]
    private partial void LogResult(string orderId, string? result);
}
#endif
//+:cnd:noEmit
