using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Pipeline;

public class ContentCodingTests
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("GZip")]
    [InlineData("br ")]
    public async Task Response_Compressed_IsDecompressed(string encoding)
    {
        var harness = new Harness();
        harness.Stub.Answer(_ => Compressed(HttpStatusCode.OK, encoding, StubHandler.OrderBody));

        Assert.Equal("o1", (await harness.OrderAsync()).Id);
    }

    [Fact]
    public async Task Error_Compressed_IsDecompressed()
    {
        var harness = new Harness();
        harness.Stub.Answer(_ => Compressed(HttpStatusCode.BadRequest, "br", """{"message":"no such package"}"""));

        StackOneBadRequestException failure = await Assert.ThrowsAsync<StackOneBadRequestException>(() => harness.OrderAsync());

        Assert.Equal("no such package", failure.Error?.Message);
    }

    /// <summary>Nothing asked for it, so nothing is known about it.</summary>
    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    public async Task Response_OfAnotherCoding_IsNotRead(string encoding)
    {
        var harness = new Harness();
        harness.Stub.Answer(_ => Compressed(HttpStatusCode.OK, encoding, StubHandler.OrderBody));

        StackOneResponseException failure = await Assert.ThrowsAsync<StackOneResponseException>(() => harness.OrderAsync());

        Assert.Equal([encoding], failure.Headers["content-encoding"]);
    }

    [Fact]
    public async Task Response_Compressed_ShowsItsHeadersAsTheyCame()
    {
        var harness = new Harness();
        StackOneResponseInfo? info = null;
        harness.Stub.Answer(_ => Compressed(HttpStatusCode.OK, "gzip", StubHandler.OrderBody));

        await harness.RunAsync(() => harness.Client.OnResponse(shown => info = shown).Assessments.OrderAsync(Harness.Request));

        Assert.Equal(["gzip"], info!.Headers["content-encoding"]);
    }

    [Theory]
    [InlineData("GET", "gzip, deflate, br")]
    [InlineData("POST", null)]
    [InlineData("PATCH", null)]
    [InlineData("DELETE", null)]
    public async Task Request_Method_AsksForWhatItNeeds(string method, string? expected)
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK);

        await harness.SendAsync(method);

        Assert.Equal(expected, Assert.Single(harness.Stub.Sent).Headers.GetValueOrDefault("Accept-Encoding"));
    }

    [Fact]
    public async Task Request_SentAgain_AsksOnce()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.ServiceUnavailable).Answer(HttpStatusCode.OK);

        await harness.SendAsync("GET");

        Assert.Equal("gzip, deflate, br", harness.Stub.Sent[1].Headers["Accept-Encoding"]);
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

    private static HttpResponseMessage Compressed(HttpStatusCode status, string encoding, string body)
    {
        HttpResponseMessage response = StubHandler.Response(status);
        response.Content = new ByteArrayContent(Compression.Compress(encoding.Trim(), body));
        response.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return response;
    }
}
