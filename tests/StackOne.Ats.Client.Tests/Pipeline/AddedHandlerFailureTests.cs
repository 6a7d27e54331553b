using System.Net;
using System.Net.Sockets;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Pipeline;

/// <summary>An order whose attempt fails in a handler that the application added: never sent again, and its outcome is unknown.</summary>
public class AddedHandlerFailureTests
{
    /// <summary>What a handler may throw after it has sent an order, and what the call then throws.</summary>
    private static readonly Dictionary<string, (Func<Exception> Create, Type Expected)> Failures = new()
    {
        ["its own"] = (() => new InvalidOperationException("mine"), typeof(StackOneException)),
        ["one of this library"] = (
            () => new StackOneConnectionException(StackOneConnectionFailure.CouldNotConnect, "mine"),
            typeof(StackOneException)),
        ["a response of this library"] = (() => new StackOneResponseException("mine"), typeof(StackOneException)),
        ["no kind of error"] = (() => new HttpRequestException("mine"), typeof(StackOneConnectionException)),
        ["a lost connection"] = (
            () => new HttpRequestException("mine", new IOException("reset", new SocketException())),
            typeof(StackOneConnectionException)),
        ["a cut answer"] = (() => new HttpIOException(HttpRequestError.ResponseEnded), typeof(StackOneConnectionException)),
        ["a refused version"] = (
            () => new HttpRequestException(HttpRequestError.VersionNegotiationError, "mine"),
            typeof(StackOneConnectionException)),
        ["a timeout of its own"] = (
            () => new TaskCanceledException("mine", new TimeoutException()),
            typeof(StackOneConnectionException)),
    };

    /// <summary>What a handler may throw that says it never connected.</summary>
    private static readonly Dictionary<string, Func<Exception>> NeverConnected = new()
    {
        ["dns"] = () => new HttpRequestException(HttpRequestError.NameResolutionError),
        ["refused"] = () => new HttpRequestException(HttpRequestError.ConnectionError),
        ["tls"] = () => new HttpRequestException(HttpRequestError.SecureConnectionError),
        ["proxy"] = () => new HttpRequestException(HttpRequestError.ProxyTunnelError),
        ["socket"] = () => new SocketException((int)SocketError.NotConnected),
    };

    private static readonly Dictionary<string, Func<HttpContent, Task>> Readers = new()
    {
        ["CopyToAsync"] = content => content.CopyToAsync(Stream.Null),
        ["CopyTo"] = content => Run(() => content.CopyTo(Stream.Null, null, CancellationToken.None)),
        ["ReadAsStreamAsync"] = content => content.ReadAsStreamAsync(),
        ["ReadAsStream"] = content => Run(() => content.ReadAsStream()),
        ["ReadAsByteArrayAsync"] = content => content.ReadAsByteArrayAsync(),
        ["LoadIntoBufferAsync"] = content => content.LoadIntoBufferAsync(),
    };

    public static TheoryData<string, bool> EachFailure { get; } = new MatrixTheoryData<string, bool>(Failures.Keys, [true, false]);

    public static TheoryData<string, string> EachReader { get; } = new MatrixTheoryData<string, string>(Readers.Keys, NeverConnected.Keys);

    /// <summary>A body that nobody has read is no evidence: the handler may have sent another.</summary>
    [Theory]
    [MemberData(nameof(EachFailure))]
    public async Task Order_HandlerThrows_IsSentOnceAndOutcomeIsUnknown(string failure, bool readsBody)
    {
        var harness = new Harness();
        Exception thrown = Failures[failure].Create();
        harness.Stub.Then((_, _) => throw thrown, readsBody);

        var ended = await Assert.ThrowsAnyAsync<StackOneException>(() => harness.OrderAsync());

        Assert.IsType(Failures[failure].Expected, ended);
        Assert.Same(thrown, ended.InnerException);
        Assert.True(ended.OutcomeUnknown);
        Assert.Single(harness.Stub.Sent);
    }

    /// <summary>The word of a connection is no evidence once the body was read: another may have carried it.</summary>
    [Theory]
    [MemberData(nameof(EachReader))]
    public async Task Order_HandlerReadsTheBodyAndCouldNotConnect_IsSentOnceAndOutcomeIsUnknown(string reader, string word)
    {
        var harness = new Harness();
        harness.Stub.Then(
            async (request, _) =>
            {
                await Readers[reader](request.Content!);
                throw NeverConnected[word]();
            },
            readsBody: false);

        var lost = await Assert.ThrowsAsync<StackOneConnectionException>(() => harness.OrderAsync());

        Assert.Equal(StackOneConnectionFailure.Lost, lost.Failure);
        Assert.True(lost.OutcomeUnknown);
        Assert.Single(harness.Stub.Sent);
    }

    /// <summary>The sending that a handler leaves behind must not begin once the order counts as not sent.</summary>
    [Fact]
    public async Task Order_HandlerSendsBehindAFailedAttempt_CannotReadTheBody()
    {
        var harness = new Harness();
        Task? behind = null;
        harness.Stub
            .Then(
                (request, _) =>
                {
                    behind = SendLaterAsync(request.Content!);
                    throw NeverConnected["refused"]();
                },
                readsBody: false)
            .Answer(HttpStatusCode.OK);

        await harness.OrderAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => behind!);
        Assert.Equal(2, harness.Stub.Sent.Count);

        async Task SendLaterAsync(HttpContent content)
        {
            // While the call waits before its next attempt.
            await Task.Delay(TimeSpan.FromMilliseconds(50), harness.Time);
            Assert.Single(harness.Stub.Sent);
            await content.CopyToAsync(Stream.Null);
        }
    }

    [Fact]
    public async Task Order_HandlerThrowsOneOfThisLibraryAfterALimit_IsTheTimeoutWithItsCause()
    {
        var harness = new Harness();
        var thrown = new StackOneException("mine");
        harness.Stub.Then(async (_, token) =>
        {
            try
            {
                return await Never.ComesAsync<HttpResponseMessage>(token);
            }
            catch (OperationCanceledException)
            {
                throw thrown;
            }
        });

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(() => harness.OrderAsync());

        Assert.Same(thrown, failure.InnerException);
        Assert.True(failure.OutcomeUnknown);
    }

    private static Task Run(Action read)
    {
        read();
        return Task.CompletedTask;
    }
}
