using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Pipeline;

/// <summary>Two clients share a handler, and one of them was disposed.</summary>
public class DisposedHandlerTests
{
    private const string Message =
        "Assessments.OrderAsync failed: the message handler that it sends with is disposed. "
        + "If clients share a handler, the first one that is disposed disposes it.";

    private static readonly Dictionary<string, Func<HttpMessageHandler>> Handlers = new()
    {
        ["sockets"] = () => new SocketsHttpHandler(),
        ["HttpClientHandler"] = () => new HttpClientHandler(),
        ["outer"] = () => new Outer { InnerHandler = new SocketsHttpHandler() },
        ["of the application"] = () => new Primary(typeof(Primary).FullName, readsBody: false),
        ["of the application, without its namespace"] = () => new Primary(nameof(Primary), readsBody: false),
    };

    public static TheoryData<string> Names { get; } = [.. Handlers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Order_SharedHandlerDisposed_IsNamedAndNothingWasSent(string name)
    {
        HttpMessageHandler shared = Handlers[name]();
        Create(shared).Dispose();
        using StackOneAtsClient client = Create(shared);

        var failure = await Assert.ThrowsAsync<StackOneException>(() => client.Assessments.OrderAsync(Harness.Request));

        Assert.Equal($"{Message} (1 attempt)", failure.Message);
        Assert.False(failure.OutcomeUnknown);
        Assert.IsType<ObjectDisposedException>(failure.InnerException);
    }

    /// <summary>Clients that do not own their handler, and something else has disposed it.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Order_HandlerOfTheApplicationDisposed_IsNamedAndNothingWasSent(string name)
    {
        HttpMessageHandler shared = Handlers[name]();
        using var client = new StackOneAtsClient(new() { ApiKey = "key", AccountId = "acc" }, shared, disposeHandler: false);
        shared.Dispose();

        var failure = await Assert.ThrowsAsync<StackOneException>(() => client.Assessments.OrderAsync(Harness.Request));

        Assert.Equal($"{Message} (1 attempt)", failure.Message);
        Assert.False(failure.OutcomeUnknown);
    }

    [Fact]
    public async Task Order_InnerHandlerDisposed_IsNamedAndNothingWasSent()
    {
        var inner = new SocketsHttpHandler();
        inner.Dispose();
        using StackOneAtsClient client = Create(new Outer { InnerHandler = inner });

        var failure = await Assert.ThrowsAsync<StackOneException>(() => client.Assessments.OrderAsync(Harness.Request));

        Assert.Equal($"{Message} (1 attempt)", failure.Message);
        Assert.False(failure.OutcomeUnknown);
    }

    /// <summary>It may have sent what it read before it failed.</summary>
    [Fact]
    public async Task Order_DisposedHandlerReadTheBody_OutcomeIsUnknown()
    {
        using StackOneAtsClient client = Create(new Primary(nameof(Primary), readsBody: true));

        var failure = await Assert.ThrowsAsync<StackOneException>(() => client.Assessments.OrderAsync(Harness.Request));

        Assert.Equal($"{Message} The request may have been processed: check before you call again. (1 attempt)", failure.Message);
        Assert.True(failure.OutcomeUnknown);
    }

    /// <summary>Something that a handler uses is not the handler.</summary>
    [Theory]
    [InlineData("System.Net.Http.HttpClient")]
    [InlineData("System.Net.Http.SocketsHttpHandler")]
    [InlineData("")]
    [InlineData("primary")]
    public async Task Order_SomethingElseIsDisposed_OutcomeIsUnknown(string name)
    {
        using StackOneAtsClient client = Create(new Primary(name, readsBody: false));

        var failure = await Assert.ThrowsAsync<StackOneException>(() => client.Assessments.OrderAsync(Harness.Request));

        Assert.StartsWith("Assessments.OrderAsync failed in a message handler that the application added.", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.OutcomeUnknown);
        Assert.IsType<ObjectDisposedException>(failure.InnerException);
    }

    [Fact]
    public async Task Order_HandlerDisposedAfterALimit_IsTheTimeoutWithItsCause()
    {
        var harness = new Harness();
        var thrown = new ObjectDisposedException(nameof(StubHandler));
        harness.Stub.Then(async (_, token) =>
        {
            await Task.WhenAny(Never.ComesAsync<HttpResponseMessage>(token));
            throw thrown;
        });

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(() => harness.OrderAsync());

        Assert.Same(thrown, failure.InnerException);
    }

    private static StackOneAtsClient Create(HttpMessageHandler handler) => new(new() { ApiKey = "key", AccountId = "acc" }, handler);

    private sealed class Outer : DelegatingHandler;

    private sealed class Primary(string? name, bool readsBody) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (readsBody)
            {
                await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            }

            throw new ObjectDisposedException(name);
        }
    }
}
