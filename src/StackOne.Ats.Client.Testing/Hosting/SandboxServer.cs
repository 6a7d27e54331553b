using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace StackOne.Ats.Client.Testing.Hosting;

/// <summary>The HTTP server: Kestrel without configuration, logs or services, so that nothing outside the test affects it.</summary>
internal sealed class SandboxServer : IDisposable
{
    private readonly WebApplication _application;

    private SandboxServer(WebApplication application, Uri baseAddress) => (_application, BaseAddress) = (application, baseAddress);

    /// <summary>An address that this machine reaches it at.</summary>
    internal Uri BaseAddress { get; }

    /// <exception cref="IOException">The port is in use.</exception>
    internal static SandboxServer Start(IPAddress address, int port, RequestDelegate handle)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The contract has no limit, and a file is sent as base64.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(address, port);
        });
        // The default would take SIGINT and SIGTERM away from the process that the sandbox is part of.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        WebApplication application = builder.Build();
        application.Run(handle);
        application.StartAsync().GetAwaiter().GetResult();
        string url = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        // The server may listen on any address, which is none to call.
        IPAddress reachable = address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : address;
        return new(application, new Uri($"http://{new IPEndPoint(reachable, new Uri(url).Port)}"));
    }

    /// <summary>Stops at once: requests in progress lose their connection.</summary>
    public void Dispose()
    {
        _application.StopAsync(new CancellationToken(canceled: true)).GetAwaiter().GetResult();
        ((IDisposable)_application).Dispose();
    }

    /// <summary>Starts and stops with the sandbox, and with nothing else.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
