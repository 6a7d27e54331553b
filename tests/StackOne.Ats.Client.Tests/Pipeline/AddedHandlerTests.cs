using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Pipeline;

/// <summary>What a handler or a value of the application's own may bring into the pipeline.</summary>
public class AddedHandlerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Content_EndedWhileBeingSent_KeepsItsMemoryUntilTheEnd(bool renewed)
    {
        var content = JsonRequestContent.Create(Harness.Request, AssessmentsJsonContext.Default.AssessmentOrderRequest);
        var gate = new TaskCompletionSource();
        using var stream = new GatedStream(gate.Task);

        Task sending = content.CopyToAsync(stream);
        using JsonRequestContent? next = renewed ? content.Renew() : null;
        content.Dispose();
        // What the pool lends next must not be what is still being sent.
        byte[] lent = System.Buffers.ArrayPool<byte>.Shared.Rent(1024);
        lent.AsSpan().Fill((byte)'!');
        gate.SetResult();
        await sending;

        Assert.Equal("""{"id":"order-1","package":{"id":"p1"}}""", stream.Text);
        Assert.Equal(renewed ? stream.Text : null, next is null ? null : await next.ReadAsStringAsync());
        System.Buffers.ArrayPool<byte>.Shared.Return(lent);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => content.CopyToAsync(stream));
    }

    [Fact]
    public async Task Order_CancelledConnectionFailsAsLost_IsACancellation()
    {
        var harness = new Harness();
        using var source = new CancellationTokenSource();
        harness.Stub.Then((_, _) =>
        {
            source.Cancel();
            throw new HttpRequestException("cut", new IOException("cut"));
        });

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.OrderAsync(source.Token));

        Assert.Equal(source.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task Order_CancelledWhileTheServerSendsJunk_DoesNotQuoteIt()
    {
        var harness = new Harness();
        using var source = new CancellationTokenSource();
        harness.Stub.Then((_, _) =>
        {
            source.Cancel();
            throw new HttpRequestException(HttpRequestError.InvalidResponse, "Received an invalid header line: 'jose@example.com'.");
        });

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.OrderAsync(source.Token));

        Assert.DoesNotContain("jose", cancelled.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Order_HandlerHasItsOwnWordForCancelled_IsTypedAsEver(bool caller)
    {
        var harness = new Harness();
        using var source = new CancellationTokenSource();
        harness.Stub.Then(async (_, token) =>
        {
            if (caller)
            {
                source.Cancel();
            }

            try
            {
                return await Never.ComesAsync<HttpResponseMessage>(token);
            }
            catch (OperationCanceledException)
            {
                throw new InvalidOperationException("gave up");
            }
        });

        Exception ended = await Assert.ThrowsAnyAsync<Exception>(() => harness.OrderAsync(source.Token));

        Assert.IsAssignableFrom(caller ? typeof(OperationCanceledException) : typeof(StackOneTimeoutException), ended);
    }

    [Fact]
    public async Task Order_HandlerReplacesTheBody_IsSentWholeOnEachAttempt()
    {
        var harness = new Harness();
        harness.Stub.ReplacesBody = true;
        harness.Stub.Answer(System.Net.HttpStatusCode.TooManyRequests).Answer(System.Net.HttpStatusCode.OK);

        await harness.OrderAsync();

        Assert.Equal(["""{"id":"order-1","package":{"id":"p1"}}"""], harness.Stub.Sent.Select(sent => sent.Body).Distinct());
    }

    [Fact]
    public async Task Order_HandlerSendsACopy_AnswerIsReadAllTheSame()
    {
        var harness = new Harness();
        harness.Stub.Answer(request => new HttpResponseMessage(System.Net.HttpStatusCode.OK)
        {
            Content = new StringContent("{\"id\":\"o7\"}"),
            RequestMessage = new HttpRequestMessage(request.Method, request.RequestUri),
        });

        Assert.Equal("o7", (await harness.OrderAsync()).Id);
    }

    private sealed class GatedStream(Task gate) : MemoryStream
    {
        internal string Text => System.Text.Encoding.UTF8.GetString(ToArray());

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await gate;
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
