using System.Net;
using StackOne.Ats.Client.Tests.Secrets;
using StackOne.Ats.Client.Tests.Support;
using StackOne.Ats.Client.TestServer;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Tests.Wire;

/// <summary>A proxy that refuses is named, with its status and without its address, which may hold a password.</summary>
public class ProxyTests
{
    private const string Password = "canary";

    [Theory]
    [InlineData("407 Proxy Authentication Required", "407 Proxy Authentication Required")]
    [InlineData("403 Forbidden", "403 Forbidden")]
    [InlineData("418 canary", "status 418")]
    public async Task Order_ProxyRefusesTheTunnel_IsNamedWithItsStatus(string answer, string status)
    {
        await using FaultServer proxy = FaultServer.Start([ReadRequest, Respond(answer, "", "Connection: close\r\n")]);

        StackOneConnectionException failure = await FailAsync("http", proxy.Address.Port);

        Assert.Equal(
            $"Assessments.OrderAsync could not connect: the proxy refused with {status}. Check the proxy and its credentials. (1 attempt)",
            failure.Message);
        var cause = Assert.IsType<HttpRequestException>(failure.InnerException);
        Assert.Equal(HttpRequestError.ProxyTunnelError, cause.HttpRequestError);
        Assert.Equal(answer[..3], ((int)cause.StatusCode!).ToString(provider: null));
        Assert.NotEmpty(proxy.Requests);
    }

    [Fact]
    public async Task Order_SocksProxyRefuses_IsNamedWithItsReason()
    {
        await using FaultServer proxy = FaultServer.Start([ReadBytes(3), Write("\u0005\u00ff"), Close]);

        StackOneConnectionException failure = await FailAsync("socks5", proxy.Address.Port);

        Assert.Equal(
            "Assessments.OrderAsync could not connect: the proxy refused. Check the proxy and its credentials. (1 attempt)",
            failure.Message);
        var cause = Assert.IsType<HttpRequestException>(failure.InnerException);
        Assert.Null(cause.StatusCode);
        Assert.Contains("SOCKS", cause.InnerException!.Message, StringComparison.Ordinal);
    }

    /// <summary>Whether the order was sent is another question: a handler that has read the body may have sent it some other way.</summary>
    [Fact]
    public async Task Order_ProxyRefusesAfterAHandlerReadTheBody_IsNamedToo()
    {
        var harness = new Harness();
        harness.Stub.Fail(() => new HttpRequestException(HttpRequestError.ProxyTunnelError, Password, statusCode: HttpStatusCode.ProxyAuthenticationRequired));

        var failure = await Assert.ThrowsAsync<StackOneConnectionException>(() => harness.OrderAsync());

        Assert.Equal(
            "Assessments.OrderAsync lost its connection before the response was complete: the proxy refused with 407 Proxy Authentication "
            + "Required. Check the proxy and its credentials. The request may have been processed: check before you call again. (1 attempt)",
            failure.Message);
        Assert.Equal("The proxy refused with 407 Proxy Authentication Required.", Assert.IsType<HttpRequestException>(failure.InnerException).Message);
    }

    private static async Task<StackOneConnectionException> FailAsync(string scheme, int port)
    {
        using var handler = new SocketsHttpHandler { Proxy = new WebProxy($"{scheme}://user:{Password}@127.0.0.1:{port}") };
        using var client = new StackOneAtsClient(new() { ApiKey = "key", AccountId = "acc", Retry = { MaxRetries = 0 } }, handler);

        var failure = await Assert.ThrowsAsync<StackOneConnectionException>(() => client.Assessments.OrderAsync(Harness.Request));

        Assert.Equal((StackOneConnectionFailure.CouldNotConnect, false), (failure.Failure, failure.OutcomeUnknown));
        Assert.All(Ears.Of(failure), text => Assert.DoesNotContain(Password, text, StringComparison.Ordinal));
        return failure;
    }
}
