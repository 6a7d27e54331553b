using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Tests.Support;
using StackOne.Ats.Client.TestServer;

namespace StackOne.Ats.Client.Tests.Secrets;

/// <summary>What .NET's own handler says of connections, where it quotes what came over them.</summary>
public class SocketLeakTests
{
    private const string Mark = "canary";

    [Theory]
    [InlineData("canary")]
    [InlineData("HTTP/1.1 canary")]
    [InlineData("HTTP/9.9 200 canary")]
    [InlineData("HTTP/1.1 200 OK\r\ncanary")]
    [InlineData("HTTP/1.1 200 OK\r\n canary: x")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: canary")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: canary")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ncanary")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n\r\ncanary")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: canary; charset=canary\r\nContent-Length: 6\r\n\r\ncanary")]
    public async Task Order_ServerSendsJunk_IsNotQuoted(string junk)
    {
        var connection = new Connection(junk, () => Task.CompletedTask);
        using StackOneAtsClient client = Over(connection);

        await NothingIsShownAsync(() => client.Assessments.OrderAsync(Harness.Request), typeof(StackOneException));
        Assert.True(connection.HasAnswered);
    }

    [Fact]
    public async Task Order_ServerSendsJunkAfterACancellation_IsNotQuoted()
    {
        using var source = new CancellationTokenSource();
        var connection = new Connection("HTTP/1.1 200 OK\r\ncanary", source.CancelAsync);
        using StackOneAtsClient client = Over(connection);

        await NothingIsShownAsync(() => client.Assessments.OrderAsync(Harness.Request, source.Token), typeof(OperationCanceledException));
        Assert.True(connection.HasAnswered);
    }

    [Fact]
    public async Task Order_ServerSendsJunkAfterALimit_IsNotQuoted()
    {
        var time = new FakeTimeProvider();
        var limit = new TaskCompletionSource();
        var connection = new Connection("HTTP/1.1 200 OK\r\ncanary", () =>
        {
            time.Advance(new StackOneAtsClientOptions().AttemptTimeout);
            return limit.Task;
        });
        using StackOneAtsClient client = Over(connection, time, limit);

        await NothingIsShownAsync(() => client.Assessments.OrderAsync(Harness.Request), typeof(StackOneTimeoutException));
        Assert.True(connection.HasAnswered);
    }

    /// <summary>The address of a proxy may hold its password, and .NET says it when the proxy refuses.</summary>
    [Fact]
    public async Task Order_ProxyRefuses_ItsPasswordIsNotShown()
    {
        await using FaultServer proxy = FaultServer.Start([Steps.ReadRequest, Steps.Respond("502 Bad Gateway", "", "Connection: close\r\n")]);
        using var handler = new SocketsHttpHandler { Proxy = new WebProxy($"http://user:{Mark}@127.0.0.1:{proxy.Address.Port}") };
        using var client = new StackOneAtsClient(Options("https://api.example.com"), handler);

        await NothingIsShownAsync(() => client.Assessments.OrderAsync(Harness.Request), typeof(StackOneConnectionException));
        Assert.NotEmpty(proxy.Requests);
    }

    private static async Task NothingIsShownAsync(Func<Task> call, Type expected)
    {
        Exception failure = await Assert.ThrowsAnyAsync<Exception>(call);

        Assert.IsAssignableFrom(expected, failure);
        Assert.All(Ears.Of(failure), text => Assert.DoesNotContain(Mark, text, StringComparison.Ordinal));
    }

    private static StackOneAtsClientOptions Options(string address) => new()
    {
        ApiKey = "key",
        AccountId = "acc",
        BaseAddress = new Uri(address),
        Retry = { MaxRetries = 0 },
    };

    /// <summary>A client over .NET's own handler, whose connections are a stream of ours.</summary>
    private static StackOneAtsClient Over(Connection connection, TimeProvider? time = null, TaskCompletionSource? onLimit = null) => new(
        Options("http://127.0.0.1:1"),
        new Watcher(onLimit) { InnerHandler = new SocketsHttpHandler { ConnectCallback = (_, _) => new(connection) } },
        PipelineServices.Default with { Time = time ?? TimeProvider.System });

    /// <summary>Completes when the attempt's token ends.</summary>
    private sealed class Watcher(TaskCompletionSource? ended) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.Register(() => ended?.TrySetResult());
            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Gives its answer, once something has happened, and then ends; it does not care for being closed meanwhile.</summary>
    private sealed class Connection(string answer, Func<Task> before) : Stream
    {
        internal bool HasAnswered { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            // Not at once: what is read before the request has been sent counts as an answer to nothing.
            await Task.Yield();
            if (HasAnswered)
            {
                return 0;
            }

            await before();
            HasAnswered = true;
            return Encoding.ASCII.GetBytes(answer + "\r\n\r\n", buffer.Span);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
