using System.Net;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;
using static StackOne.Ats.Client.Tests.Support.ScriptedStream;

namespace StackOne.Ats.Client.Tests.Pipeline;

public class CancellationTests
{
    [Theory]
    [InlineData("before")]
    [InlineData("key")]
    [InlineData("connecting")]
    [InlineData("headers")]
    [InlineData("success body")]
    [InlineData("heartbeats")]
    [InlineData("error body")]
    [InlineData("backing off")]
    public async Task Order_CallerCancels_ThrowsWithItsToken(string phase)
    {
        var harness = new Harness();
        using var source = new CancellationTokenSource();
        // Whatever is waited for never comes; the script ends by cancelling, so nothing but the cancellation can end the call.
        Step cancel = token =>
        {
            source.Cancel();
            return new(Never.ComesAsync<ReadOnlyMemory<byte>>(token));
        };
        switch (phase)
        {
            case "before":
                source.Cancel();
                harness.Stub.Answer(HttpStatusCode.OK);
                break;
            case "key":
                harness.Options.ApiKey = null;
                harness.Options.ApiKeyProvider = _ =>
                {
                    source.Cancel();
                    // Ignores its token.
                    return new(new TaskCompletionSource<string>().Task);
                };
                break;
            case "connecting" or "headers":
                harness.Stub.Then(
                    (_, token) =>
                    {
                        source.Cancel();
                        return Never.ComesAsync<HttpResponseMessage>(token);
                    },
                    readsBody: phase == "headers");
                break;
            case "success body":
                harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream([Text("{"), cancel])));
                break;
            case "heartbeats":
                harness.Options.Heartbeat = true;
                harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream([Text("\n"), cancel]), ("Preference-Applied", "heartbeat")));
                break;
            case "error body":
                harness.Stub.Answer(_ => new HttpResponseMessage(HttpStatusCode.Conflict)
                {
                    Content = new StreamContent(new ScriptedStream([Text("{"), cancel])),
                });
                break;
            default:
                harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "60"));
                harness.Stub.Then((_, _) => throw new InvalidOperationException("It went on."));
                break;
        }

        // The clock stands still: no limit can run out in place of the cancellation.
        Task<AssessmentOrderResult> order = harness.Client.Assessments.OrderAsync(Harness.Request, source.Token);
        if (phase == "backing off")
        {
            harness.Time.Advance(TimeSpan.FromSeconds(30));
            source.Cancel();
        }

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => order);

        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.InRange(harness.Stub.Sent.Count, 0, 1);
    }

    [Fact]
    public async Task Order_ClientDisposedMeanwhile_ThrowsObjectDisposed()
    {
        var harness = new Harness();
        harness.Stub.Then((_, token) =>
        {
            harness.Client.Dispose();
            return Never.ComesAsync<HttpResponseMessage>(token);
        });

        var meanwhile = await Assert.ThrowsAsync<ObjectDisposedException>(() => harness.OrderAsync());
        var after = await Assert.ThrowsAsync<ObjectDisposedException>(() => harness.OrderAsync());

        Assert.Equal(nameof(StackOneAtsClient), meanwhile.ObjectName);
        Assert.Equal(nameof(StackOneAtsClient), after.ObjectName);
    }

    [Fact]
    public async Task Dispose_OfAView_LeavesTheClientOpen()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK);

        harness.Client.ForAccount("acc_2").Dispose();

        Assert.Equal("o1", (await harness.OrderAsync()).Id);
    }
}
