using System.Net;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Api;

/// <summary>Calls of what the library has no method for.</summary>
public class AnyOperationTests
{
    private readonly Harness _harness = new();

    [Fact]
    public async Task Send_Json_IsSentAndReturnedUnchanged()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, """[{"a":1.50,"a":2,"b":null}]""");

        JsonNode? response = await _harness.Client.WithHeartbeat().SendAsync(HttpMethod.Post, "/new/things?x=a%20b", new JsonObject { ["n"] = 1 });

        SentRequest sent = Assert.Single(_harness.Stub.Sent);
        Assert.Equal(
            ("POST", "https://api.example.com/new/things?x=a%20b", """{"n":1}""", Harness.Account, "heartbeat"),
            (sent.Method, sent.Address.AbsoluteUri, sent.Body, sent.Headers["x-account-id"], sent.Headers["Prefer"]));
        Assert.Equal("""[{"a":2,"b":null}]""", response?.ToJsonString());
    }

    /// <summary>A POST or PATCH without JSON has an empty body, which is not JSON.</summary>
    [Theory]
    [InlineData("POST", "")]
    [InlineData("PATCH", "")]
    [InlineData("PUT", null)]
    [InlineData("DELETE", null)]
    public async Task Send_WithoutJson_SendsNone(string method, string? body)
    {
        string? type = null;
        _harness.Stub.Answer(request =>
        {
            type = request.Content?.Headers.ContentType?.ToString();
            return StubHandler.Response(HttpStatusCode.OK, "");
        });

        await _harness.Client.SendAsync(new HttpMethod(method), "/new/things");

        Assert.Equal((body, null), (Assert.Single(_harness.Stub.Sent).Body, type));
    }

    [Theory]
    [InlineData(250)]
    [InlineData(5_000)]
    public async Task Send_LongJson_IsSentWhole(int count)
    {
        var json = new JsonArray([.. Enumerable.Range(0, count).Select(i => JsonValue.Create(i))]);
        _harness.Stub.Answer(HttpStatusCode.OK, "");

        await _harness.Client.SendAsync(HttpMethod.Post, "/new/things", json);

        Assert.Equal(json.ToJsonString(), Assert.Single(_harness.Stub.Sent).Body);
    }

    [Fact]
    public async Task Send_ResponseWithALoneSurrogate_IsReadWithTheReplacementCharacter()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, """["\ud800"]""");

        JsonNode? response = await _harness.Client.SendAsync(HttpMethod.Get, "/x");

        Assert.Equal("\uFFFD", response![0]!.GetValue<string>());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("null")]
    public async Task Send_ResponseWithoutJson_IsNull(string body)
    {
        _harness.Stub.Answer(HttpStatusCode.OK, body);

        Assert.Null(await _harness.Client.SendAsync(HttpMethod.Delete, "/new/things/1"));
    }

    [Fact]
    public async Task Send_WithoutAnAccount_SendsNone()
    {
        _harness.Options.AccountId = null;
        _harness.Stub.Answer(HttpStatusCode.Forbidden);

        var failure = await Assert.ThrowsAsync<StackOneForbiddenException>(() => _harness.Client.SendAsync(HttpMethod.Get, "/accounts"));

        Assert.False(_harness.Stub.Sent[0].Headers.ContainsKey("x-account-id"));
        Assert.Equal(("SendAsync", null), (failure.Operation, failure.AccountId));
    }

    [Theory]
    [InlineData("GET", 3)]
    [InlineData("PUT", 3)]
    [InlineData("POST", 1)]
    [InlineData("PATCH", 1)]
    public async Task Send_BadGateway_IsRetriedAsAnOperationWithTheMethod(string method, int attempts)
    {
        _harness.Options.Retry.MaxRetries = 2;
        for (int i = 0; i < attempts; i++)
        {
            _harness.Stub.Answer(HttpStatusCode.BadGateway);
        }

        var failure = await Assert.ThrowsAsync<StackOneBadGatewayException>(
            () => _harness.RunAsync(() => _harness.Client.SendAsync(new HttpMethod(method), "/x", new JsonObject())));

        Assert.Equal((attempts, method != "GET"), (failure.Attempts, failure.OutcomeUnknown));
    }

    [Fact]
    public async Task Send_ResponseThatIsNotJson_IsATypedException()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, "<html>");

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => _harness.Client.SendAsync(HttpMethod.Get, "/x"));

        Assert.Equal("<html>", failure.RawBody);
    }

    /// <summary>The key must not leave for another host, nor the path its prefix.</summary>
    [Theory]
    [InlineData("GET", "", "path")]
    [InlineData("GET", "x", "path")]
    [InlineData("GET", "https://elsewhere.example/x", "path")]
    [InlineData("GET", "/../x", "path")]
    [InlineData("GET", "/a/%2e%2e/%2e%2e/x", "path")]
    [InlineData("GET", "/x#y", "path")]
    [InlineData("GET", "/x\\y", "path")]
    [InlineData("GET", "/x\r\ny", "path")]
    [InlineData("HEAD", "/x", "method")]
    [InlineData("OPTIONS", "/x", "method")]
    public async Task Send_UnusablePathOrMethod_IsRefusedAndNothingSent(string method, string path, string parameter)
    {
        _harness.Options.BaseAddress = new("https://api.example.com/prefix");

        await Assert.ThrowsAsync<ArgumentException>(parameter, () => _harness.Client.SendAsync(new HttpMethod(method), path));

        Assert.Empty(_harness.Stub.Sent);
    }

    [Fact]
    public async Task Send_PathThatLooksLikeAHost_StaysAtThisOne()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, "{}");

        await _harness.Client.SendAsync(HttpMethod.Get, "//elsewhere.example/x");

        Assert.Equal("api.example.com", _harness.Stub.Sent[0].Address.Host);
    }

    [Fact]
    public async Task Send_CanceledOrDisposed_ThrowsAsEveryCallDoes()
    {
        using var source = new CancellationTokenSource();
        _harness.Stub.Then((_, token) =>
        {
            source.Cancel();
            return Never.ComesAsync<HttpResponseMessage>(token);
        });

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _harness.Client.SendAsync(HttpMethod.Get, "/x", cancellationToken: source.Token));
        _harness.Client.Dispose();
        var disposed = await Assert.ThrowsAsync<ObjectDisposedException>(() => _harness.Client.SendAsync(HttpMethod.Get, "/x"));

        Assert.Equal(source.Token, canceled.CancellationToken);
        Assert.Equal(nameof(StackOneAtsClient), disposed.ObjectName);
    }
}
