using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Serialization;

public class ContentCodingTests
{
    private const string Error = """{"message":"no such package"}""";

    private readonly Harness _harness = new();

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("GZip")]
    [InlineData("br ")]
    [InlineData("gzip, gzip")]
    [InlineData("gzip,br")]
    [InlineData("br, deflate, X-GZIP")]
    [InlineData("identity, gzip")]
    [InlineData(", gzip,")]
    [InlineData("gzip,gzip,gzip,gzip,gzip")]
    [InlineData("identity")]
    [InlineData("utf-8")]
    [InlineData("None")]
    [InlineData("")]
    public async Task Response_Encoded_IsDecoded(string encoding)
    {
        _harness.Stub.Answer(_ => Encoded(HttpStatusCode.OK, encoding, StubHandler.OrderBody));
        _harness.Stub.Answer(_ => Encoded(HttpStatusCode.BadRequest, encoding, Error));

        Assert.Equal("o1", (await _harness.OrderAsync()).Id);
        var failure = await Assert.ThrowsAsync<StackOneBadRequestException>(() => _harness.OrderAsync());

        Assert.Equal("no such package", failure.Error?.Message);
    }

    [Fact]
    public async Task Response_EncodedTwiceInTwoLines_IsDecoded()
    {
        _harness.Stub.Answer(_ =>
        {
            HttpResponseMessage response = Encoded(HttpStatusCode.OK, "gzip, br", StubHandler.OrderBody);
            response.Content.Headers.Remove("Content-Encoding");
            response.Content.Headers.TryAddWithoutValidation("Content-Encoding", ["gzip", "br"]);
            return response;
        });

        Assert.Equal("o1", (await _harness.OrderAsync()).Id);
    }

    /// <summary>iOS and some proxies decompress and leave the header.</summary>
    [Theory]
    [InlineData("gzip", "", 1)]
    [InlineData("gzip", "", 100)]
    [InlineData("x-gzip", "", 2)]
    [InlineData("deflate", "", 1)]
    [InlineData("br", "", 1)]
    [InlineData("gzip", "\r\n\n", 100)]
    [InlineData("gzip", "\ufeff", 1)]
    [InlineData("deflate", "\r\n\n", 1)]
    [InlineData("br", "\ufeff", 100)]
    [InlineData("gzip, gzip", "", 3)]
    [InlineData("gzip, br", "", 100)]
    public async Task Response_NotEncodedAnyMore_IsReadAsItIs(string encoding, string before, int piece)
    {
        _harness.Stub.Answer(_ => Plain(HttpStatusCode.OK, encoding, before + StubHandler.OrderBody, piece));
        _harness.Stub.Answer(_ => Plain(HttpStatusCode.BadRequest, encoding, before + Error, piece));

        Assert.Equal("o1", (await _harness.OrderAsync()).Id);
        var failure = await Assert.ThrowsAsync<StackOneBadRequestException>(() => _harness.OrderAsync());

        Assert.Equal("no such package", failure.Error?.Message);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Error_PageOfAProxyThatIsNotEncoded_IsKept(string encoding)
    {
        _harness.Stub.Answer(_ => Plain(HttpStatusCode.BadRequest, encoding, "<html>", 1));

        Assert.Equal("<html>", (await Assert.ThrowsAsync<StackOneBadRequestException>(() => _harness.OrderAsync())).RawBody);
    }

    /// <summary>Encoded twice, of which something has decoded one.</summary>
    [Fact]
    public async Task Response_NotEncodedTwiceAnyMore_IsDecodedOnce()
    {
        _harness.Stub.Answer(_ =>
        {
            HttpResponseMessage response = Encoded(HttpStatusCode.OK, "gzip", StubHandler.OrderBody);
            response.Content.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
            return response;
        });

        Assert.Equal("o1", (await _harness.OrderAsync()).Id);
    }

    [Fact]
    public async Task List_NotEncodedAnyMore_IsFetchedOnce()
    {
        _harness.Stub.Answer(_ => Plain(HttpStatusCode.OK, "gzip", """{"data":[{"id":"c1"}]}""", 1));

        List<Candidate> candidates = await _harness.Client.Candidates.ListAsync().ReadAllAsync();

        Assert.Equal("c1", Assert.Single(candidates).Id);
        Assert.Single(_harness.Stub.Sent);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Response_EncodedInPiecesOfOneByte_IsDecoded(string encoding)
    {
        byte[] bytes = Compression.Compress(encoding, StubHandler.OrderBody);
        _harness.Stub.Answer(_ => Announced(
            StubHandler.Streaming(new ScriptedStream(bytes.Select(one => ScriptedStream.Bytes(new[] { one })))), encoding));

        Assert.Equal("o1", (await _harness.OrderAsync()).Id);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Response_EncodedAndEmpty_IsEmpty(string encoding)
    {
        _harness.Stub.Answer(_ => Plain(HttpStatusCode.OK, encoding, "", 1));

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => _harness.OrderAsync());

        Assert.Contains(" a response that is empty.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Response_EncodedAndSilent_TimesOut(int bytes)
    {
        byte[] first = Compression.Compress("gzip", StubHandler.OrderBody)[..bytes];
        _harness.Stub.Answer(_ => Announced(
            StubHandler.Streaming(new ScriptedStream([.. first.Select(one => ScriptedStream.Bytes(new[] { one })), ScriptedStream.Stall()])),
            "gzip"));

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(() => _harness.OrderAsync());

        Assert.Equal(StackOneTimeoutKind.Idle, failure.Kind);
    }

    [Fact]
    public async Task Response_Encoded_IsDisposedWithItsSource()
    {
        var body = new ScriptedStream([ScriptedStream.Bytes(Compression.Compress("gzip,gzip", StubHandler.OrderBody))]);
        _harness.Stub.Answer(_ => Announced(StubHandler.Streaming(body), "gzip, gzip"));

        await _harness.OrderAsync();

        Assert.True(body.Disposed);
    }

    /// <summary>Nothing asked for it, so nothing is known about it.</summary>
    [Theory]
    [InlineData("zstd", "zstd")]
    [InlineData("gzip, zstd", "gzip")]
    [InlineData("zstd, gzip", "gzip")]
    [InlineData("compress", "gzip")]
    [InlineData("deflate", "raw deflate")]
    [InlineData("gzip,gzip,gzip,gzip,gzip,gzip", "gzip,gzip,gzip,gzip,gzip,gzip")]
    public async Task Response_OfAnotherCoding_IsNotRead(string encoding, string actual)
    {
        _harness.Stub.Answer(_ =>
        {
            HttpResponseMessage response = StubHandler.Response(HttpStatusCode.OK);
            response.Content = new ByteArrayContent([.. "x"u8, .. Compression.Compress(actual, StubHandler.OrderBody)]);
            return Announced(response, encoding);
        });

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => _harness.OrderAsync());

        Assert.Equal([encoding], failure.Headers["content-encoding"]);
    }

    [Fact]
    public async Task Response_Encoded_ShowsItsHeadersAsTheyCame()
    {
        StackOneResponseInfo? info = null;
        _harness.Stub.Answer(_ => Encoded(HttpStatusCode.OK, "gzip", StubHandler.OrderBody));

        await _harness.RunAsync(() => _harness.Client.OnResponse(shown => info = shown).Assessments.OrderAsync(Harness.Request));

        Assert.Equal(["gzip"], info!.Headers["content-encoding"]);
    }

    [Theory]
    [InlineData("GET", "gzip")]
    [InlineData("POST", null)]
    [InlineData("PATCH", null)]
    [InlineData("DELETE", null)]
    public async Task Request_Method_AsksForWhatItNeeds(string method, string? expected)
    {
        _harness.Stub.Answer(HttpStatusCode.OK);

        await _harness.SendAsync(method);

        Assert.Equal(expected, Assert.Single(_harness.Stub.Sent).Headers.GetValueOrDefault("Accept-Encoding"));
    }

    [Fact]
    public async Task Request_Download_AsksForGzip()
    {
        _harness.Stub.Answer(HttpStatusCode.OK);

        (await _harness.Client.Applications.DownloadDocumentAsync("a1", "d1")).Dispose();

        Assert.Equal("gzip", Assert.Single(_harness.Stub.Sent).Headers["Accept-Encoding"]);
    }

    [Fact]
    public async Task Request_SentAgain_AsksOnce()
    {
        _harness.Stub.Answer(HttpStatusCode.ServiceUnavailable).Answer(HttpStatusCode.OK);

        await _harness.SendAsync("GET");

        Assert.Equal("gzip", _harness.Stub.Sent[1].Headers["Accept-Encoding"]);
    }

    [Fact]
    public async Task Request_ApplicationsOwnAcceptEncoding_IsKept()
    {
        var stub = new StubHandler();
        stub.Answer(HttpStatusCode.OK, """{"data":{"id":"j1"}}""");
        var services = new ServiceCollection();
        services.AddStackOneAts(options => (options.ApiKey, options.AccountId) = (Harness.Key, Harness.Account))
            .ConfigureHttpClient(http => http.DefaultRequestHeaders.Add("Accept-Encoding", "identity"))
            .ConfigurePrimaryHttpMessageHandler(() => stub);
        await using ServiceProvider provider = services.BuildServiceProvider();

        Job job = await provider.GetRequiredService<StackOneAtsClient>().Jobs.GetAsync("j1");

        Assert.Equal("j1", job.Id);
        Assert.Equal("identity", Assert.Single(stub.Sent).Headers["Accept-Encoding"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("identity")]
    [InlineData("compress")]
    public void Decode_NothingToDecode_ReturnsNoStream(string? encoding)
    {
        using var content = new ByteArrayContent([]);
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        Assert.Null(ContentCoding.Decode(Stream.Null, content.Headers, isFile: false));
    }

    private static HttpResponseMessage Encoded(HttpStatusCode status, string encoding, string body)
    {
        HttpResponseMessage response = StubHandler.Response(status);
        response.Content = new ByteArrayContent(Compression.Compress(encoding, body));
        return Announced(response, encoding);
    }

    private static HttpResponseMessage Plain(HttpStatusCode status, string encoding, string body, int piece)
    {
        HttpResponseMessage response = StubHandler.Streaming(
            new ScriptedStream(System.Text.Encoding.UTF8.GetBytes(body).Chunk(piece).Select(bytes => ScriptedStream.Bytes(bytes))));
        response.StatusCode = status;
        return Announced(response, encoding);
    }

    private static HttpResponseMessage Announced(HttpResponseMessage response, string encoding)
    {
        response.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return response;
    }
}
