using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>A vendor's endpoint on loopback, which keeps what it gets.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    internal const string Secret = "whsec-test";

    private readonly WebApplication _application;
    private readonly SemaphoreSlim _arrived = new(0);

    private Receiver(WebApplication application, Uri url) => (_application, Url) = (application, url);

    internal Uri Url { get; }

    /// <summary>The requests, in the order in which they arrived.</summary>
    internal ConcurrentQueue<(string Body, string Signature, string? Authorization)> Received { get; } = new();

    /// <summary>The statuses of the next answers; 200 afterwards.</summary>
    internal ConcurrentQueue<int> Statuses { get; } = new();

    /// <summary>The body of the answers.</summary>
    internal string Answer { get; set; } = string.Empty;

    /// <summary>The events whose signature is right by <see cref="Secret"/>.</summary>
    internal StackOneEvent[] Events
    {
        get
        {
            var reader = new StackOneWebhookReader(new() { Secrets = [Secret] });
            return [.. Received.Select(request => reader.Read(System.Text.Encoding.UTF8.GetBytes(request.Body), request.Signature))];
        }
    }

    internal static async Task<Receiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication application = builder.Build();
        Receiver? receiver = null;
        application.Run(context => receiver!.ReceiveAsync(context));
        await application.StartAsync();
        string address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return receiver = new Receiver(application, new Uri(address + "/events"));
    }

    /// <summary>Waits until so many requests have arrived.</summary>
    internal async Task ReceivedAsync(int count, TimeSpan limit)
    {
        while (Received.Count < count)
        {
            await _arrived.WaitAsync().WaitAsync(limit);
        }
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        Received.Enqueue((body, context.Request.Headers["x-stackone-signature"].ToString(), context.Request.Headers.Authorization));
        _arrived.Release();
        context.Response.StatusCode = Statuses.TryDequeue(out int status) ? status : 200;
        await context.Response.WriteAsync(Answer);
    }
}
