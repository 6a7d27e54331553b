using System.Text;
using StackOne.Ats.Client.Tests.Support;
using StackOne.Ats.Client.TestServer;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Tests.Documents;

/// <summary>Downloads over real sockets.</summary>
public class DownloadWireTests
{
    private const string Type = "Content-Type: text/plain\r\n";

    [Fact]
    public async Task Download_OnTheWire_AsksForAnyTypeAndNoHeartbeat()
    {
        await using FaultServer server = FaultServer.Start([ReadRequest, Respond("200 OK", "file")]);
        using StackOneAtsClient client = CreateClient(server);

        await using StackOneDownload file = await client.WithHeartbeat().Applications.DownloadDocumentAsync("a1", "d1");

        Assert.Equal("file"u8.ToArray(), await DownloadTests.ReadAsync(file));
        ReceivedRequest request = Assert.Single(server.Requests);
        Assert.StartsWith("GET /unified/ats/applications/a1/documents/d1/download HTTP/1.1\r\n", request.Head, StringComparison.Ordinal);
        Assert.Equal(("*/*", null), (request.Header("Accept"), request.Header("Prefer")));
        Assert.Equal(4, file.Length);
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n", "file")]
    [InlineData("Transfer-Encoding: chunked\r\n", "4\r\nfile\r\n")]
    public async Task Read_ConnectionIsCut_ThrowsLostAfterTheBytesBefore(string length, string body)
    {
        foreach (Step cut in (Step[])[Close, Reset])
        {
            // A reset would discard bytes that the client has not read yet.
            var hasRead = new TaskCompletionSource();
            await using FaultServer server = FaultServer.Start([ReadRequest, Write($"HTTP/1.1 200 OK\r\n{Type}{length}\r\n{body}"), _ => hasRead.Task, cut]);
            using StackOneAtsClient client = CreateClient(server);
            await using StackOneDownload file = await client.Applications.DownloadDocumentAsync("a1", "d1");
            byte[] buffer = new byte[4];
            await file.Content.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);
            Assert.Equal("file"u8.ToArray(), buffer);

            hasRead.SetResult();

            var failure = await Assert.ThrowsAsync<StackOneConnectionException>(async () =>
                await file.Content.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken));
            Assert.Equal(StackOneConnectionFailure.Lost, failure.Failure);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("gzip, gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Read_CompressedBody_IsDecompressedAndHasNoLength(string encoding)
    {
        byte[] body = Compression.Compress(encoding, "the file");
        string head = $"HTTP/1.1 200 OK\r\n{Type}Content-Encoding: {encoding}\r\nContent-Length: {body.Length}\r\n\r\n";
        await using FaultServer server = FaultServer.Start([ReadRequest, Write(head), Write(body)]);
        using StackOneAtsClient client = CreateClient(server);

        await using StackOneDownload file = await client.Applications.DownloadDocumentAsync("a1", "d1");

        Assert.Equal("the file", Encoding.UTF8.GetString(await DownloadTests.ReadAsync(file)));
        Assert.Equal(("text/plain", null), (file.ContentType, file.Length));
    }

    /// <summary>Something has decompressed it and left the headers, the length among them.</summary>
    [Theory]
    [InlineData("gzip", "%PDF")]
    [InlineData("x-gzip", "%")]
    [InlineData("gzip", "")]
    [InlineData("br", "{\\rtf")]
    [InlineData("utf-8", "%PDF")]
    [InlineData("none", "%PDF")]
    public async Task Read_BodyThatIsNotCompressedAnyMore_IsReadAsItIs(string encoding, string content)
    {
        await using FaultServer server = FaultServer.Start([ReadRequest, Respond("200 OK", content, $"Content-Encoding: {encoding}\r\n")]);
        using StackOneAtsClient client = CreateClient(server);

        await using StackOneDownload file = await client.Applications.DownloadDocumentAsync("a1", "d1");

        Assert.Equal(content, Encoding.UTF8.GetString(await DownloadTests.ReadAsync(file)));
        Assert.Equal(encoding is "utf-8" or "none" ? content.Length : null, file.Length);
    }

    /// <summary>Compressed bytes are not the file.</summary>
    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, zstd")]
    [InlineData("compress")]
    [InlineData("canary")]
    [InlineData("gzip,gzip,gzip,gzip,gzip,gzip")]
    public async Task Download_CodingThatIsNotKnown_ThrowsAndReleasesTheConnection(string encoding)
    {
        await using FaultServer server = FaultServer.Start([ReadRequest, Respond("200 OK", "abcd", $"Content-Encoding: {encoding}\r\n")]);
        using StackOneAtsClient client = CreateClient(server);

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => client.Applications.DownloadDocumentAsync("a1", "d1"));

        Assert.Equal(
            "Applications.DownloadDocumentAsync received a response that is compressed in an unknown way: see Headers. (1 attempt)",
            failure.Message);
        Assert.Equal([encoding], failure.Headers["Content-Encoding"]);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("deflate", "raw deflate")]
    [InlineData("deflate", "")]
    [InlineData("br", "")]
    public async Task Read_BodyThatCannotBeDecompressed_ThrowsLost(string encoding, string actual)
    {
        byte[] body = actual.Length > 0 ? Compression.Compress(actual, "the file") : [0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4];
        string head = $"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {body.Length}\r\n\r\n";
        await using FaultServer server = FaultServer.Start([ReadRequest, Write(head), Write(body)]);
        using StackOneAtsClient client = CreateClient(server);
        await using StackOneDownload file = await client.Applications.DownloadDocumentAsync("a1", "d1");

        var failure = await Assert.ThrowsAsync<StackOneConnectionException>(() => DownloadTests.ReadAsync(file));

        Assert.Equal(StackOneConnectionFailure.Lost, failure.Failure);
        Assert.StartsWith("Applications.DownloadDocumentAsync received a body that cannot be decoded.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_EmptyFile_IsEmpty()
    {
        await using FaultServer server = FaultServer.Start([ReadRequest, Respond("200 OK", "")]);
        using StackOneAtsClient client = CreateClient(server);

        await using StackOneDownload file = await client.Applications.DownloadDocumentAsync("a1", "d1");

        Assert.Equal(0, file.Length);
        Assert.Empty(await DownloadTests.ReadAsync(file));
    }

    [Fact]
    public async Task Dispose_BeforeTheEnd_ClosesTheConnectionAndFailsReads()
    {
        await using FaultServer server = FaultServer.Start([ReadRequest, Write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nfile")]);
        using StackOneAtsClient client = CreateClient(server);
        StackOneDownload file = await client.Applications.DownloadDocumentAsync("a1", "d1");
        await file.Content.ReadExactlyAsync(new byte[4], TestContext.Current.CancellationToken);
        Assert.Equal(1, server.OpenConnections);
        Task pending = file.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);

        await file.DisposeAsync();

        await server.ConnectionsEndedAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pending);
        Assert.False(file.Content.CanRead);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await file.Content.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Download_ReadToItsEnd_KeepsTheConnection()
    {
        await using FaultServer server = FaultServer.Start([ReadRequest, Respond("200 OK", "file")]);
        using StackOneAtsClient client = CreateClient(server);
        for (int time = 0; time < 3; time++)
        {
            await using StackOneDownload file = await client.Applications.DownloadDocumentAsync("a1", "d1");
            await DownloadTests.ReadAsync(file);
        }

        Assert.Single(await server.FinishAsync());
    }

    private static StackOneAtsClient CreateClient(FaultServer server) =>
        new(new StackOneAtsClientOptions { ApiKey = Harness.Key, AccountId = Harness.Account, BaseAddress = server.Address });
}
