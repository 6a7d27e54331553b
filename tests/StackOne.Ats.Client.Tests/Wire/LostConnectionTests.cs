using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.TestServer;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Tests.Wire;

/// <summary>On real sockets: an order whose outcome is unknown is sent exactly once, and the exception says so.</summary>
public class LostConnectionTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(100);

    private static readonly Dictionary<string, Step[]> Faults = new()
    {
        ["close after the request"] = [Close],
        ["reset after the request"] = [Reset],
        ["close in the headers"] = [Write("HTTP/1.1 200 OK\r\nConte"), Close],
        ["reset in the headers"] = [Write("HTTP/1.1 200 OK\r\nConte"), Reset],
        ["close in the body"] = [Write(Head + "{\"id\":"), Close],
        ["reset in the body"] = [Write(Head + "{\"id\":"), Reset],
        ["bad chunk"] = [Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}")],
        ["not http"] = [Write("220 smtp.example.com ESMTP\r\n\r\n")],
        ["500"] = Failed("500"),
        ["502"] = Failed("502"),
        ["503"] = Failed("503"),
        ["504"] = Failed("504"),
        ["slow headers"] = [Stall],
        ["slow body"] = [Write(Head + "{\"id\":"), Stall],
    };

    public static TheoryData<string> Names { get; } = [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Order_FateOpen_IsSentOnceAndSaysSo(string fault)
    {
        await using FaultServer server = FaultServer.Start([ReadRequest, .. Faults[fault]]);
        var time = new FakeTimeProvider();
        using StackOneAtsClient client = CreateClient(server.Address, time);
        Task<AssessmentOrderResult> ordering = client.Assessments.OrderAsync(Orders.Filled);
        if (Faults[fault][^1] == Stall)
        {
            await server.Waits;
            time.Advance(AttemptTimeout);
        }

        var failure = await Assert.ThrowsAnyAsync<StackOneException>(() => ordering);

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
        await using FaultServer server = FaultServer.Refusing();
        using StackOneAtsClient client = CreateClient(server.Address);

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
        await using FaultServer other = FaultServer.Start([ReadRequest, Respond("200 OK", "{}")]);
        await using FaultServer server = FaultServer.Start([ReadRequest, Respond(status, "", $"Location: {other.Address}\r\n")]);
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
        await using FaultServer server = FaultServer.Start([ReadRequest, Write(answer)]);
        using StackOneAtsClient client = CreateClient(server.Address);

        var failure = await Assert.ThrowsAsync<StackOneConnectionException>(() => client.Assessments.OrderAsync(Orders.Filled));

        Assert.DoesNotContain("jose", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_CookieInAnAnswer_IsNotKept()
    {
        await using FaultServer server = FaultServer.Start([ReadRequest, Respond("200 OK", "{}", "Set-Cookie: session=acc_1\r\n")]);
        using StackOneAtsClient client = CreateClient(server.Address);

        await client.Assessments.OrderAsync(Orders.Filled);
        await client.ForAccount("acc_2").Assessments.OrderAsync(Orders.Filled);

        Assert.All(server.Requests, request => Assert.DoesNotContain("Cookie", request.Text, StringComparison.Ordinal));
    }

    private static StackOneAtsClient CreateClient(Uri address, TimeProvider? time = null) => new(
        new()
        {
            ApiKey = "key",
            AccountId = "acc",
            BaseAddress = address,
            AttemptTimeout = AttemptTimeout,
            Retry = { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
        },
        PipelineBuilder.CreatePrimaryHandler(),
        PipelineServices.Default with { Time = time ?? TimeProvider.System });

    private static Step[] Failed(string status) => [Respond(status + " Failed", "{}", "Retry-After: 0\r\n")];
}
