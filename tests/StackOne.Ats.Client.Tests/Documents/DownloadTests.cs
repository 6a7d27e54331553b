using System.Net;
using StackOne.Ats.Client.Tests.Support;
using static StackOne.Ats.Client.Tests.Support.ScriptedStream;

namespace StackOne.Ats.Client.Tests.Documents;

/// <summary>A download up to its headers: what the document says, and what a call throws.</summary>
public class DownloadTests
{
    private readonly Harness _harness = new();

    [Fact]
    public async Task Download_BodyHasNotArrived_ReturnsAndThenReadsIt()
    {
        var arrives = new TaskCompletionSource();
        var body = new ScriptedStream([
            async _ =>
            {
                await arrives.Task;
                return "file"u8.ToArray();
            },
        ]);
        _harness.Stub.Answer(_ => File(body));

        await using StackOneDownload file = await DownloadAsync();
        Task<byte[]> reading = ReadAsync(file);
        Assert.False(reading.IsCompleted);
        arrives.SetResult();

        Assert.Equal("file"u8.ToArray(), await reading);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/pdf")]
    [InlineData("text/plain; charset=iso-8859-1")]
    [InlineData("not a type")]
    public async Task Download_ContentType_IsThatOfTheHeader(string? type)
    {
        _harness.Stub.Answer(_ =>
        {
            HttpResponseMessage response = File(new ScriptedStream([]));
            if (type is not null)
            {
                response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            return response;
        });

        await using StackOneDownload file = await DownloadAsync();

        Assert.Equal(type, file.ContentType);
        Assert.Null(file.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("file")]
    public async Task Download_LengthInTheHeaders_IsKnown(string content)
    {
        _harness.Stub.Answer(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([.. content.Select(letter => (byte)letter)]) });

        await using StackOneDownload file = await DownloadAsync();

        Assert.Equal(content.Length, file.Length);
        Assert.Equal(content.Length, (await ReadAsync(file)).Length);
        Assert.Equal(0, await file.Content.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    /// <summary>JSON that would be an error after heartbeats is a file like any other.</summary>
    [Fact]
    public async Task Download_FileThatLooksLikeAnError_IsAFile()
    {
        const string Json = "\n\n{\"statusCode\":500,\"message\":\"no\"}";
        _harness.Stub.Answer(_ => File(new ScriptedStream([Text(Json)])));

        await using StackOneDownload file = await DownloadAsync();

        Assert.Equal(Json, System.Text.Encoding.UTF8.GetString(await ReadAsync(file)));
    }

    [Theory]
    [InlineData(404, typeof(StackOneNotFoundException))]
    [InlineData(412, typeof(StackOnePreconditionFailedException))]
    [InlineData(501, typeof(StackOneNotImplementedException))]
    [InlineData(302, typeof(StackOneApiException))]
    public async Task Download_Error_ThrowsWithItsBody(int status, Type type)
    {
        _harness.Stub.Answer((HttpStatusCode)status, """{"statusCode":404,"message":"gone"}""");

        var failure = (StackOneApiException)await Assert.ThrowsAnyAsync<StackOneException>(DownloadAsync);

        Assert.IsType(type, failure);
        Assert.Equal(("gone", 1), (failure.Error?.Message, failure.Attempts));
        Assert.False(failure.OutcomeUnknown);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(206)]
    [InlineData(299)]
    public async Task Download_SuccessThatIsNotTheWholeFile_Throws(int status)
    {
        var body = new ScriptedStream([Text("fi")]);
        _harness.Stub.Answer(_ =>
        {
            HttpResponseMessage response = File(body);
            response.StatusCode = (HttpStatusCode)status;
            response.Headers.Add("x-request-id", "r1");
            response.Content.Headers.Add("Content-Range", "bytes 0-1/4");
            return response;
        });

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(DownloadAsync);

        Assert.Equal(
            $"Applications.DownloadDocumentAsync received a response that is not a whole file: it has status {status}. (1 attempt, request id r1)",
            failure.Message);
        Assert.Equal(((HttpStatusCode)status, "", false), (failure.StatusCode, failure.RawBody, failure.OutcomeUnknown));
        Assert.Equal(["bytes 0-1/4"], failure.Headers["content-range"]);
        Assert.True(body.Disposed);
    }

    /// <summary>A proxy may say that it changed something.</summary>
    [Fact]
    public async Task Download_203_IsAFile()
    {
        _harness.Stub.Answer(_ => new HttpResponseMessage(HttpStatusCode.NonAuthoritativeInformation) { Content = new StringContent("file") });

        await using StackOneDownload file = await DownloadAsync();

        Assert.Equal("file"u8.ToArray(), await ReadAsync(file));
    }

    [Fact]
    public async Task Download_FailsBeforeTheHeaders_IsRetried()
    {
        _harness.Stub
            .Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "1"))
            .Answer(HttpStatusCode.ServiceUnavailable)
            .Fail(() => new HttpRequestException(HttpRequestError.ResponseEnded, "lost"))
            .Answer(_ => File(new ScriptedStream([Text("file")])));
        int attempts = 0;

        await using StackOneDownload file = await _harness.RunAsync(() => _harness.Client
            .OnResponse(info => attempts = info.Attempts)
            .Applications.DownloadDocumentAsync("a1", "d1"));

        Assert.Equal("file"u8.ToArray(), await ReadAsync(file));
        Assert.Equal((4, 4), (attempts, _harness.Stub.Sent.Count));
    }

    [Fact]
    public async Task Download_HeadersDoNotArrive_TimesOut()
    {
        _harness.Options.Retry.MaxRetries = 0;
        _harness.Stub.Hang();

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(() => _harness.RunAsync(DownloadAsync));

        Assert.Equal(StackOneTimeoutKind.Attempt, failure.Kind);
    }

    /// <summary>A body that gives no stream fails as the attempt that it belongs to.</summary>
    [Fact]
    public async Task Download_BodyCannotBeOpened_IsRetriedAndThrown()
    {
        var bodies = new List<UnopenedContent>();
        for (int i = 0; i < 4; i++)
        {
            _harness.Stub.Answer(_ =>
            {
                bodies.Add(new(_ => Task.FromException<Stream>(new IOException("lost"))));
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = bodies[^1] };
            });
        }

        var failure = await Assert.ThrowsAsync<StackOneConnectionException>(() => _harness.RunAsync(DownloadAsync));

        Assert.Equal((StackOneConnectionFailure.Lost, 4, "lost"), (failure.Failure, failure.Attempts, failure.InnerException?.Message));
        Assert.Equal([true, true, true, true], bodies.Select(body => body.Disposed));
    }

    /// <summary>Some platforms report their failures as an invalid operation.</summary>
    [Fact]
    public async Task Download_BodyFailsToOpenInAnotherWay_CannotBeDecoded()
    {
        _harness.Options.Retry.MaxRetries = 0;
        var cause = new InvalidOperationException();
        _harness.Stub.Answer(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new UnopenedContent(_ => Task.FromException<Stream>(cause)) });

        var failure = await Assert.ThrowsAsync<StackOneConnectionException>(() => _harness.RunAsync(DownloadAsync));

        Assert.Equal((StackOneConnectionFailure.Lost, "The body cannot be decoded."), (failure.Failure, failure.InnerException?.Message));
        Assert.Same(cause, failure.InnerException?.InnerException);
    }

