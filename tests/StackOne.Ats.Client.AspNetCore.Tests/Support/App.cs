using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace StackOne.Ats.Client.AspNetCore.Tests.Support;

/// <summary>An application on a real server on the loopback interface, with a fake clock, and all of its logs.</summary>
internal sealed class App : IAsyncDisposable
{
    internal const string Events = "/stackone/events";
    internal const string Packages = "/stackone/packages";

    /// <summary>The secret of webhooks, and of requests for packages.</summary>
    internal const string Secret = "whsec-example";

    private readonly WebApplication _application;

    private App(WebApplication application, ObservedTime time, FakeLogCollector logs)
    {
        (_application, Time, Logs) = (application, time, logs);
        Client = new HttpClient { BaseAddress = new Uri(application.Urls.Single()) };
    }

    internal HttpClient Client { get; }

    internal ObservedTime Time { get; }

    internal FakeLogCollector Logs { get; }

    internal IServiceProvider Services => _application.Services;

    /// <summary>What was logged as an error.</summary>
    internal IEnumerable<FakeLogRecord> Errors => Logs.GetSnapshot().Where(record => record.Level >= LogLevel.Error);

    internal EndPoint Address => new IPEndPoint(IPAddress.Loopback, Client.BaseAddress!.Port);

    /// <summary>What the handlers of <see cref="StartEventsAsync"/> have received.</summary>
    internal Inbox Inbox => Services.GetRequiredService<Inbox>();

    internal static async Task<App> StartAsync(
        Action<WebApplication> map,
        Action<IServiceCollection>? services = null,
        Action<StackOneWebhooksOptions>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        builder.Logging.SetMinimumLevel(LogLevel.Debug).AddFakeLogging();
        builder.Services.AddRoutingCore();
        builder.Services.AddHttpContextAccessor();
        var time = new ObservedTime();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<Inbox>();
        builder.Services.AddStackOneWebhooks(options =>
        {
            options.Secrets = [Secret];
            options.PackageSecrets = [Secret];
            configure?.Invoke(options);
        });
        services?.Invoke(builder.Services);
        WebApplication application = builder.Build();
        try
        {
            map(application);
            await application.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        return new(application, time, application.Services.GetFakeLogCollector());
    }

    /// <summary>An application with an endpoint whose events are in <see cref="Inbox"/>.</summary>
    internal static Task<App> StartEventsAsync(
        Action<WebApplication>? before = null,
        Action<IServiceCollection>? services = null,
        Action<StackOneWebhooksOptions>? configure = null) => StartAsync(
        application =>
        {
            before?.Invoke(application);
            application.MapStackOneWebhooks(Events, (Models.StackOneEvent received, Inbox inbox, CancellationToken cancellationToken) =>
                inbox.StoreAsync(received));
        },
        services,
        configure);

    internal Task StopAsync() => _application.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
    }
}
