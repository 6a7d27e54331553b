using System.Net;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Documents;

public class UploadTests
{
    private const string Result = """{"statusCode":201,"message":"ok","timestamp":"2026-03-01T12:00:00Z"}""";

    private readonly Harness _harness = new();

    /// <summary>Each length of a last group, bytes that base64 writes as + and /, and more than one buffer.</summary>
    public static TheoryData<byte[]> Files { get; } = new([0xFB], [0xFB, 0xEF], [0xFB, 0xEF, 0xBE], [0xFF, 0xFF, 0xFF, 0], Long());

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public async Task Upload_Bytes_AreSentAsBase64(byte[] file)
    {
        _harness.Stub.Answer(HttpStatusCode.Created, Result);

        DocumentUploadResult result = await _harness.Client.Applications.UploadDocumentAsync("a1", new() { Name = "a", Content = file });

        Assert.Equal($$"""{"name":"a","content":"{{Convert.ToBase64String(file)}}"}""", _harness.Stub.Sent[0].Body);
        Assert.Equal("ok", result.Message);
    }

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public async Task Upload_Stream_IsSentAsTheSameBytes(byte[] file)
    {
        _harness.Stub.Answer(HttpStatusCode.Created, Result);
        using var stream = new MemoryStream(file);

        await _harness.Client.Applications.UploadDocumentAsync("a1", stream, new() { Name = "a", Path = "/x" });

        Assert.Equal($$"""{"name":"a","content":"{{Convert.ToBase64String(file)}}","path":"/x"}""", _harness.Stub.Sent[0].Body);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task Upload_PartOfAnArray_IsSentWithoutTheRest()
    {
        _harness.Stub.Answer(HttpStatusCode.Created, Result).Answer(HttpStatusCode.Created, Result);
        byte[] bytes = "xxhelloxx"u8.ToArray();
        using var stream = new MemoryStream(bytes) { Position = 4 };

        await _harness.Client.Applications.UploadDocumentAsync("a1", new() { Content = bytes.AsMemory(2, 5) });
        await _harness.Client.Applications.UploadDocumentAsync("a1", stream, new());

        Assert.Equal(["""{"content":"aGVsbG8="}""", """{"content":"bGxveHg="}"""], _harness.Stub.Sent.Select(request => request.Body));
    }

    [Fact]
    public async Task Upload_WithoutContent_SendsNone()
    {
        _harness.Stub.Answer(HttpStatusCode.Created, Result);

        await _harness.Client.Applications.UploadDocumentAsync("a1", new() { Name = "a" });

        Assert.Equal("""{"name":"a"}""", _harness.Stub.Sent[0].Body);
    }

    private static readonly Dictionary<string, (string Place, Func<StackOneAtsClient, Task> Send)> Empties = new()
    {
        ["no bytes"] = ("Content", client => client.Applications.UploadDocumentAsync("a1", new() { Content = Array.Empty<byte>() })),
        // A variable that was never set converts to memory of no bytes.
        ["null array"] = ("Content", client => client.Applications.UploadDocumentAsync("a1", new() { Name = "a", Content = (byte[]?)null })),
        ["default memory"] = ("Content", client => client.Applications.UploadDocumentAsync("a1", new() { Content = default(ReadOnlyMemory<byte>) })),
        ["within another request"] = (
            "Documents.Content",
            client => client.Applications.CreateAsync(new() { Documents = [new() { Content = new byte[1] }, new() { Content = (byte[]?)null }] })),
    };

    public static TheoryData<string> EmptyNames { get; } = [.. Empties.Keys];

    /// <summary>The provider would store an empty file, and nobody would know.</summary>
    [Theory]
    [MemberData(nameof(EmptyNames))]
    public async Task Upload_NoBytes_IsRefusedAndNothingSent(string name)
    {
        (string place, Func<StackOneAtsClient, Task> send) = Empties[name];

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => send(_harness.Client));

        Assert.Equal(
            $"The request cannot be written as JSON ($.{place}). \"content\" has no bytes: set it to null to send none. (Parameter 'request')",
            failure.Message);
        Assert.Empty(_harness.Stub.Sent);
    }

    public static IEnumerable<TheoryDataRow<Stream>> EmptyStreams { get; } =
    [
        new(Stream.Null),
        new(new MemoryStream()),
        new(new MemoryStream([1]) { Position = 1 }),
        new(new MemoryStream([1]) { Position = 9 }),
        // One that cannot seek.
        new(new ScriptedStream([])),
    ];

