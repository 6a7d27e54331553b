using System.Net;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Errors;

public class StatusTests
{
    private const string FullBody =
        """
        {"statusCode":STATUS,"message":"Bad Request","timestamp":"2023-05-30T00:00:00.000Z","data":{"statusCode":400,"message":"details","headers":{"content-type":"application/json","x-request-id":"5678"},"hint":[1]},"provider_errors":[{"status":422,"url":"https://api.example.com/v1/resource","raw":{"message":"Invalid input","codes":[1.50,"a"]},"headers":{"retry":"no"},"region":"eu"},{"raw":"plain text"}],"errorCode":"E-17","trace":{"id":7}}
        """;

    public static TheoryData<int, Type> Statuses { get; } = new()
    {
        { 400, typeof(StackOneBadRequestException) },
        { 401, typeof(StackOneUnauthorizedException) },
        { 403, typeof(StackOneForbiddenException) },
        { 404, typeof(StackOneNotFoundException) },
        { 408, typeof(StackOneRequestTimedOutException) },
        { 409, typeof(StackOneConflictException) },
        { 412, typeof(StackOnePreconditionFailedException) },
        { 422, typeof(StackOneUnprocessableEntityException) },
        { 429, typeof(StackOneTooManyRequestsException) },
        { 500, typeof(StackOneInternalServerErrorException) },
        { 501, typeof(StackOneNotImplementedException) },
        { 502, typeof(StackOneBadGatewayException) },
        // Not in the contract, but seen from proxies.
        { 503, typeof(StackOneApiException) },
        { 504, typeof(StackOneApiException) },
        { 402, typeof(StackOneApiException) },
        { 302, typeof(StackOneApiException) },
        { 304, typeof(StackOneApiException) },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Order_ErrorStatus_ThrowsItsExceptionWithEverything(int status, Type type)
    {
        string body = FullBody.Replace("STATUS", status.ToString(provider: null), StringComparison.Ordinal);
        StackOneApiException failure = await FailAsync(status, body, ("x-request-id", "req-1"), ("X-Extra", "a"), ("X-Extra", "b"), ("Retry-After", "600"));

        Assert.IsType(type, failure);
        Assert.Equal((HttpStatusCode)status, failure.StatusCode);
        Assert.Equal(body, failure.RawBody);
        Assert.Equal("req-1", failure.RequestId);
        Assert.Equal(["a", "b"], failure.Headers["x-extra"]);
        Assert.Equal("application/json", failure.Headers["CONTENT-TYPE"].Single());
        Assert.Equal(TimeSpan.FromMinutes(10), failure.RetryAfter);

        StackOneErrorBody error = failure.Error!;
        Assert.Equal(status, error.StatusCode);
        Assert.Equal("Bad Request", error.Message);
        Assert.Equal(new DateTimeOffset(2023, 5, 30, 0, 0, 0, TimeSpan.Zero), error.Timestamp);
        Assert.Equal((400, "details"), (error.Data!.StatusCode, error.Data.Message));
        Assert.Equal("5678", error.Data.Headers!.Value.GetProperty("x-request-id").GetString());
        Assert.Equal("[1]", error.Data.AdditionalProperties["hint"].GetRawText());
        Assert.Equal(["errorCode", "trace"], error.AdditionalProperties.Keys);
        Assert.Equal("E-17", error.AdditionalProperties["errorCode"].GetString());

        Assert.Equal(2, error.ProviderErrors.Count);
        StackOneProviderError provider = error.ProviderErrors[0];
        Assert.Equal((422, "https://api.example.com/v1/resource"), (provider.Status, provider.Url));
        Assert.Equal("""{"message":"Invalid input","codes":[1.50,"a"]}""", provider.Raw!.Value.GetRawText());
        Assert.Equal("""{"retry":"no"}""", provider.Headers!.Value.GetRawText());
        Assert.Equal("eu", provider.AdditionalProperties["region"].GetString());
        Assert.Equal("plain text", error.ProviderErrors[1].Raw!.Value.GetString());
        if (failure is StackOneBadRequestException badRequest)
        {
            Assert.Same(error.ProviderErrors, badRequest.ProviderErrors);
        }
    }

    /// <summary>Bodies that are not what the contract says, and what of them can be read all the same.</summary>
    public static TheoryData<string, string?, string?> Bodies { get; } = new()
    {
        { "", null, null },
        { "   ", null, null },
        { "null", null, null },
        { "[]", null, null },
        { "{}", null, null },
        { "<html><body>502 Bad Gateway</body></html>", null, null },
        { "\u0000\u0001", null, null },
        // Cut: what came before is kept.
        { """{"message":"taken","provider_errors":[{"raw""", "taken", "" },
        { """{"message":"taken","errorCode":"E""", "taken", "" },
        { """{"message":"tak""", null, null },
        // Of the wrong type: kept as it came.
        { """{"message":["a"],"statusCode":"x"}""", null, "message,statusCode" },
        { """{"message":"taken","timestamp":"yesterday"}""", "taken", "timestamp" },
        { """{"message":"taken","timestamp":"2020-01-01\ud800"}""", "taken", "timestamp" },
        { """{"message":"taken","data":"text"}""", "taken", "data" },
        { """{"message":"taken","provider_errors":{"raw":1}}""", "taken", "provider_errors" },
        { """{"message":"taken","statusCode":4e99}""", "taken", "statusCode" },
        // What no string can hold: the rest of it, and what stands beside it, is kept.
        { """{"message":"tak\ud800en"}""", "tak\ufffden", "" },
        { """{"\ud800":1,"message":"taken"}""", "taken", "\ufffd" },
        { """{"message":"first","message":"taken"}""", "taken", "" },
        { """{"message":null,"data":null,"provider_errors":null}""", null, "" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Order_ErrorWithOddBody_KeepsStatusAndWhatCanBeRead(string body, string? message, string? rest)
    {
        foreach ((int status, Type type) in Statuses.Select(row => row.Data))
        {
            StackOneApiException failure = await FailAsync(status, body);

            Assert.IsType(type, failure);
            Assert.Equal(body, failure.RawBody);
            Assert.Equal(message, failure.Error?.Message);
            Assert.Equal(rest, failure.Error is { } error ? string.Join(',', error.AdditionalProperties.Keys) : null);
        }
    }

    [Fact]
    public async Task Order_ErrorBody_IsNeitherInTheMessageNorInToString()
    {
        const string Personal = "jose@example.com";
        foreach ((int status, _) in Statuses.Select(row => row.Data))
        {
            StackOneApiException failure = await FailAsync(
                status,
                $$$"""{"message":"{{{Personal}}}","provider_errors":[{"raw":"{{{Personal}}}"}],"data":{"message":"{{{Personal}}}"}}""",
                ("X-Personal", Personal));

            Assert.DoesNotContain(Personal, failure.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Personal, failure.Error!.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Personal, failure.Error.Data!.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Personal, failure.Error.ProviderErrors[0].ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Order_ServerMessage_IsInTheMessageOnlyWhereWanted(bool wanted)
    {
        var harness = new Harness();
        harness.Options.ServerMessageInExceptions = wanted;
        harness.Stub.Answer(HttpStatusCode.Conflict, """{"message":"already ordered"}""");

        var failure = await Assert.ThrowsAsync<StackOneConflictException>(() => harness.OrderAsync());

        Assert.Equal(wanted, failure.Message.EndsWith("StackOne's message: already ordered", StringComparison.Ordinal));
    }

    /// <summary>What an error's body cannot be read for: the status and Retry-After count all the same.</summary>
    [Theory]
    [InlineData("reset")]
    [InlineData("corrupt")]
    [InlineData("stall")]
    public async Task Order_ErrorBodyBreaksOff_StatusAndRetryAfterCount(string fault)
    {
        var harness = new Harness();
        ScriptedStream.Step end = fault switch
        {
            "reset" => ScriptedStream.Fail(new HttpIOException(HttpRequestError.ResponseEnded)),
            "corrupt" => ScriptedStream.Fail(new InvalidOperationException("Decoder ran into invalid data.")),
            _ => ScriptedStream.Stall(),
        };
        for (int i = 0; i < 2; i++)
        {
            harness.Stub.Answer(_ =>
            {
                HttpResponseMessage response = StubHandler.Response((HttpStatusCode)(harness.Stub.Sent.Count == 1 ? 429 : 412), null, ("Retry-After", "9"));
                response.Content = new StreamContent(new ScriptedStream([ScriptedStream.Text("{\"message\":\"x\",\"more"), end]));
                return response;
            });
        }

        var failure = await Assert.ThrowsAsync<StackOnePreconditionFailedException>(() => harness.OrderAsync());

        Assert.Equal("x", failure.Error?.Message);
        Assert.Equal("{\"message\":\"x\",\"more", failure.RawBody);
        Assert.Equal(TimeSpan.FromSeconds(9), failure.RetryAfter);
        Assert.False(failure.OutcomeUnknown);
        Assert.True(harness.Waits.Single() >= TimeSpan.FromSeconds(9));
    }

    /// <summary>Bodies that are cut off just where a pooled segment ends.</summary>
    [Theory]
    [InlineData(4096, "nul")]
    [InlineData(4096, "tru")]
    [InlineData(4096 + 16384, "fals")]
    public async Task Order_BodyEndsWithItsMemory_KeepsStatusAndMembers(int length, string end)
    {
        string start = "{\"message\":\"x\",\"a\":\"";
        string rest = "\",\"b\":" + end;
        string body = start + new string('x', length - start.Length - rest.Length) + rest;

        Assert.Equal("x", (await FailAsync(409, body)).Error?.Message);
        Assert.Equal("x", (await FailAsync(409, body + "l,\"c\":1}", cut: length)).Error?.Message);
    }

    [Fact]
    public async Task Order_DeepMember_CostsNoOther()
    {
        string deep = new string('[', 100) + new string(']', 100);

        StackOneApiException failure = await FailAsync(409, $$"""{"detail":{{deep}},"message":"x"}""");

        Assert.Equal("x", failure.Error?.Message);
        Assert.Equal(deep, failure.Error?.AdditionalProperties["detail"].GetRawText());
    }

    /// <summary>Too deep to be read as JSON; RawBody has it.</summary>
    [Fact]
    public async Task Order_VeryDeepMember_CostsNoneBeforeIt()
    {
        string body = $$"""{"message":"x","detail":{{new string('[', 20_000)}}{{new string(']', 20_000)}},"timestamp":"2026-03-01T12:00:00Z"}""";

        StackOneApiException failure = await FailAsync(409, body);

        Assert.Equal("x", failure.Error?.Message);
        Assert.Empty(failure.Error!.AdditionalProperties);
        Assert.Equal(body, failure.RawBody);
    }

    /// <summary>Latin-1 where UTF-8 was meant, and unpaired surrogates: all that the application gets can be read.</summary>
    [Fact]
    public async Task Order_ErrorThatIsNoText_CanBeRead()
    {
        const string Body =
            """{"a":"é\ud800\"","message":"é","data":{"headers":{"é":"\udc00"},"é":1},"provider_errors":[{"raw":["\ud800\ud83d\ude00"],"headers":"é"}]}""";
        var harness = new Harness();
        harness.Stub.Answer(_ => new HttpResponseMessage(HttpStatusCode.Conflict)
        {
            Content = new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes(Body)),
        });

        var failure = await Assert.ThrowsAsync<StackOneConflictException>(() => harness.OrderAsync());

        StackOneErrorBody error = failure.Error!;
        Assert.Equal("\ufffd\ufffd\"", error.AdditionalProperties["a"].GetString());
        Assert.Equal("\ufffd", error.Message);
        Assert.Equal("\ufffd", error.Data!.Headers!.Value.GetProperty("\ufffd").GetString());
        Assert.Equal(["\ufffd"], error.Data.AdditionalProperties.Keys);
        Assert.Equal("\ufffd\ud83d\ude00", error.ProviderErrors[0].Raw!.Value[0].GetString());
        Assert.Equal("\ufffd", error.ProviderErrors[0].Headers!.Value.ToString());
        Assert.Equal(Body.Replace('é', '\ufffd'), failure.RawBody);
    }

    [Theory]
    [InlineData("""{"message":""}""")]
    [InlineData("""{"message":null}""")]
    [InlineData("<html>")]
    public async Task Order_NoServerMessage_AddsNothing(string body)
    {
        var harness = new Harness();
        harness.Options.ServerMessageInExceptions = true;
        harness.Stub.Answer(HttpStatusCode.Conflict, body);

        var failure = await Assert.ThrowsAsync<StackOneConflictException>(() => harness.OrderAsync());

        Assert.EndsWith("(1 attempt)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_ErrorBodyCannotEvenBeOpened_StatusCounts()
    {
        var harness = new Harness();
        harness.Stub.Answer(_ => new HttpResponseMessage(HttpStatusCode.Conflict) { Content = new Closed() });

        var failure = await Assert.ThrowsAsync<StackOneConflictException>(() => harness.OrderAsync());

        Assert.Equal("", failure.RawBody);
        Assert.Null(failure.Error);
    }

    private sealed class Closed : HttpContent
    {
        protected override Task<Stream> CreateContentReadStreamAsync() => throw new IOException("closed");

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new IOException("closed");

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    [Fact]
    public async Task Order_OddProviderErrors_AreAllKept()
    {
        StackOneApiException failure = await FailAsync(
            400,
            """{"message":"x","provider_errors":["text",7,null,{"status":"x","raw":null},{"\ud800":1}],"data":{"\ud800":1}}""");

        IReadOnlyList<StackOneProviderError> errors = failure.Error!.ProviderErrors;
        Assert.Equal(["\"text\"", "7", "null", null, null], errors.Select(error => error.Raw?.GetRawText()));
        Assert.Equal("x", errors[3].AdditionalProperties["status"].GetString());
        Assert.Equal(["\ufffd"], errors[4].AdditionalProperties.Keys);
        Assert.Equal(["\ufffd"], failure.Error.Data!.AdditionalProperties.Keys);
    }

    [Fact]
    public async Task Order_Error_MessageSaysWhatAndWhatToDo()
    {
        StackOneApiException failure = await FailAsync(412, "{}", ("x-request-id", "req-1"));

        Assert.Equal(
            "Assessments.OrderAsync failed with 412 Precondition Failed. The linked account is disabled or expired: its owner must "
            + "reconnect it in StackOne. (1 attempt, request id req-1)",
            failure.Message);
    }

    [Theory]
    [InlineData("req\u00e9")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task Order_RequestIdUnfitForALog_IsLeftOut(string id)
    {
        StackOneApiException failure = await FailAsync(412, "{}", ("x-request-id", id));

        Assert.Null(failure.RequestId);
    }

    /// <summary>Several ids, and the one that is StackOne's: the first that can be one.</summary>
    public static TheoryData<string[], string?> RequestIds { get; } = new()
    {
        { ["req-1", "gateway-1"], "req-1" },
        { ["req-1, gateway-1"], "req-1" },
        { ["req-1,gateway-1", "proxy-1"], "req-1" },
        { [" req-1 "], "req-1" },
        { ["", "req-1"], "req-1" },
        { [", ,req-1,"], "req-1" },
        { ["req\u00e9", "req-1"], "req-1" },
        { ["a b, req-1"], "req-1" },
        { [new string('x', 129), "req-1"], "req-1" },
        { [new string('x', 129) + ",req-1"], "req-1" },
        { [new string('x', 128) + ", req-1"], new string('x', 128) },
        { ["a b", "c d"], null },
        { [",", ""], null },
    };

    [Theory]
    [MemberData(nameof(RequestIds))]
    public async Task Order_SeveralRequestIds_TheFirstThatIsFitCounts(string[] ids, string? expected)
    {
        StackOneApiException failure = await FailAsync(412, "{}", [.. ids.Select(id => ("x-request-id", id))]);

        Assert.Equal(expected, failure.RequestId);
        Assert.Equal(ids, failure.Headers["x-request-id"]);
    }

    [Theory]
    [InlineData("req-2", "req-2")]
    [InlineData("a b", "req-1")]
    public async Task Order_SentAgain_TheLastRequestIdCounts(string id, string expected)
    {
        var harness = new Harness();
        harness.Stub
            .Answer(HttpStatusCode.TooManyRequests, headers: ("x-request-id", "req-1"))
            .Answer(HttpStatusCode.Conflict, headers: ("x-request-id", id));
        StackOneResponseInfo? info = null;

        var failure = await Assert.ThrowsAsync<StackOneConflictException>(
            () => harness.RunAsync(() => harness.Client.OnResponse(shown => info = shown).Assessments.OrderAsync(Harness.Request)));

        Assert.Equal(expected, failure.RequestId);
        // The callback is about one response.
        Assert.Equal(id == expected ? id : null, info!.RequestId);
    }

    [Fact]
    public async Task Order_EndlessRequestId_IsLeftOut() =>
        Assert.Null((await FailAsync(412, "{}", ("x-request-id", new string('x', 129)))).RequestId);

    private static Task<StackOneApiException> FailAsync(int status, string body, params (string, string)[] headers) =>
        FailAsync(status, body, 64 * 1024, headers);

    private static async Task<StackOneApiException> FailAsync(int status, string body, int cut, params (string, string)[] headers)
    {
        var harness = new Harness();
        harness.Options.MaxErrorBytes = cut;
        harness.Options.Retry.MaxRetries = 0;
        harness.Stub.Answer((HttpStatusCode)status, body, headers);
        return await Assert.ThrowsAnyAsync<StackOneApiException>(() => harness.OrderAsync());
    }
}
