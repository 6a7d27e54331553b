using System.Net;
using System.Net.Sockets;
using System.Text;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Wire;

/// <summary>On real sockets: an order whose fate is open is sent exactly once, and the exception says so.</summary>
public class LostConnectionTests
{
    public static TheoryData<string> Faults { get; } =
    [
        "close after the request", "reset after the request", "close in the headers", "reset in the headers", "close in the body",
        "reset in the body", "bad chunk", "not http", "500", "502", "503", "504", "slow headers", "slow body",
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Order_FateOpen_IsSentOnceAndSaysSo(string fault)
    {
        await using var server = new LoopbackServer(exchange => MisbehaveAsync(exchange, fault));
        using StackOneAtsClient client = CreateClient(server.Address);

        var failure = await Assert.ThrowsAnyAsync<StackOneException>(() => client.Assessments.OrderAsync(Orders.Filled));

        Assert.True(failure.OutcomeUnknown);
        Assert.Equal(1, failure.Attempts);
        Assert.Single(server.Requests);
        Assert.DoesNotContain("José", failure.ToString(), StringComparison.Ordinal);
        Type expected = fault switch
        {
            "500" => typeof(StackOneInternalServerErrorException),
            "502" => typeof(StackOneBadGatewayException),
            "503" or "504" => typeof(StackOneApiException),
            "slow headers" or "slow body" => typeof(StackOneTimeoutException),
            _ => typeof(StackOneConnectionException),
        };
        Assert.IsType(expected, failure);
        if (failure is StackOneConnectionException lost)
        {
            Assert.Equal(StackOneConnectionFailure.Lost, lost.Failure);
        }
    }

    [Fact]
    public async Task Order_NobodyListens_IsTriedAgainAndNothingIsOpen()
    {
        // A port that is taken, so that nobody else listens on it meanwhile, but does not listen.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using StackOneAtsClient client = CreateClient(new Uri($"http://{socket.LocalEndPoint}"));

        var failure = await Assert.ThrowsAsync<StackOneConnectionException>(() => client.Assessments.OrderAsync(Orders.Filled));

        Assert.Equal(StackOneConnectionFailure.CouldNotConnect, failure.Failure);
        Assert.False(failure.OutcomeUnknown);
        Assert.Equal(4, failure.Attempts);
    }

    [Theory]
    [InlineData("301 Moved Permanently")]
    [InlineData("302 Found")]
    [InlineData("303 See Other")]
    [InlineData("307 Temporary Redirect")]
    [InlineData("308 Permanent Redirect")]
    public async Task Order_Redirect_IsATypedErrorAndNotFollowed(string status)
    {
        await using var other = LoopbackServer.Answering(LoopbackServer.Response("200 OK", "{}"));
        await using var server = LoopbackServer.Answering(LoopbackServer.Response(status, "", $"Location: {other.Address}\r\n"));
        using StackOneAtsClient client = CreateClient(server.Address);

        var failure = await Assert.ThrowsAsync<StackOneApiException>(() => client.Assessments.OrderAsync(Orders.Filled));

        Assert.Equal(status[..3], ((int)failure.StatusCode).ToString(provider: null));
        Assert.Equal(other.Address.ToString(), failure.Headers["location"].Single());
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 2OO jose@example.com\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\njose@example.com\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\njose@example.com\r\n{}")]
    public async Task Order_MalformedAnswerWithPersonalData_IsNotQuoted(string answer)
    {
        await using var server = LoopbackServer.Answering(answer);
        using StackOneAtsClient client = CreateClient(server.Address);

        var failure = await Assert.ThrowsAsync<StackOneConnectionException>(() => client.Assessments.OrderAsync(Orders.Filled));

        Assert.DoesNotContain("jose", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_CookieInAnAnswer_IsNotKept()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Response("200 OK", "{}", "Set-Cookie: session=acc_1\r\n"));
        using StackOneAtsClient client = CreateClient(server.Address);

        await client.Assessments.OrderAsync(Orders.Filled);
        await client.ForAccount("acc_2").Assessments.OrderAsync(Orders.Filled);

        Assert.All(server.Requests, request => Assert.DoesNotContain("Cookie", Encoding.Latin1.GetString(request), StringComparison.Ordinal));
    }

    private static StackOneAtsClient CreateClient(Uri address) => new(new()
    {
        ApiKey = "key",
        AccountId = "acc",
        BaseAddress = address,
        AttemptTimeout = TimeSpan.FromSeconds(2),
        IdleTimeout = TimeSpan.FromSeconds(1),
        Retry = { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
    });

    private static async Task MisbehaveAsync(LoopbackServer.Exchange exchange, string fault)
    {
        const string Head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";
        switch (fault)
        {
            case "close after the request":
                exchange.Close();
                break;
            case "reset after the request":
                exchange.Reset();
                break;
            case "close in the headers":
                await exchange.WriteAsync("HTTP/1.1 200 OK\r\nConte");
                exchange.Close();
                break;
            case "reset in the headers":
                await exchange.WriteAsync("HTTP/1.1 200 OK\r\nConte");
                exchange.Reset();
                break;
            case "close in the body":
                await exchange.WriteAsync(Head + "{\"id\":");
                exchange.Close();
                break;
            case "reset in the body":
                await exchange.WriteAsync(Head + "{\"id\":");
                exchange.Reset();
                break;
            case "bad chunk":
                await exchange.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}");
                break;
            case "not http":
                await exchange.WriteAsync("220 smtp.example.com ESMTP\r\n\r\n");
                break;
            case "slow headers":
                await exchange.StallAsync();
                break;
            case "slow body":
                await exchange.WriteAsync(Head + "{\"id\":");
                await exchange.StallAsync();
                break;
            default:
                await exchange.WriteAsync(LoopbackServer.Response(fault + " Failed", "{}", "Retry-After: 0\r\n"));
                break;
        }
    }
}
