using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.Testing;

namespace Vendor._1.Tests;

/// <summary>The service on a free port, where the sandbox can call it.</summary>
internal sealed class Service : WebApplicationFactory<Program>
{
    internal const string Secret = "a secret of the tests";

    private readonly StackOneSandbox _sandbox;
    private readonly string _inbox;

    internal Service(StackOneSandbox sandbox, string inbox)
    {
        (_sandbox, _inbox) = (sandbox, inbox);
        // With a port instead, the factory can change the address too late: when the service has started already.
        UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        StartServer();
    }

    internal Uri Events => new(ClientOptions.BaseAddress, "/stackone/events");

    internal Uri Packages => new(ClientOptions.BaseAddress, "/stackone/packages");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("StackOne:ApiKey", "a key of the tests");
        builder.UseSetting("StackOne:Webhooks:Secrets:0", Secret);
        builder.UseSetting("StackOne:Webhooks:PackageSecrets:0", Secret);
        builder.UseSetting("Inbox", _inbox);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services => services.UseStackOneSandbox(_sandbox));
    }
}
