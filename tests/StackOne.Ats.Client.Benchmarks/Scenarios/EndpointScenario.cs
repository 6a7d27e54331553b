using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.Benchmarks.Contenders;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks.Scenarios;

/// <summary>
/// Webhooks of 2 KB over loopback. The floor is a minimal API by hand: the body in memory, the HMAC, and one deserialization. It has no limit of size or
/// time, one secret, one type of event, no log and no counter. Client and server share the processors.
/// </summary>
internal static class EndpointScenario
{
    private const string Secret = "whsec-benchmark";
    private static readonly byte[] Key = Encoding.UTF8.GetBytes(Secret);

    internal static async Task RunAsync(Settings settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<Inbox>();
        builder.Services.AddStackOneWebhooks(options => options.Secrets = [Secret]);
        await using WebApplication application = builder.Build();
        application.MapPost("/floor", ReceiveAsync);
        application.MapStackOneWebhooks("/stackone", (StackOneEvent received, Inbox inbox, CancellationToken _) => inbox.StoreAsync(received));
        application.MapStackOneWebhooks("/stackone-delegate", (StackOneEvent received, Inbox inbox) => inbox.StoreAsync(received));
        await application.StartAsync();
        Inbox inbox = application.Services.GetRequiredService<Inbox>();
        foreach (int concurrency in (int[])[1, 16])
        {
            using EndpointContender floor = Contender("floor"), typed = Contender("stackone"), bound = Contender("stackone-delegate");
            await new Interleaved(settings, 60, TimeSpan.FromMilliseconds(50)).CompareAsync(
                $"Webhooks of {Payloads.OrderEvent.Length} bytes over loopback, {concurrency} at a time",
                [floor, typed, bound],
                static (contender, _) => ((EndpointContender)contender).PostAsync(),
                concurrency,
                perSecond: true);
        }

        EndpointContender Contender(string name) => new(name, new Uri($"{application.Urls.Single()}/{name}"), inbox);
    }

    private static async Task<IResult> ReceiveAsync(HttpRequest request, Inbox inbox)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        byte[] hash = HMACSHA256.HashData(Key, body.GetBuffer().AsSpan(0, (int)body.Length));
        byte[] signature = Base64Url.DecodeFromChars(request.Headers[StackOneWebhookReader.SignatureHeader].ToString());
        if (!CryptographicOperations.FixedTimeEquals(hash, signature))
        {
            return Results.Unauthorized();
        }

        await inbox.StoreAsync(JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), Json.Default.AssessmentOrderEvent)!);
        return Results.Ok();
    }

    private sealed class Inbox
    {
        private long _orders;

        internal long Orders => Interlocked.Read(ref _orders);

        internal Task StoreAsync(StackOneEvent received)
        {
            if (received is AssessmentOrderEvent { Order.Id: not null })
            {
                Interlocked.Increment(ref _orders);
            }

            return Task.CompletedTask;
        }
    }

    private sealed class EndpointContender(string name, Uri address, Inbox inbox) : Contender(name)
    {
        private static readonly string Signature = StackOneWebhookReader.ComputeSignature(Payloads.OrderEvent, Secret);

        private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler());
        private long _before;

        internal async Task PostAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Payloads.OrderEvent) };
            request.Headers.TryAddWithoutValidation(StackOneWebhookReader.SignatureHeader, Signature);
            using HttpResponseMessage response = await _client.SendAsync(request, CancellationToken.None);
            if (!response.IsSuccessStatusCode)
            {
                throw new WrongResultException($"{Name}: the status is {(int)response.StatusCode}.");
            }
        }

        internal override void Enter() => _before = inbox.Orders;

        internal override void Leave()
        {
            if (inbox.Orders == _before)
            {
                throw new WrongResultException($"{Name}: no order was stored.");
            }
        }

        internal override Task OrderAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        internal override Task ListPageAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public override void Dispose() => _client.Dispose();
    }
}
