using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace StackOne.Ats.Client.Tests.Readme;

/// <summary>The smallest service of a vendor: it has one package, and every candidate passes at once.</summary>
internal sealed class Vendor : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly StackOneWebhookReader _reader;
    private readonly StackOneSandbox _sandbox;

    private Vendor(string secret, StackOneSandbox sandbox)
    {
        _sandbox = sandbox;
        _reader = new StackOneWebhookReader(new() { Secrets = [secret] });
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    internal Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    internal static async Task<Vendor> StartAsync(string secret, StackOneSandbox sandbox)
    {
        var vendor = new Vendor(secret, sandbox);
        await vendor._application.StartAsync();
        return vendor;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        string signature = context.Request.Headers[StackOneWebhookReader.SignatureHeader].ToString();
        if (context.Request.Path == "/stackone/packages")
        {
            _reader.VerifySignature(body.ToArray(), signature);
            await context.Response.WriteAsync("""{"data":[{"id":"package-1","name":"SQL"}]}""");
        }
        else if (_reader.Read(body.ToArray(), signature) is AssessmentOrderEvent order)
        {
            using StackOneAtsClient client = _sandbox.CreateClient(order.AccountId!);
            await client.Assessments.UpdateResultAsync(order.RecordId!, new() { Result = ResultStatusValue.Passed });
        }
    }
}
