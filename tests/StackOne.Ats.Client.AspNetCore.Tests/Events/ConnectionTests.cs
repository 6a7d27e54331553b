using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.AspNetCore.Tests.Support;

namespace StackOne.Ats.Client.AspNetCore.Tests.Events;

public class ConnectionTests
{
    private const string Body = "{\"a\":1234}";
    private static readonly string Signature = StackOneWebhookReader.ComputeSignature("{\"a\":1234}"u8, App.Secret);

    /// <summary>The server waits up to five seconds for the rest of the body before it closes the connection: the test does not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_AByteASecond_IsCutOff(bool isChunked)
    {
        // The server has a lowest rate of its own, which would cut off the client five seconds later.
        await using App app = await App.StartEventsAsync(services: services => services.Configure<KestrelServerOptions>(
            server => server.Limits.MinRequestBodyDataRate = null));
        using RawRequest raw = await RawRequest.ConnectAsync(app);

        await raw.SendAsync(RawRequest.Head(isChunked ? null : 1000, Signature));
        await app.Time.TimerAsync(TimeSpan.FromSeconds(10));
        for (int second = 0; second < 10; second++)
        {
            await raw.SendAsync(isChunked ? "1\r\n \r\n" : " ");
            app.Time.Advance(TimeSpan.FromSeconds(1));
        }

        string answer = await raw.ReadAsync();
        Assert.Equal(408, RawRequest.Status(answer));
        Assert.Contains("Content-Length: 0", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
        Assert.Empty(app.Inbox.Received);
        Assert.Empty(app.Errors);
        Assert.Contains(app.Logs.GetSnapshot(), record => record.Message == $"A request to {App.Events} was refused with status 408: TooSlow");
    }

    [Fact]
    public async Task Body_SlowButInTime_IsHandled()
    {
        await using App app = await App.StartEventsAsync();
        using RawRequest raw = await RawRequest.ConnectAsync(app);

        await raw.SendAsync(RawRequest.Head(Body.Length, Signature));
        await app.Time.TimerAsync(TimeSpan.FromSeconds(10));
        foreach (char character in Body[..^1])
        {
            await raw.SendAsync($"{character}");
            app.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await raw.SendAsync(Body[^1..]);

        Assert.Equal(200, RawRequest.Status(await raw.ReadAsync()));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Client_HangingUpInMidBody_IsNoErrorAndCallsNoHandler(bool isChunked, bool byReset)
    {
        var ended = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using App app = await App.StartEventsAsync(application => application.Use(async (context, next) =>
        {
            try
            {
                await next(context);
                ended.SetResult(null);
            }
            catch (Exception exception)
            {
                ended.SetResult(exception);
                throw;
            }
        }));
        using RawRequest raw = await RawRequest.ConnectAsync(app);

        await raw.SendAsync(RawRequest.Head(isChunked ? null : 1000, Signature) + (isChunked ? "5\r\n{\"a\"" : "{\"a\""));
        await app.Time.TimerAsync(TimeSpan.FromSeconds(10));
        raw.HangUp(byReset);

        Assert.Null(await ended.Task.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Empty(app.Inbox.Received);
        Assert.Empty(app.Errors);
    }

    [Theory]
    [InlineData("zz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("-1\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}xx0\r\n\r\n")]
    public async Task Body_InChunksThatAreNone_Is400(string body)
    {
        await using App app = await App.StartEventsAsync();

        Assert.Equal(400, await RawRequest.SendAsync(app, RawRequest.Head(null, Signature) + body));

        Assert.Empty(app.Inbox.Received);
        Assert.Empty(app.Errors);
    }

    /// <summary>What is announced is not waited for, and costs no memory.</summary>
    [Fact]
    public async Task Length_OverTheLimit_IsRefusedAtOnce()
    {
        await using App app = await App.StartEventsAsync();

        Assert.Equal(413, await RawRequest.SendAsync(app, RawRequest.Head((1 << 20) + 1, Signature)));
    }
}