    [Theory]
    [MemberData(nameof(EmptyStreams), DisableDiscoveryEnumeration = true)]
    public async Task UploadStream_NothingLeftToRead_IsRefusedAndNothingSent(Stream stream)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(
            "content",
            () => _harness.Client.Applications.UploadDocumentAsync("a1", stream, new() { Name = "a" }));

        Assert.StartsWith("The stream has nothing left to read: it is empty, or at its end (set Position to 0).", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_harness.Stub.Sent);
    }

    [Fact]
    public async Task UploadStream_InvalidArguments_ThrowsAtOnceAndReadsNothing()
    {
        using var stream = new MemoryStream("hello"u8.ToArray());
        var closed = new MemoryStream();
        await closed.DisposeAsync();
        ApplicationsClient client = _harness.Client.Applications;
        _harness.Options.AccountId = null;
        var without = new StackOneAtsClient(_harness.Options, _harness.Stub);

        await Assert.ThrowsAsync<ArgumentNullException>("content", () => client.UploadDocumentAsync("a1", content: null!, new()));
        var failure = await Assert.ThrowsAsync<ArgumentException>("content", () => client.UploadDocumentAsync("a1", closed, new()));
        Assert.StartsWith("The stream cannot be read.", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>("request", () => client.UploadDocumentAsync("a1", stream, null!));
        failure = await Assert.ThrowsAsync<ArgumentException>("request", () => client.UploadDocumentAsync("a1", stream, new() { Content = new byte[1] }));
        Assert.StartsWith("The request has a Content of its own, beside the stream.", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>("request", () => client.UploadDocumentAsync("a1", stream, new() { Content = ReadOnlyMemory<byte>.Empty }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => without.Applications.UploadDocumentAsync("a1", stream, new()));

        Assert.Equal(0, stream.Position);
        Assert.Empty(_harness.Stub.Sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UploadStream_CanceledWhileReading_ThrowsWithTheTokenAndSendsNothing(bool atOnce)
    {
        using var source = new CancellationTokenSource();
        if (atOnce)
        {
            await source.CancelAsync();
        }

        using var stream = new ScriptedStream([ScriptedStream.Text("hello"), ScriptedStream.Stall()]);
        Task<DocumentUploadResult> uploading = _harness.Client.Applications.UploadDocumentAsync("a1", stream, new(), source.Token);
        await source.CancelAsync();

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => uploading);

        Assert.Equal(source.Token, canceled.CancellationToken);
        Assert.Empty(_harness.Stub.Sent);
        Assert.False(stream.Disposed);
    }

    /// <summary>It is the caller's own stream: its exception is none of the library's.</summary>
    [Fact]
    public async Task UploadStream_StreamFails_ThrowsWhatItThrewAndSendsNothing()
    {
        var cause = new IOException("disk");
        using var stream = new ScriptedStream([ScriptedStream.Text("hello"), ScriptedStream.Fail(cause)]);

        var failure = await Assert.ThrowsAsync<IOException>(() => _harness.Client.Applications.UploadDocumentAsync("a1", stream, new()));

        Assert.Same(cause, failure);
        Assert.Empty(_harness.Stub.Sent);
    }

    [Fact]
    public async Task UploadStream_Retried_SendsTheSameBytes()
    {
        _harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "1")).Answer(HttpStatusCode.Created, Result);
        using var stream = new ScriptedStream([ScriptedStream.Text("hel"), ScriptedStream.Text("lo")]);

        await _harness.RunAsync(() => _harness.Client.Applications.UploadDocumentAsync("a1", stream, new()));

        Assert.Equal(["""{"content":"aGVsbG8="}""", """{"content":"aGVsbG8="}"""], _harness.Stub.Sent.Select(request => request.Body));
    }

    [Fact]
    public async Task Upload_OutcomeUnknown_IsSaidAndNothingIsPrinted()
    {
        _harness.Stub.Answer(HttpStatusCode.BadGateway);

        var failure = await Assert.ThrowsAsync<StackOneBadGatewayException>(() =>
            _harness.Client.Applications.UploadDocumentAsync("a1", new() { Name = "Ada Lovelace", Content = new byte[3] }));

        Assert.True(failure.OutcomeUnknown);
        Assert.DoesNotContain("Ada", failure.ToString(), StringComparison.Ordinal);
    }

    private static byte[] Long()
    {
        byte[] file = new byte[100_001];
        new Random(7).NextBytes(file);
        return file;
    }
}
