using System.Net;
using System.Text;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;
using static StackOne.Ats.Client.Tests.Support.ScriptedStream;

namespace StackOne.Ats.Client.Tests.Pipeline;

public class HeartbeatTests
{
    private static readonly (string, string) Applied = ("Preference-Applied", "heartbeat");
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(true, "heartbeat")]
    [InlineData(false, null)]
    public async Task Order_Preference_IsSentOnlyWhenAsked(bool asked, string? header)
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK);

        await harness.RunAsync(() => harness.Client.WithHeartbeat(asked).Assessments.OrderAsync(Harness.Request));

        Assert.Equal(header, harness.Stub.Sent.Single().Headers.GetValueOrDefault("Prefer"));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Order_TwoMinutesOfNewlinesThenResult_GivesTheResult(string newline)
    {
        var harness = new Harness();
        harness.Options.AttemptTimeout = TimeSpan.FromSeconds(30);
        harness.Stub.Answer(_ => StubHandler.Streaming(
            new ScriptedStream([.. Enumerable.Repeat(Text(newline, Beat, harness.Time), 12), Text(newline + StubHandler.OrderBody)]),
            Applied));

        AssessmentOrderResult order = await harness.OrderWithHeartbeatAsync();

        Assert.Equal("o1", order.Id);
        Assert.Equal(TimeSpan.FromMinutes(2), harness.Time.GetUtcNow() - harness.Stub.Sent.Single().At);
    }

    [Fact]
    public async Task Order_NewlinesButPreferenceNotApplied_AttemptTimeoutCounts()
    {
        var harness = new Harness();
        harness.Options.AttemptTimeout = TimeSpan.FromSeconds(30);
        harness.Stub.Answer(_ => StubHandler.Streaming(
            new ScriptedStream([.. Enumerable.Repeat(Text("\n", Beat, harness.Time), 12), Text(StubHandler.OrderBody)])));

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(() => harness.OrderWithHeartbeatAsync());

        Assert.Equal(StackOneTimeoutKind.Attempt, failure.Kind);
        Assert.True(failure.OutcomeUnknown);
    }

    [Fact]
    public async Task Order_NewlinesThenSilence_ThrowsIdleAndIsNotSentAgain()
    {
        var harness = new Harness();
        harness.Stub.Answer(_ => StubHandler.Streaming(
            new ScriptedStream([.. Enumerable.Repeat(Text("\n", Beat, harness.Time), 3), Stall()]),
            Applied));

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(() => harness.OrderWithHeartbeatAsync());

        Assert.Equal(StackOneTimeoutKind.Idle, failure.Kind);
        Assert.True(failure.OutcomeUnknown);
        Assert.Equal(1, failure.Attempts);
        Assert.Equal(
            (Beat * 3) + harness.Options.IdleTimeout,
            harness.Time.GetUtcNow() - harness.Stub.Sent.Single().At);
    }

    [Fact]
    public async Task Order_NewlinesForEver_ThrowsTotal()
    {
        var harness = new Harness();
        harness.Stub.Answer(_ => StubHandler.Streaming(
            new ScriptedStream(Enumerable.Repeat(Text("\n", Beat, harness.Time), 1000)),
            Applied));

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(() => harness.OrderWithHeartbeatAsync());

        Assert.Equal(StackOneTimeoutKind.Total, failure.Kind);
        Assert.True(failure.OutcomeUnknown);
    }

    [Theory]
    [InlineData(400, typeof(StackOneBadRequestException), false)]
    [InlineData(412, typeof(StackOnePreconditionFailedException), false)]
    [InlineData(500, typeof(StackOneInternalServerErrorException), true)]
    [InlineData(502, typeof(StackOneBadGatewayException), true)]
    public async Task Order_NewlinesThenError_ThrowsTheErrorOfTheBody(int status, Type type, bool outcomeUnknown)
    {
        var harness = new Harness();
        string body = $$"""{"message":"no","statusCode":{{status}},"timestamp":"2026-03-01T12:00:00Z","errorCode":"E1"}""";
        harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream([Text("\n\n"), Text("\n" + body)]), Applied));
        StackOneResponseInfo? seen = null;

        var failure = await Assert.ThrowsAnyAsync<StackOneApiException>(() => harness.RunAsync(
            () => harness.Client.WithHeartbeat().OnResponse(info => seen = info).Assessments.OrderAsync(Harness.Request)));

        Assert.IsType(type, failure);
        Assert.Equal("no", failure.Error?.Message);
        Assert.Equal("E1", failure.Error?.AdditionalProperties["errorCode"].GetString());
        Assert.Equal(body, failure.RawBody);
        Assert.Equal(outcomeUnknown, failure.OutcomeUnknown);
        Assert.Equal((HttpStatusCode)status, seen?.StatusCode);
        Assert.True(seen?.HeartbeatApplied);
    }

    [Fact]
    public async Task Order_Late429_IsTriedAgain()
    {
        var harness = new Harness();
        harness.Stub
            .Answer(_ => StubHandler.Response(HttpStatusCode.OK, "\n{\"statusCode\":429,\"message\":\"slow down\"}", Applied))
            .Answer(HttpStatusCode.OK);

        await harness.OrderWithHeartbeatAsync();

        Assert.Equal(2, harness.Stub.Sent.Count);
    }

    /// <summary>Bodies that look like errors but are none: a status below 400, another place, another type.</summary>
    [Theory]
    [InlineData("""{"statusCode":201,"message":"created","id":"o1"}""")]
    [InlineData("""{"statusCode":399.9,"message":"x","id":"o1"}""")]
    [InlineData("""{"message":"x","id":"o1"}""")]
    [InlineData("""{"nested":{"statusCode":400,"message":"x"},"id":"o1"}""")]
    [InlineData("""{"statusCode":"many","message":"x","id":"o1"}""")]
    [InlineData("""{"statusCode":"NaN","message":"x","id":"o1"}""")]
    [InlineData("""{"statusCode":null,"message":"x","id":"o1"}""")]
    [InlineData("""{"statusCode":429,"statusCode":"\ud800","id":"o1"}""")]
    public async Task Order_BodyThatIsNoError_IsASuccess(string body)
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK, body, Applied);

        Assert.Equal("o1", (await harness.OrderWithHeartbeatAsync()).Id);
    }

    /// <summary>Bodies that are no results, and hold a name and a number as an error does, but not as one.</summary>
    [Theory]
    [InlineData("""["statusCode",400]""")]
    public async Task Order_BodyThatIsNeitherErrorNorResult_IsUnreadable(string body)
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK, body, Applied);

        await Assert.ThrowsAsync<StackOneResponseException>(() => harness.OrderWithHeartbeatAsync());
    }

    /// <summary>Errors that are cut off, garbled or very deep after they have said what they are.</summary>
    [Theory]
    [InlineData("""{"statusCode":429,"message":"x","data":{"a""")]
    [InlineData("""{"statusCode":429,"message":"x"} and more""")]
    [InlineData("""{"statusCode":429,"m\ud800":"x"}""")]
    [InlineData("""{"\ud800\ud800":"x","statusCode":429}""")]
    [InlineData("""{"statusCode":429}""")]
    [InlineData("""{"statusCode":"\ud800","statusCode":429}""")]
    [InlineData("deep")]
    public async Task Order_LateErrorThatEndsBadly_KeepsItsStatus(string body)
    {
        var harness = new Harness();
        body = body == "deep" ? "{\"data\":" + new string('[', 1000) + new string(']', 1000) + ",\"statusCode\":429}" : body;
        harness.Stub.Answer(HttpStatusCode.OK, body).Answer(HttpStatusCode.OK);

        await harness.OrderWithHeartbeatAsync();

        Assert.Equal(2, harness.Stub.Sent.Count);
    }

    [Fact]
    public async Task Order_AttemptLimitLifted_DoesNotEndASteadyBody()
    {
        var harness = new Harness();
        harness.Options.AttemptTimeout = TimeSpan.FromSeconds(30);
        harness.Options.IdleTimeout = TimeSpan.FromSeconds(8);
        // The first byte and the last are waited for; the others are there when they are asked for, while the time goes on.
        Step[] rest = [.. Enumerable.Repeat<Step>(_ => Advance(harness, " "), 10)];
        harness.Stub.Answer(_ => StubHandler.Streaming(
            new ScriptedStream([Text("{", TimeSpan.FromSeconds(1), harness.Time), .. rest, Text("\"id\":\"o1\"}", TimeSpan.FromSeconds(1), harness.Time)]),
            Applied));

        Assert.Equal("o1", (await harness.OrderWithHeartbeatAsync()).Id);

        static ValueTask<ReadOnlyMemory<byte>> Advance(Harness harness, string text)
        {
            harness.Time.Advance(TimeSpan.FromSeconds(5));
            return new(Encoding.UTF8.GetBytes(text));
        }
    }

    [Theory]
    [InlineData("400", HttpStatusCode.BadRequest)]
    [InlineData("400.0", HttpStatusCode.BadRequest)]
    [InlineData("4.0e2", HttpStatusCode.BadRequest)]
    [InlineData("\"503\"", HttpStatusCode.ServiceUnavailable)]
    [InlineData("\" 503.0 \"", HttpStatusCode.ServiceUnavailable)]
    [InlineData("1000", HttpStatusCode.InternalServerError)]
    [InlineData("1e300", HttpStatusCode.InternalServerError)]
    [InlineData("7,\"statusCode\":404", HttpStatusCode.NotFound)]
    public async Task Order_LateStatusInAnyNotation_IsTaken(string status, HttpStatusCode expected)
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK, $$"""{"statusCode":{{status}},"message":"x"}""");

        var failure = await Assert.ThrowsAnyAsync<StackOneApiException>(() => harness.OrderWithHeartbeatAsync());

        Assert.Equal(expected, failure.StatusCode);
    }

    [Fact]
    public async Task Order_LongLateError_IsCutAsAnyError()
    {
        var harness = new Harness();
        harness.Options.MaxErrorBytes = 50;
        harness.Stub.Answer(HttpStatusCode.OK, $$"""{"statusCode":409,"message":"taken","more":"{{new string('x', 1000)}}"}""");

        var failure = await Assert.ThrowsAsync<StackOneConflictException>(() => harness.OrderWithHeartbeatAsync());

        Assert.Equal(50, failure.RawBody.Length);
        Assert.Equal("taken", failure.Error?.Message);
    }

    [Fact]
    public async Task Order_ErrorBodyInSuccessUnasked_IsAnErrorAllTheSame()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK, """{"statusCode":400,"message":"x"}""");

        await Assert.ThrowsAsync<StackOneBadRequestException>(() => harness.OrderAsync());
    }

    [Fact]
    public async Task Order_FloodOf100MegabytesOfNewlines_GrowsNoMemory()
    {
        const int Piece = 64 * 1024;
        var harness = new Harness();
        harness.Options.MaxResponseBytes = 1024;
        Step newlines = Bytes(Encoding.ASCII.GetBytes(new string('\n', Piece)));
        long before = 0;
        long after = 0;
        Step[] script =
        [
            Measured(allocated => before = allocated),
            .. Enumerable.Repeat(newlines, 100 * 1024 * 1024 / Piece),
            Measured(allocated => after = allocated),
            Text(StubHandler.OrderBody),
        ];
        harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream(script), Applied));

        Assert.Equal("o1", (await harness.OrderWithHeartbeatAsync()).Id);

        // The smallest object for each of the pieces would be 38 KB. Not zero: a garbage collection in between makes the count uncertain by
        // what is left of the 8 KB that a thread is given at a time.
        Assert.InRange(after - before, -8 * 1024, 16 * 1024);

        static Step Measured(Action<long> take) => _ =>
        {
            take(GC.GetAllocatedBytesForCurrentThread());
            return new("\n"u8.ToArray());
        };
    }
}
