using System.Net;
using System.Text.Json;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;
using static StackOne.Ats.Client.Tests.Support.ScriptedStream;

namespace StackOne.Ats.Client.Tests.Pipeline;

public class BodyTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public async Task Order_BodyAtTheLimit_FitsOrIsRefused(int spare, bool fits)
    {
        var harness = new Harness();
        string body = $$"""{"id":"{{new string('x', 200_000)}}"}""";
        harness.Options.MaxResponseBytes = body.Length + spare;
        harness.Stub.Answer(HttpStatusCode.OK, body);

        if (fits)
        {
            Assert.Equal(200_000, (await harness.OrderAsync()).Id?.Length);
        }
        else
        {
            var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => harness.OrderAsync());
            Assert.Contains(nameof(StackOneAtsClientOptions.MaxResponseBytes), failure.Message, StringComparison.Ordinal);
            Assert.True(failure.OutcomeUnknown);
            Assert.Equal(1, failure.Attempts);
            Assert.Equal(harness.Options.MaxErrorBytes, failure.RawBody.Length);
        }
    }

    /// <summary>What is beyond the limit is not waited for.</summary>
    [Theory]
    [InlineData(HttpStatusCode.OK, typeof(StackOneResponseException))]
    [InlineData(HttpStatusCode.Conflict, typeof(StackOneConflictException))]
    public async Task Order_BodyBeyondTheLimit_EndsAtOnce(HttpStatusCode status, Type type)
    {
        var harness = new Harness();
        harness.Options.MaxResponseBytes = status == HttpStatusCode.OK ? 10 : 1000;
        harness.Options.MaxErrorBytes = 10;
        DateTimeOffset started = harness.Time.GetUtcNow();
        harness.Stub.Answer(_ => new HttpResponseMessage(status)
        {
            Content = new StreamContent(new ScriptedStream([Text("{\"id\":\"123\""), Stall()])),
        });

        var failure = await Assert.ThrowsAnyAsync<StackOneException>(() => harness.OrderAsync());

        Assert.IsType(type, failure);
        Assert.Equal("{\"id\":\"123", (failure as StackOneApiException)?.RawBody ?? (failure as StackOneResponseException)?.RawBody);
        Assert.Equal(started, harness.Time.GetUtcNow());
    }

    /// <summary>If the headers say how long the body is, there is memory for all of it: one read, and another for the end.</summary>
    [Theory]
    [InlineData("10000", 2)]
    [InlineData(null, 4)]
    [InlineData("ten thousand", 4)]
    public async Task Order_BodyOfAFewKilobytes_IsReadIntoTheMemoryThatTheHeadersAskFor(string? length, int reads)
    {
        var harness = new Harness();
        string id = new('x', 10_000 - """{"id":""}""".Length);
        var body = new ScriptedStream([Text($$"""{"id":"{{id}}"}""")]);
        harness.Stub.Answer(_ =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) };
            if (length is not null)
            {
                response.Content.Headers.TryAddWithoutValidation("Content-Length", length);
            }

            return response;
        });

        Assert.Equal(id, (await harness.OrderAsync()).Id);
        Assert.Equal(reads, body.Reads);
    }

    [Fact]
    public async Task Order_BodyInManyPieces_IsReadWhole()
    {
        var harness = new Harness();
        string body = $$"""{"id":"o1","remote_id":"{{new string('é', 150_000)}}"}""";
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(body);
        harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream(bytes.Chunk(777).Select(chunk => Bytes(chunk)))));

        Assert.Equal(new string('é', 150_000), (await harness.OrderAsync()).RemoteId);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("   ", "is empty")]
    [InlineData("null", "another shape at the root of its JSON ($)")]
    [InlineData("""[{"id":"o1"}]""", "another shape at the root of its JSON ($)")]
    [InlineData("\"o1\"", "another shape at the root of its JSON ($)")]
    [InlineData("7", "another shape at the root of its JSON ($)")]
    [InlineData("<html>", "is not JSON ($, line 1, byte 1)")]
    [InlineData("{\n  \"remote_id\":\"x\",\n  \"id\":}", "is not JSON ($.id, line 3, byte 8)")]
    [InlineData("""{"id":""", "is not JSON ($.id, line 1, byte 7)")]
    [InlineData("""{"id":"o1"}{"id":"o2"}""", "is not JSON ($, line 1, byte 12)")]
    [InlineData("""{"id":"o1"}x""", "is not JSON ($, line 1, byte 12)")]
    [InlineData("""{"Ada Example":x}""", "is not JSON ($, line 1, byte 16)")]
    [InlineData("""{"id":7,"remote_id":x}""", "is not JSON (line 1, byte 21)")]
    public async Task Order_SuccessThatCannotBeRead_IsTypedAndKept(string body, string message)
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK, body, ("x-request-id", "req-7"));

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => harness.OrderAsync());

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(body, failure.RawBody);
        Assert.Equal("req-7", failure.RequestId);
        Assert.Equal("application/json", failure.Headers["content-type"].Single());
        Assert.True(failure.OutcomeUnknown);
        Assert.Null(failure.InnerException);
    }

    /// <summary>A connection whose response is not disposed never goes back to the pool.</summary>
    [Theory]
    [InlineData(409, "{}")]
    [InlineData(200, "")]
    [InlineData(200, "[]")]
    [InlineData(200, "broken")]
    [InlineData(200, "garbled")]
    [InlineData(200, "endless")]
    [InlineData(200, """{"id":"o1"}""")]
    public async Task Order_AnyEnd_ResponseIsDisposed(int status, string body)
    {
        var harness = new Harness();
        harness.Options.MaxResponseBytes = 1000;
        using var stream = new ScriptedStream(body switch
        {
            "broken" => [Text("{"), Fail(new IOException("reset"))],
            "garbled" => [Text("{"), Fail(new InvalidOperationException("Some decoders say this of bytes that they cannot decode."))],
            "endless" => [Text(new string(' ', 2000))],
            _ => [Text(body)],
        });
        harness.Stub.Answer(_ =>
        {
            HttpResponseMessage response = StubHandler.Streaming(stream);
            response.StatusCode = (HttpStatusCode)status;
            return response;
        });

        await Task.WhenAny(harness.OrderAsync());

        Assert.True(stream.Disposed);
    }

    [Fact]
    public async Task Order_BodyCannotBeDecoded_IsALostConnection()
    {
        var harness = new Harness();
        harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream([Text("{"), Fail(new InvalidOperationException("invalid data"))])));

        var failure = await Assert.ThrowsAsync<StackOneConnectionException>(() => harness.OrderAsync());

        Assert.Equal(StackOneConnectionFailure.Lost, failure.Failure);
        Assert.Equal("The body cannot be decoded.", Assert.IsType<InvalidDataException>(failure.InnerException).Message);
        Assert.True(failure.OutcomeUnknown);
    }

    [Theory]
    [InlineData("{\"id\":\"o1\",\"remote_id\":\"\u00ff\"}", """{"id":"o1","remote_id":"\ufffd"}""")]
    [InlineData("{\"id\":\"o1\",\"x\":\"\u00ff\"}", """{"id":"o1","x":"\ufffd"}""")]
    [InlineData("{\"id\":\"o1\",\"x\":[{\"\u00e9\":1}]}", """{"id":"o1","x":[{"\ufffd":1}]}""")]
    [InlineData("{\"id\":\"o1\",\"\u00e9\":1}", """{"id":"o1","\ufffd":1}""")]
    [InlineData("{\"id\":\"o1\",\"x\":\"\u00ed\u00a0\u0080\"}", """{"id":"o1","x":"\ufffd\ufffd\ufffd"}""")]
    public async Task Order_NotUtf8Anywhere_IsReplaced(string body, string expected)
    {
        var harness = new Harness();
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(body);
        harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream([Bytes(bytes)])));

        AssessmentOrderResult order = await harness.OrderAsync();

        string written = JsonSerializer.Serialize(order, Generated.AssessmentsJsonContext.Default.AssessmentOrderResult);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, JsonDocument.Parse(written).RootElement), written);
    }

    /// <summary>With heartbeats before it and after it, and in pieces.</summary>
    [Theory]
    [InlineData("\u00ef\u00bb\u00bf")]
    [InlineData("\u00ef|\u00bb\u00bf")]
    [InlineData("\u00ef|\u00bb|\u00bf|")]
    [InlineData("\n|\r\n\u00ef\u00bb|\u00bf")]
    [InlineData("\u00ef\u00bb|\u00bf\n|\n|\r\n")]
    public async Task Order_ByteOrderMark_IsDropped(string front)
    {
        var harness = new Harness();
        harness.Options.MaxResponseBytes = StubHandler.OrderBody.Length;
        harness.Stub
            .Answer(_ => StubHandler.Streaming(Stream(StubHandler.OrderBody)))
            .Answer(_ => new HttpResponseMessage(HttpStatusCode.Conflict) { Content = new StreamContent(Stream("{\"message\":\"taken\"}")) });

        Assert.Equal("o1", (await harness.OrderAsync()).Id);
        var failure = await Assert.ThrowsAsync<StackOneConflictException>(() => harness.OrderAsync());
        Assert.Equal("taken", failure.Error?.Message);
        Assert.Equal("{\"message\":\"taken\"}", failure.RawBody);

        ScriptedStream Stream(string body) => new((front + body).Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Select(piece => Bytes(System.Text.Encoding.Latin1.GetBytes(piece))));
    }

    /// <summary>What begins as a byte order mark and is none is a part of the body.</summary>
    [Theory]
    [InlineData("\u00ef|\u00bb", "\ufffd")]
    [InlineData("\u00ef\u00bb|{}", "\ufffd{}")]
    [InlineData("\n\u00ef|{}", "\ufffd{}")]
    public async Task Order_PartOfAByteOrderMark_IsKept(string body, string kept)
    {
        var harness = new Harness();
        harness.Options.MaxErrorBytes = 4;
        harness.Stub.Answer(_ => StubHandler.Streaming(
            new ScriptedStream(body.Split('|').Select(piece => Bytes(System.Text.Encoding.Latin1.GetBytes(piece))))));

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => harness.OrderAsync());

        Assert.Equal(kept, failure.RawBody);
    }

    /// <summary>The contract does not know it, so it must not cost the order's id, as deep as it can be sent back.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(999)]
    public async Task Order_DeepUnknownMember_CostsNoOther(int depth)
    {
        var harness = new Harness();
        string deep = new string('[', depth) + new string(']', depth);
        harness.Stub.Answer(HttpStatusCode.OK, $$"""{"x":{{deep}},"id":"o1","y":[1]}""").Answer(HttpStatusCode.OK);

        Models.AssessmentOrderResult result = await harness.OrderAsync();

        Assert.Equal("o1", result.Id);
        Assert.Equal("[1]", result.AdditionalProperties!["y"].GetRawText());
        string kept = result.AdditionalProperties["x"].GetRawText();
        Assert.Equal(deep, kept);

        var request = new Models.AssessmentOrderRequest { AdditionalProperties = result.AdditionalProperties };
        await harness.RunAsync(() => harness.Client.Assessments.OrderAsync(request));
        Assert.Equal($$"""{"x":{{kept}},"y":[1]}""", harness.Stub.Sent[1].Body);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(997)]
    public async Task Write_DeepUnknownMemberBesideTheIds_IsKept(int depth)
    {
        var harness = new Harness();
        string deep = new string('[', depth) + new string(']', depth);
        harness.Stub.Answer(HttpStatusCode.OK, "{\"data\":{\"id\":\"a1\",\"x\":" + deep + "}}");

        Models.WriteResult result = await harness.RunAsync(() => harness.Client.Applications.UpdateAsync("a1", new()));

        Assert.Equal("a1", result.Id);
        Assert.Equal(deep, result.AdditionalProperties!["data"].GetProperty("x").GetRawText());
    }

    [Fact]
    public async Task Order_ValueThatIsDeeperThanCanBeSent_IsRefused()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK, $$"""{"x":{{new string('[', 999)}}{{new string(']', 999)}}}""");
        Models.AssessmentOrderResult result = await harness.OrderAsync();

        // One level further in than it came.
        var request = new Models.AssessmentOrderRequest { Job = new() { AdditionalProperties = result.AdditionalProperties } };
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.Assessments.OrderAsync(request));

        Assert.Equal("request", failure.ParamName);
        Assert.Single(harness.Stub.Sent);
    }

    /// <summary>It must not cost the order's id.</summary>
    [Theory]
    [InlineData("""{"id":"o1","x":"\ud800"}""", "\"\ufffd\"")]
    [InlineData("""{"id":"o1","x":"\ud800\ud83d\ude00"}""", "\"\ufffd\ud83d\ude00\"")]
    [InlineData("""{"id":"o1","x":[{"\uDC00":1}]}""", "[{\"\ufffd\":1}]")]
    public async Task Order_HalfOfASurrogatePairInAnUnknownMember_IsReplaced(string body, string expected)
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK, body);

        AssessmentOrderResult order = await harness.OrderAsync();

        Assert.Equal("o1", order.Id);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, order.AdditionalProperties!["x"]));
    }

    [Theory]
    [InlineData("""{"id":"o1","x":DEEP}""")]
    [InlineData("""{"id":7,"x":DEEP}""")]
    [InlineData("""{"x":DEEP,"id":"o1"} x""")]
    [InlineData("DEEP")]
    public async Task Order_DeeperThanCanBeSent_IsTyped(string body)
    {
        var harness = new Harness();
        harness.Stub.Answer(
            HttpStatusCode.OK,
            body.Replace("DEEP", new string('[', 1_000) + new string(']', 1_000), StringComparison.Ordinal));

        await Assert.ThrowsAsync<StackOneResponseException>(() => harness.OrderAsync());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(10_000)]
    public async Task Order_LongErrorBody_IsCutAndItsMembersKept(int cut)
    {
        var harness = new Harness();
        harness.Options.MaxErrorBytes = cut;
        harness.Stub.Answer(HttpStatusCode.Conflict, $$"""{"statusCode":409,"message":"taken","more":"{{new string('x', 1_000_000)}}"}""");

        var failure = await Assert.ThrowsAsync<StackOneConflictException>(() => harness.OrderAsync());

        Assert.Equal(cut, failure.RawBody.Length);
        Assert.Equal("taken", failure.Error?.Message);
        Assert.Equal(409, failure.Error?.StatusCode);
    }

    [Fact]
    public async Task Order_IdleBetweenBytes_CountsFromTheLastByte()
    {
        var harness = new Harness();
        harness.Options.IdleTimeout = TimeSpan.FromSeconds(20);
        TimeSpan pause = TimeSpan.FromSeconds(19);
        harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream(
            [Text("{\"id\":", pause, harness.Time), Text("\"o1\"", pause, harness.Time), Text("}", pause, harness.Time)])));

        Assert.Equal("o1", (await harness.OrderAsync()).Id);
    }

    [Fact]
    public async Task Order_StalledBody_ThrowsIdle()
    {
        var harness = new Harness();
        harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream([Text("{"), Stall()]), ("x-request-id", "req-1")));

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(() => harness.OrderAsync());

        Assert.Equal(StackOneTimeoutKind.Idle, failure.Kind);
        Assert.Equal("req-1", failure.RequestId);
        Assert.Equal(1, failure.Attempts);
        Assert.Contains("00:01:00", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Bytes that are there need no wait, however long it takes to read them.</summary>
    [Fact]
    public async Task Order_BodyReadSlowlyWithoutAWait_IsNotIdle()
    {
        var harness = new Harness();
        harness.Options.IdleTimeout = TimeSpan.FromSeconds(10);
        var first = new TaskCompletionSource<ReadOnlyMemory<byte>>();
        harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream(
        [
            _ => new(first.Task),
            token =>
            {
                harness.Time.Advance(TimeSpan.FromSeconds(20));
                token.ThrowIfCancellationRequested();
                return new(System.Text.Encoding.UTF8.GetBytes(StubHandler.OrderBody));
            },
        ])));

        Task<AssessmentOrderResult> order = harness.Client.Assessments.OrderAsync(Harness.Request);
        first.SetResult(new byte[] { (byte)' ' });

        Assert.NotNull((await order).Id);
    }

    [Fact]
    public async Task Order_DripFedBody_EndsWithTheAttempt()
    {
        var harness = new Harness();
        harness.Stub.Answer(_ => StubHandler.Streaming(
            new ScriptedStream(Enumerable.Repeat(Text(" ", TimeSpan.FromSeconds(1), harness.Time), 1000))));

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(() => harness.OrderAsync());

        Assert.Equal(StackOneTimeoutKind.Attempt, failure.Kind);
        Assert.Equal(harness.Options.AttemptTimeout, harness.Time.GetUtcNow() - harness.Stub.Sent.Single().At);
    }

    [Fact]
    public async Task Order_BodyRead_StreamIsDisposed()
    {
        var harness = new Harness();
        var stream = new ScriptedStream([Text(StubHandler.OrderBody)]);
        harness.Stub.Answer(_ => StubHandler.Streaming(stream));

        await harness.OrderAsync();

        Assert.True(stream.Disposed);
    }
}