    [Fact]
    public async Task Download_CanceledWhileTheBodyOpens_ThrowsWithTheToken()
    {
        using var source = new CancellationTokenSource();
        using var body = new UnopenedContent(token =>
        {
            source.Cancel();
            return Never.ComesAsync<Stream>(token);
        });
        _harness.Stub.Answer(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = body });

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _harness.Client.Applications.DownloadDocumentAsync("a1", "d1", cancellationToken: source.Token));

        Assert.Equal((source.Token, true), (canceled.CancellationToken, body.Disposed));
    }

    [Fact]
    public async Task Download_BodyIsNotOpenedInTime_TimesOut()
    {
        _harness.Options.Retry.MaxRetries = 0;
        using var body = new UnopenedContent(Never.ComesAsync<Stream>);
        _harness.Stub.Answer(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = body });

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(() => _harness.RunAsync(DownloadAsync));

        Assert.Equal((StackOneTimeoutKind.Attempt, true), (failure.Kind, body.Disposed));
    }

    [Fact]
    public async Task Download_CanceledBeforeTheHeaders_ThrowsWithTheToken()
    {
        using var source = new CancellationTokenSource();
        _harness.Stub.Then((_, token) =>
        {
            source.Cancel();
            return Never.ComesAsync<HttpResponseMessage>(token);
        });

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _harness.Client.Applications.DownloadDocumentAsync("a1", "d1", cancellationToken: source.Token));

        Assert.Equal(source.Token, canceled.CancellationToken);
    }

    [Fact]
    public async Task Download_ObserverFails_DisposesTheBody()
    {
        var body = new ScriptedStream([Text("file")]);
        _harness.Stub.Answer(_ => File(body));

        var failure = await Assert.ThrowsAsync<StackOneException>(() => _harness.Client
            .OnResponse(_ => throw new InvalidOperationException())
            .Applications.DownloadDocumentAsync("a1", "d1"));

        Assert.IsType<InvalidOperationException>(failure.InnerException);
        Assert.True(body.Disposed);
    }

    [Fact]
    public async Task Document_MadeInATest_HasWhatItWasGiven()
    {
        var content = new MemoryStream([1]);
        var file = new StackOneDownload(content) { ContentType = "a/b", FileName = "n", Length = 1 };

        Assert.Equal((content, "a/b", "n", 1L), (file.Content, file.ContentType, file.FileName, file.Length));
        Assert.Equal("StackOne.Ats.Client.StackOneDownload", file.ToString());
        await file.DisposeAsync();
        Assert.False(content.CanRead);
        Assert.Throws<ArgumentNullException>("content", () => new StackOneDownload(null!));
    }

    [Fact]
    public async Task Download_CopiedAndRead_IsTheWholeFile()
    {
        byte[] file = [.. Enumerable.Range(0, 100_000).Select(number => (byte)number)];
        _harness.Stub.Answer(_ => File(new MemoryStream(file))).Answer(_ => File(new MemoryStream(file)));
        using var copy = new MemoryStream();

        await using (StackOneDownload download = await DownloadAsync())
        {
            await download.CopyToAsync(copy);
        }

        await using StackOneDownload second = await DownloadAsync();
        Assert.Equal(file, copy.ToArray());
        Assert.Equal(file, await second.ReadAsBytesAsync());
    }

    [Theory]
    [InlineData(3, 3, true)]
    [InlineData(3, 2, false)]
    [InlineData(0, 0, true)]
    [InlineData(40_000, 39_999, false)]
    public async Task ReadAsBytes_Limit_IsNotExceeded(int length, int maxBytes, bool fits)
    {
        _harness.Stub.Answer(_ => File(new MemoryStream(new byte[length])));
        await using StackOneDownload download = await DownloadAsync();

        if (fits)
        {
            Assert.Equal(length, (await download.ReadAsBytesAsync(maxBytes)).Length);
            return;
        }

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => download.ReadAsBytesAsync(maxBytes));
        Assert.Equal($"The file has more than {maxBytes} bytes. Copy it to a stream, or read more.", failure.Message);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(nameof(maxBytes), () => download.ReadAsBytesAsync(-1));
    }

    private Task<StackOneDownload> DownloadAsync() => _harness.Client.Applications.DownloadDocumentAsync("a1", "d1");

    internal static HttpResponseMessage File(Stream body) => new(HttpStatusCode.OK) { Content = new StreamContent(body) };

    internal static async Task<byte[]> ReadAsync(StackOneDownload file)
    {
        using var copy = new MemoryStream();
        await file.Content.CopyToAsync(copy);
        return copy.ToArray();
    }

    /// <summary>A body whose stream does not come.</summary>
    private sealed class UnopenedContent(Func<CancellationToken, Task<Stream>> open) : HttpContent
    {
        internal bool Disposed { get; private set; }

        protected override Task<Stream> CreateContentReadStreamAsync() => open(CancellationToken.None);

        protected override Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) => open(cancellationToken);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            Disposed = true;
            base.Dispose(disposing);
        }
    }
}
