using System.Net;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Resilience;

public class RetryTests
{
    /// <summary>The table of retries: outcome, method, options; then how often it is sent and whether the outcome is unknown.</summary>
    public static TheoryData<string, string, bool, int, bool> Table { get; } = CreateTable();

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Send_OutcomeAndMethod_IsSentAsOftenAsTheTableSays(
        string outcome,
        string method,
        bool retryTimedOutWrites,
        int sent,
        bool outcomeUnknown)
    {
        var harness = new Harness();
        harness.Options.Retry.RetryTimedOutWrites = retryTimedOutWrites;
        for (int i = 0; i < 10; i++)
        {
            Script(harness.Stub, outcome);
        }

        StackOneException failure = await Assert.ThrowsAnyAsync<StackOneException>(() => harness.SendAsync(method));

        Assert.Equal(sent, harness.Stub.Sent.Count);
        Assert.Equal(sent, failure.Attempts);
        Assert.Equal(outcomeUnknown, failure.OutcomeUnknown);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task Send_FailureThenSuccess_GivesTheSuccess(string method)
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.TooManyRequests).FailToConnect().Answer(HttpStatusCode.OK);

        using HttpResponseMessage response = await harness.SendAsync(method);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3, harness.Stub.Sent.Count);
    }

    [Fact]
    public async Task Send_BodyResent_IsTheSameEachTime()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.TooManyRequests).Answer(HttpStatusCode.RequestTimeout).Answer(HttpStatusCode.OK);

        await harness.OrderAsync();

        Assert.Equal(3, harness.Stub.Sent.Count);
        Assert.Single(harness.Stub.Sent.Select(sent => sent.Body).Distinct());
        Assert.Equal("""{"id":"order-1","package":{"id":"p1"}}""", harness.Stub.Sent[0].Body);
    }

    [Fact]
    public async Task Send_FailedResponses_AreDisposedBeforeTheNextTry()
    {
        var harness = new Harness();
        bool disposedInTime = false;
        var stream = new ScriptedStream([ScriptedStream.Text("{}")]);
        harness.Stub
            .Answer(_ => new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StreamContent(stream) })
            .Answer(_ =>
            {
                disposedInTime = stream.Disposed;
                return StubHandler.Response(HttpStatusCode.OK);
            });

        await harness.OrderAsync();

        Assert.True(disposedInTime);
    }

    [Fact]
    public async Task Send_NoRetriesWanted_IsSentOnce()
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        harness.Stub.Answer(HttpStatusCode.TooManyRequests);

        var failure = await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());

        Assert.Equal(1, failure.Attempts);
    }

    [Fact]
    public async Task Send_408ThenConflict_OutcomeStaysUnknown()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.RequestTimeout).Answer(HttpStatusCode.Conflict);

        var failure = await Assert.ThrowsAsync<StackOneConflictException>(() => harness.OrderAsync());

        Assert.True(failure.OutcomeUnknown);
        Assert.Contains("may have been processed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NoHint_WaitsGrowAndStayWithinTheirBounds()
    {
        var harness = new Harness { Chance = 0 };
        harness.Options.Retry.MaxRetries = 8;
        for (int i = 0; i < 9; i++)
        {
            harness.Stub.Answer(HttpStatusCode.TooManyRequests);
        }

        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());

        // Half of 0.5, 1, 2 ... seconds, and of no more than 30.
        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 15, 15], harness.Waits.Select(wait => wait.TotalSeconds));
    }

    /// <summary>A time limit is no evidence: a handler that sends a request of its own may have been waiting for its answer.</summary>
    [Fact]
    public async Task Send_AttemptTimesOutAndBodyIsUnread_IsNotTriedAgain()
    {
        var harness = new Harness();
        harness.Stub.Hang(sent: false);

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(() => harness.OrderAsync());

        Assert.Single(harness.Stub.Sent);
        Assert.True(failure.OutcomeUnknown);
    }

    [Fact]
    public async Task Send_KeyComesTooLate_IsTriedAgain()
    {
        var harness = new Harness();
        int asked = 0;
        harness.Options.ApiKey = null;
        harness.Options.ApiKeyProvider = async token => ++asked == 1 ? await Never.ComesAsync<string>(token) : "key";
        harness.Stub.Answer(HttpStatusCode.OK);

        await harness.OrderAsync();

        Assert.Equal(2, asked);
        Assert.Single(harness.Stub.Sent);
    }

    [Fact]
    public async Task Send_SentAndLostThenNotSent_CountsEachAttemptOnItsOwn()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.TooManyRequests).FailToConnect().FailToConnect().FailToConnect();

        var failure = await Assert.ThrowsAsync<StackOneConnectionException>(() => harness.OrderAsync());

        // The first attempt's body went out; that of the others did not.
        Assert.Equal(StackOneConnectionFailure.CouldNotConnect, failure.Failure);
        Assert.Equal(4, failure.Attempts);
        Assert.False(failure.OutcomeUnknown);
        Assert.Contains("(4 attempts)", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A handler that reads the body makes it buffer itself; what is sent then must be seen all the same.</summary>
    [Theory]
    [InlineData("reset")]
    [InlineData("early end")]
    [InlineData("attempt timeout")]
    public async Task Send_HandlerReadsTheBody_SendingIsSeenOnEachAttempt(string outcome)
    {
        var harness = new Harness();
        harness.Stub.BuffersBody = true;
        harness.Stub.Answer(HttpStatusCode.TooManyRequests);
        for (int i = 0; i < 4; i++)
        {
            Script(harness.Stub, outcome);
        }

        var failure = await Assert.ThrowsAnyAsync<StackOneException>(() => harness.OrderAsync());

        Assert.Equal(2, harness.Stub.Sent.Count);
        Assert.True(failure.OutcomeUnknown);
        Assert.Single(harness.Stub.Sent.Select(sent => sent.Body).Distinct());
    }

    [Fact]
    public async Task Send_SentThenASecondConnectionRefused_IsNotSentAgain()
    {
        var harness = new Harness();
        harness.Stub.Fail(() => new HttpRequestException(HttpRequestError.ConnectionError, "refused elsewhere"));

        var failure = await Assert.ThrowsAsync<StackOneConnectionException>(() => harness.OrderAsync());

        Assert.Equal(StackOneConnectionFailure.Lost, failure.Failure);
        Assert.True(failure.OutcomeUnknown);
        Assert.Single(harness.Stub.Sent);
    }

    [Fact]
    public async Task Send_KeyGoneAfterA408_KeepsTheRequestIdAndTheDoubt()
    {
        var harness = new Harness();
        int asked = 0;
        harness.Options.ApiKey = null;
        harness.Options.ApiKeyProvider = _ => ++asked == 1 ? new("key") : throw new InvalidOperationException("sealed");
        harness.Stub.Answer(HttpStatusCode.RequestTimeout, headers: ("x-request-id", "req-1"));

        var failure = await Assert.ThrowsAsync<StackOneException>(() => harness.OrderAsync());

        Assert.Equal("req-1", failure.RequestId);
        Assert.True(failure.OutcomeUnknown);
        Assert.Equal("Assessments.OrderAsync", failure.Operation);
    }

    [Fact]
    public async Task Get_UnreadableSuccess_LeavesNothingOpen()
    {
        var harness = new Harness();
        harness.Options.MaxResponseBytes = 1;
        harness.Stub.Answer(HttpStatusCode.OK);

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => harness.SendAsync("GET"));

        Assert.False(failure.OutcomeUnknown);
    }

    [Fact]
    public async Task Send_TotalTimeOver_ThrowsTotalAndIsNotTriedAgain()
    {
        var harness = new Harness();
        harness.Options.TotalTimeout = TimeSpan.FromSeconds(150);
        harness.Stub.Hang().Hang().Hang();

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(() => harness.SendAsync("GET"));

        Assert.Equal(StackOneTimeoutKind.Total, failure.Kind);
        Assert.Equal(2, harness.Stub.Sent.Count);
        Assert.False(failure.OutcomeUnknown);
    }

    [Fact]
    public async Task Send_Retry_IsLoggedWithReasonAndWait()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "7")).Answer(HttpStatusCode.OK);

        await harness.OrderAsync();

        var record = Assert.Single(harness.Logger.Collector.GetSnapshot(), entry => entry.Id.Id == 3);
        Assert.Equal(Microsoft.Extensions.Logging.LogLevel.Warning, record.Level);
        Assert.Equal("Assessments.OrderAsync attempt 1 for account acc_1 failed with TooManyRequests; retrying in 7020 ms", record.Message);
    }

    private static void Script(StubHandler stub, string outcome) => _ = outcome switch
    {
        "refused" => stub.FailToConnect(),
        "dns" => stub.FailToConnect(HttpRequestError.NameResolutionError),
        "proxy" => stub.FailToConnect(HttpRequestError.ProxyTunnelError),
        "reset while connecting" => stub.FailToConnect(new System.Net.Sockets.SocketException()),
        "corrupt gzip" => stub.Answer(_ => StubHandler.Streaming(new ScriptedStream(
            [ScriptedStream.Text("{"), ScriptedStream.Fail(new InvalidDataException("corrupt"))]))),
        "tls" => stub.FailToConnect(HttpRequestError.SecureConnectionError),
        "reset" => stub.Fail(() => new HttpRequestException("reset", new IOException("reset"))),
        "early end" => stub.Answer(_ => StubHandler.Streaming(new ScriptedStream(
            [ScriptedStream.Text("{"), ScriptedStream.Fail(new HttpIOException(HttpRequestError.ResponseEnded))]))),
        "attempt timeout" => stub.Hang(),
        "idle timeout" => stub.Answer(_ => StubHandler.Streaming(new ScriptedStream([ScriptedStream.Text("{"), ScriptedStream.Stall()]))),
        _ => stub.Answer((HttpStatusCode)int.Parse(outcome, System.Globalization.CultureInfo.InvariantCulture)),
    };

    private static TheoryData<string, string, bool, int, bool> CreateTable()
    {
        var table = new TheoryData<string, string, bool, int, bool>();
        string[] methods = ["GET", "PUT", "DELETE", "POST", "PATCH"];
        foreach (string method in methods)
        {
            bool repeatable = method is "GET" or "PUT" or "DELETE";
            bool write = method != "GET";

            // Tried again by all: four attempts. Of these only a 408 leaves a write open.
            foreach (string outcome in (string[])["429", "refused", "dns", "tls", "proxy", "reset while connecting"])
            {
                table.Add(outcome, method, true, 4, false);
            }

            table.Add("408", method, true, 4, write);
            table.Add("408", method, false, repeatable ? 4 : 1, write);

            // Tried again only by those whose repetition is the same as their once.
            foreach (string outcome in (string[])["502", "503", "504", "reset", "early end", "corrupt gzip", "idle timeout"])
            {
                table.Add(outcome, method, true, repeatable ? 4 : 1, write);
            }

            // Four attempts of 100 s do not fit into the 5 minutes of the whole call.
            table.Add("attempt timeout", method, true, repeatable ? 3 : 1, write);

            // Tried again by none.
            foreach (string outcome in (string[])["400", "401", "403", "404", "409", "412", "422", "501", "418"])
            {
                table.Add(outcome, method, true, 1, false);
            }

            foreach (string outcome in (string[])["500", "599", "101", "301", "302", "303", "307", "308"])
            {
                table.Add(outcome, method, true, 1, write);
            }
        }

        return table;
    }
}
