using System.Net;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Errors;

/// <summary>What messages say, word for word: they are read by people in the middle of the night.</summary>
public class MessageTests
{
    public static TheoryData<int, string, string> Statuses { get; } = new()
    {
        { 300, "status 300", "Redirects are not followed, since they would carry the account and its data elsewhere: check BaseAddress. It may have been carried out all the same: look before calling again." },
        { 302, "status 302", "Redirects are not followed, since they would carry the account and its data elsewhere: check BaseAddress. It may have been carried out all the same: look before calling again." },
        { 399, "status 399", "Redirects are not followed, since they would carry the account and its data elsewhere: check BaseAddress. It may have been carried out all the same: look before calling again." },
        { 400, "400 Bad Request", "The request is not valid: Error and ProviderErrors say what to correct." },
        { 401, "401 Unauthorized", "The API key is missing, wrong or revoked: check ApiKey." },
        { 402, "status 402", "Error and RawBody hold what StackOne said." },
        { 403, "403 Forbidden", "The API key may not do this, or not on this account: check the key's permissions in StackOne." },
        { 404, "404 Not Found", "There is no such resource or account: check the ids, and that BaseAddress is the API's." },
        { 408, "408 Request Timeout", "StackOne gave up waiting for the provider: ask for heartbeats (WithHeartbeat) if it is often slow. It may have been carried out all the same: look before calling again." },
        { 409, "409 Conflict", "The resource is in a state that does not allow this: Error says more." },
        { 412, "412 Precondition Failed", "The linked account is disabled or expired: have its owner reconnect it in StackOne." },
        { 422, "422 Unprocessable Entity", "The provider cannot take what the request holds: Error says more." },
        { 429, "429 Too Many Requests", "The rate limit is used up: wait for RetryAfter, or send less at a time." },
        { 499, "status 499", "Error and RawBody hold what StackOne said." },
        { 500, "500 Internal Server Error", "The failure is on StackOne's side: name the request id to its support if it lasts. It may have been carried out all the same: look before calling again." },
        { 501, "501 Not Implemented", "The provider behind the account does not support this: calling again will not help." },
        { 502, "502 Bad Gateway", "The provider behind the account failed or could not be reached: Error says more. It may have been carried out all the same: look before calling again." },
        { 503, "503 Service Unavailable", "The failure is on StackOne's side: name the request id to its support if it lasts. It may have been carried out all the same: look before calling again." },
        { 504, "504 Gateway Timeout", "The failure is on StackOne's side: name the request id to its support if it lasts. It may have been carried out all the same: look before calling again." },
        { 599, "status 599", "The failure is on StackOne's side: name the request id to its support if it lasts. It may have been carried out all the same: look before calling again." },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Order_ErrorStatus_SaysWhatAndWhatToDo(int status, string name, string advice)
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        harness.Stub.Answer((HttpStatusCode)status, "{}");

        var failure = await Assert.ThrowsAnyAsync<StackOneApiException>(() => harness.OrderAsync());

        Assert.Equal($"Assessments.OrderAsync failed with {name}. {advice} (1 attempt)", failure.Message);
    }

    public static TheoryData<string, string> Others { get; } = new()
    {
        { "refused", "could not connect. Check BaseAddress and the network. (1 attempt)" },
        { "reset", "lost its connection before a whole answer came. It may have been carried out all the same: look before calling again. (1 attempt)" },
        { "handler", "failed in a message handler that the application added. It may have been carried out all the same: look before calling again. (1 attempt)" },
        { "attempt", "got no whole answer within AttemptTimeout (00:01:40). It may have been carried out all the same: look before calling again. (1 attempt)" },
        { "total", "was not finished within TotalTimeout (00:00:30). It may have been carried out all the same: look before calling again. (1 attempt)" },
        { "idle", "got nothing more of its answer for IdleTimeout (00:01:00). It may have been carried out all the same: look before calling again. (1 attempt)" },
        { "silent", "got nothing more of its answer for IdleTimeout (00:01:00). It may have been carried out all the same: look before calling again. (1 attempt)" },
        { "empty", "got an answer that is empty. It may have been carried out all the same: look before calling again. (1 attempt)" },
        { "null", "got an answer that is not the JSON that the contract describes. RawBody holds its beginning. It may have been carried out all the same: look before calling again. (1 attempt)" },
        { "shape", "got an answer that is not the JSON that the contract describes (line 1, byte 8). RawBody holds its beginning. It may have been carried out all the same: look before calling again. (1 attempt)" },
        { "long", "got an answer that is longer than MaxResponseBytes allows. RawBody holds its beginning. It may have been carried out all the same: look before calling again. (1 attempt)" },
        { "key", "could not be sent: ApiKeyProvider failed. (1 attempt)" },
        { "observer", "was answered with 409 Conflict, but the callback given to OnResponse failed. (1 attempt)" },
        { "cooling", "was not sent: the rate limit is used up. Wait for RetryAfter, if it is given, or send less at a time. (0 attempts)" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Order_OtherFailure_SaysWhatAndWhatToDo(string failure, string expected)
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        StackOneAtsClient Client() => failure == "observer" ? harness.Client.OnResponse(_ => throw new InvalidOperationException()) : harness.Client;
        switch (failure)
        {
            case "refused":
                harness.Stub.FailToConnect();
                break;
            case "reset":
                harness.Stub.Fail(() => new HttpRequestException("reset"));
                break;
            case "handler":
                harness.Stub.Fail(() => new InvalidOperationException());
                break;
            case "attempt":
                harness.Stub.Hang();
                break;
            case "total":
                harness.Options.TotalTimeout = TimeSpan.FromSeconds(30);
                harness.Stub.Hang();
                break;
            case "idle":
                harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream([ScriptedStream.Text("{"), ScriptedStream.Stall()])));
                break;
            case "silent":
                harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream([ScriptedStream.Stall()])));
                break;
            case "key":
                (harness.Options.ApiKey, harness.Options.ApiKeyProvider) = (null, _ => throw new InvalidOperationException());
                break;
            case "observer":
                harness.Stub.Answer(HttpStatusCode.Conflict);
                break;
            case "cooling":
                harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "600"));
                await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());
                break;
            default:
                harness.Options.MaxResponseBytes = 10;
                harness.Stub.Answer(HttpStatusCode.OK, failure switch { "empty" => "", "null" => "null", "shape" => """{"id":7}""", _ => "{            }" });
                break;
        }

        var thrown = await Assert.ThrowsAnyAsync<StackOneException>(
            () => harness.RunAsync(() => Client().Assessments.OrderAsync(Harness.Request)));

        Assert.Equal("Assessments.OrderAsync " + expected, thrown.Message);
        Assert.Equal(failure is "refused" or "reset", thrown.InnerException is HttpRequestException);
        Assert.Equal(thrown is StackOneTimeoutException, thrown.InnerException is OperationCanceledException);
        Assert.Equal(failure == "cooling" ? "" : null, (thrown as StackOneTooManyRequestsException)?.RawBody);
    }
}
