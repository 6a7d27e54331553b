using StackOne.Ats.Client.Tests.Support;
using static StackOne.Ats.Client.Tests.Support.ScriptedStream;

namespace StackOne.Ats.Client.Tests.Documents;

/// <summary>Reads of the body of a download.</summary>
public class DownloadReadTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly Harness _harness = new();

    [Fact]
    public async Task Read_NothingArrivesForTheIdleTimeout_ThrowsThen()
    {
        await using StackOneDownload file = await OpenAsync(Text("ab"), Stall());
        byte[] buffer = new byte[10];
        Assert.Equal(2, await file.Content.ReadAsync(buffer, TestContext.Current.CancellationToken));
        _harness.Time.Advance(TimeSpan.FromHours(1));

        ValueTask<int> reading = file.Content.ReadAsync(buffer, TestContext.Current.CancellationToken);
        _harness.Time.Advance(_harness.Options.IdleTimeout - Moment);
        Assert.False(reading.IsCompleted);
        _harness.Time.Advance(Moment);

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(async () => await reading);
        Assert.Equal(StackOneTimeoutKind.Idle, failure.Kind);
        Assert.IsAssignableFrom<OperationCanceledException>(failure.InnerException);
        Assert.Contains("Applications.DownloadDocumentAsync", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, failure.Attempts);
        Assert.False(failure.OutcomeUnknown);
    }

    /// <summary>The cause of a timeout is what the read threw, even if that looks like another failure.</summary>
    [Fact]
    public async Task Read_DecoderFailsAfterTheIdleTimeout_IsTheTimeoutWithItsCause()
    {
        var thrown = new InvalidOperationException();
        await using StackOneDownload file = await OpenAsync(async token =>
        {
            await Task.WhenAny(Never.ComesAsync<int>(token));
            throw thrown;
        });

        Task<byte[]> reading = DownloadTests.ReadAsync(file);
        _harness.Time.Advance(_harness.Options.IdleTimeout);

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(() => reading);
        Assert.Same(thrown, failure.InnerException);
    }

    [Fact]
    public async Task Read_SlowButNeverIdle_TakesLongerThanTheOtherTimeouts()
    {
        TimeSpan pause = _harness.Options.IdleTimeout - Moment;
        await using StackOneDownload file = await OpenAsync([.. Enumerable.Repeat(Text("x", pause, _harness.Time), 20)]);

        byte[] bytes = await _harness.RunAsync(() => DownloadTests.ReadAsync(file));

        Assert.Equal(20, bytes.Length);
        Assert.True(_harness.Time.GetUtcNow() - _harness.Time.Start > _harness.Options.TotalTimeout);
    }

    [Theory]
    [InlineData(typeof(IOException), false)]
    [InlineData(typeof(HttpIOException), false)]
    [InlineData(typeof(InvalidDataException), false)]
    [InlineData(typeof(InvalidOperationException), true)]
    public async Task Read_ConnectionOrDecoderFails_ThrowsLostAfterTheBytesBefore(Type type, bool wrapped)
    {
        Exception cause = type == typeof(HttpIOException) ? new HttpIOException(HttpRequestError.ResponseEnded) : (Exception)Activator.CreateInstance(type)!;
        await using StackOneDownload file = await OpenAsync(Text("ab"), Fail(cause));
        byte[] buffer = new byte[10];
        Assert.Equal(2, await file.Content.ReadAsync(buffer, TestContext.Current.CancellationToken));

        var failure = await Assert.ThrowsAsync<StackOneConnectionException>(async () =>
            await file.Content.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken));

        Assert.Equal(StackOneConnectionFailure.Lost, failure.Failure);
        // An exception of another type is wrapped.
        Assert.Same(cause, wrapped ? failure.InnerException?.InnerException : failure.InnerException);
        Assert.Equal(wrapped ? "The body cannot be decoded." : cause.Message, failure.InnerException?.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_Canceled_ThrowsWithTheToken(bool before)
    {
        await using StackOneDownload file = await OpenAsync(Stall());
        using var source = new CancellationTokenSource();
        if (before)
        {
            await source.CancelAsync();
        }

        Task copying = file.Content.CopyToAsync(Stream.Null, source.Token);
        await source.CancelAsync();

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copying);
        Assert.Equal(source.Token, canceled.CancellationToken);
    }

    [Fact]
    public async Task Read_Synchronously_GivesTheSameBytes()
    {
        Step[] body = [Text("ab"), Text("cde"), Text("f")];
        await using StackOneDownload copied = await OpenAsync(body);
        await using StackOneDownload read = await OpenAsync(body);
        using var copy = new MemoryStream();

        copied.Content.CopyTo(copy);
        var letters = new List<int>();
        for (int letter; (letter = read.Content.ReadByte()) >= 0;)
        {
            letters.Add(letter);
        }

        Assert.Equal("abcdef"u8.ToArray(), copy.ToArray());
        Assert.Equal(copy.ToArray().Select(letter => (int)letter), letters);
        Assert.Equal(0, read.Content.Read(new byte[4], 0, 4));
        Assert.Equal(0, read.Content.Read(new byte[4].AsSpan()));
    }

    [Fact]
    public async Task Content_Stream_OnlyReads()
    {
        await using StackOneDownload file = await OpenAsync(Text("ab"));
        Stream content = file.Content;

        Assert.Equal((true, false, false), (content.CanRead, content.CanSeek, content.CanWrite));
        Assert.Throws<NotSupportedException>(() => content.Length);
        Assert.Throws<NotSupportedException>(() => content.Position);
        Assert.Throws<NotSupportedException>(() => content.Position = 1);
        Assert.Throws<NotSupportedException>(() => content.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => content.SetLength(1));
        Assert.Throws<NotSupportedException>(() => content.Write([1], 0, 1));
        content.Flush();
    }

    [Theory]
    [InlineData("document")]
    [InlineData("document, asynchronously")]
    [InlineData("stream")]
    public async Task Dispose_Early_DisposesTheBody(string what)
    {
        var body = new ScriptedStream([Text("ab"), Stall()]);
        _harness.Stub.Answer(_ => DownloadTests.File(body));
        StackOneDownload file = await _harness.Client.Applications.DownloadDocumentAsync("a1", "d1");
        Assert.False(body.Disposed);

        switch (what)
        {
            case "document":
                file.Dispose();
                break;
            case "stream":
                file.Content.Dispose();
                break;
            default:
                await file.DisposeAsync();
                break;
        }

        Assert.True(body.Disposed);
    }

    [Fact]
    public async Task Read_Disposed_Throws()
    {
        await using StackOneDownload file = await OpenAsync(Text("ab"));
        file.Content.Dispose();

        Assert.False(file.Content.CanRead);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await file.Content.ReadExactlyAsync(new byte[2], TestContext.Current.CancellationToken));
    }

    /// <summary>A connection that is closed gives no bytes, which would look like the end of the file.</summary>
    [Fact]
    public async Task Read_DisposedDuringTheRead_ThrowsInsteadOfEnding()
    {
        var closed = new TaskCompletionSource<ReadOnlyMemory<byte>>();
        await using StackOneDownload file = await OpenAsync(_ => new(closed.Task));
        ValueTask<int> reading = file.Content.ReadAsync(new byte[10], TestContext.Current.CancellationToken);

        file.Content.Dispose();
        closed.SetResult(default);

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await reading);
    }

    /// <summary>64 MiB, under a limit of one: neither that limit nor a buffer of the library's applies.</summary>
    [Fact]
    public async Task Read_LargeFile_IsNotInMemory()
    {
        const int Length = 64 * 1024 * 1024;
        _harness.Options.MaxResponseBytes = 1024 * 1024;
        await using StackOneDownload file = await OpenAsync([.. Enumerable.Repeat(Bytes(new byte[64 * 1024]), Length / (64 * 1024))]);
        byte[] buffer = new byte[64 * 1024];
        long before = GC.GetAllocatedBytesForCurrentThread();

        int read = 0;
        for (int count; (count = file.Content.Read(buffer)) > 0;)
        {
            read += count;
        }

        Assert.Equal(Length, read);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Length / 16);
    }

    private Task<StackOneDownload> OpenAsync(params Step[] body)
    {
        _harness.Stub.Answer(_ => DownloadTests.File(new ScriptedStream(body)));
        return _harness.Client.Applications.DownloadDocumentAsync("a1", "d1");
    }
}
