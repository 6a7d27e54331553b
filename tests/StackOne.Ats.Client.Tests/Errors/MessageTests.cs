using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Errors;

/// <summary>What messages say, word for word: they are read by people in the middle of the night.</summary>
public class MessageTests
{
    public static TheoryData<int, string, string> Statuses { get; } = new()
    {
        { 300, "status 300", "Redirects are not followed, because they would send the account id and its data to another host: check BaseAddress. The request may have been processed: check before you call again." },
        { 302, "status 302", "Redirects are not followed, because they would send the account id and its data to another host: check BaseAddress. The request may have been processed: check before you call again." },
        { 399, "status 399", "Redirects are not followed, because they would send the account id and its data to another host: check BaseAddress. The request may have been processed: check before you call again." },
        { 400, "400 Bad Request", "The request is invalid: see Error and ProviderErrors for the reason." },
        { 401, "401 Unauthorized", "The API key is missing, wrong or revoked: check ApiKey." },
        { 402, "status 402", "See Error and RawBody for StackOne's response." },
        { 403, "403 Forbidden", "The API key lacks the permission, or has no access to this account: check the key's permissions in StackOne." },
        { 404, "404 Not Found", "The resource or the account does not exist: check the ids, and that BaseAddress is the address of the API." },
        { 407, "407 Proxy Authentication Required", "The proxy requires credentials: check the handler's proxy settings." },
        { 408, "408 Request Timeout", "The provider did not respond to StackOne in time: use WithHeartbeat if it is often slow. The request may have been processed: check before you call again." },
        { 409, "409 Conflict", "The request conflicts with the current state of the resource: see Error for the reason." },
        { 412, "412 Precondition Failed", "The linked account is disabled or expired: its owner must reconnect it in StackOne." },
        { 422, "422 Unprocessable Entity", "The provider rejected the content of the request: see Error for the reason." },
        { 429, "429 Too Many Requests", "The rate limit is exceeded: wait for RetryAfter, or send fewer requests at a time." },
        { 499, "status 499", "See Error and RawBody for StackOne's response." },
        { 500, "500 Internal Server Error", "StackOne failed to process the request: if this persists, contact StackOne's support with the request id. The request may have been processed: check before you call again." },
        { 501, "501 Not Implemented", "The provider behind the account does not support this operation: do not retry." },
        { 502, "502 Bad Gateway", "The provider behind the account failed or could not be reached: see Error for the reason. The request may have been processed: check before you call again." },
        { 503, "503 Service Unavailable", "StackOne failed to process the request: if this persists, contact StackOne's support with the request id. The request may have been processed: check before you call again." },
        { 504, "504 Gateway Timeout", "StackOne failed to process the request: if this persists, contact StackOne's support with the request id. The request may have been processed: check before you call again." },
        { 599, "status 599", "StackOne failed to process the request: if this persists, contact StackOne's support with the request id. The request may have been processed: check before you call again." },
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

    [Theory]
    [InlineData(401, "The API key is missing, wrong or revoked: check ApiKey.")]
    [InlineData(403, "The API key lacks the permission: accounts and connect sessions need the scope of the Platform API.")]
    [InlineData(412, "The linked account is disabled or expired: its owner must reconnect it in StackOne.")]
    public async Task GetAccount_ErrorStatus_SaysWhatToDo(int status, string advice)
    {
        var harness = new Harness();
        harness.Stub.Answer((HttpStatusCode)status, "{}");

        var failure = await Assert.ThrowsAnyAsync<StackOneApiException>(() => harness.Client.Accounts.GetAsync("acc_9"));

        Assert.Equal($"Accounts.GetAsync failed with {StatusMessages.Name((HttpStatusCode)status)}. {advice} (1 attempt)", failure.Message);
    }

    [Theory]
    [InlineData(429, "57", " (retry after 57 s)")]
    [InlineData(408, "1", " (retry after 1 s)")]
    [InlineData(503, "0", " (retry after 0 s)")]
    [InlineData(500, "7200.2", " (retry after 7201 s)")]
    [InlineData(429, "soon", "")]
    public async Task Order_RetryAfter_SaysHowLong(int status, string retryAfter, string expected)
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        harness.Stub.Answer((HttpStatusCode)status, headers: ("Retry-After", retryAfter));
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");

        var failure = await Assert.ThrowsAnyAsync<StackOneApiException>(() => harness.Client.Assessments.OrderAsync(Harness.Request));

        string name = StatusMessages.Name(failure.StatusCode);
        Assert.StartsWith($"Assessments.OrderAsync failed with {name}{expected}. ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.001, " (retry after 1 s)")]
    [InlineData(1, " (retry after 1 s)")]
    [InlineData(1.001, " (retry after 2 s)")]
    [InlineData(1e9, " (retry after 1000000000 s)")]
    [InlineData(9e11, " (retry after 3153600000 s)")]
    public async Task Order_RefusedByALimiterOfTheApplication_SaysHowLong(double seconds, string expected)
    {
        var harness = new Harness();
        using var limiter = new Refusing(TimeSpan.FromSeconds(seconds));
        harness.Options.RateLimiter = limiter;
        // It is not asked again.
        harness.Options.Retry.MaxRetryAfter = TimeSpan.Zero;

        var failure = await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());

        Assert.StartsWith($"Assessments.OrderAsync was not sent: the rate limit is exhausted{expected}. ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 36_500.0 * 86_400)), failure.RetryAfter);
    }

    private sealed class Refusing(TimeSpan retryAfter) : RateLimiter
    {
        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => new Refused(retryAfter);

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(new Refused(retryAfter));

        private sealed class Refused(TimeSpan retryAfter) : RateLimitLease
        {
            public override bool IsAcquired => false;

            public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

            public override bool TryGetMetadata(string metadataName, out object? metadata)
            {
                metadata = retryAfter;
                return metadataName == MetadataName.RetryAfter.Name;
            }
        }
    }

    public static TheoryData<string, string> Others { get; } = new()
    {
        { "refused", "could not connect. Check BaseAddress and the network. (1 attempt)" },
        { "reset", "lost its connection before the response was complete. The request may have been processed: check before you call again. (1 attempt)" },
        { "undecodable", "received a body that cannot be decoded. The request may have been processed: check before you call again. (1 attempt)" },
        { "handler", "failed in a message handler that the application added. The request may have been processed: check before you call again. (1 attempt)" },
        { "attempt", "received no complete response within AttemptTimeout (00:01:40). The request may have been processed: check before you call again. (1 attempt)" },
        { "total", "did not complete within TotalTimeout (00:00:30). The request may have been processed: check before you call again. (1 attempt)" },
        { "idle", "received no bytes for IdleTimeout (00:01:00). The request may have been processed: check before you call again. (1 attempt)" },
        { "silent", "received no bytes for IdleTimeout (00:01:00). The request may have been processed: check before you call again. (1 attempt)" },
        { "empty", "received a response that is empty. The request may have been processed: check before you call again. (1 attempt)" },
        { "null", "received a response that has another shape at the root of its JSON ($) than the contract describes. RawBody holds its beginning. The request may have been processed: check before you call again. (1 attempt)" },
        { "broken", "received a response that is not JSON ($.id, line 1, byte 7). RawBody holds its beginning. The request may have been processed: check before you call again. (1 attempt)" },
        { "long", "received a response that is longer than MaxResponseBytes allows. RawBody holds its beginning. The request may have been processed: check before you call again. (1 attempt)" },
        { "key", "could not be sent: ApiKeyProvider failed. (1 attempt)" },
        { "observer", "received status 200, but the callback given to OnResponse failed. The request may have been processed: check before you call again. (1 attempt)" },
        { "observer of an error", "failed with 409 Conflict. The request conflicts with the current state of the resource: see Error for the reason. The callback given to OnResponse failed as well: InnerException is what it threw. (1 attempt)" },
        { "cooling", "was not sent: the rate limit is exhausted (retry after 601 s). Wait for RetryAfter, if it is given, or send fewer requests at a time. (0 attempts)" },
        { "cooling again", "was not sent again: the rate limit is exhausted (retry after 86400 s). Wait for RetryAfter, if it is given, or send fewer requests at a time. (1 attempt)" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Order_OtherFailure_SaysWhatAndWhatToDo(string failure, string expected)
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        using var limiter = new TokenBucketRateLimiter(
            new() { TokenLimit = 1, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromDays(1), AutoReplenishment = false });
        StackOneAtsClient Client() => failure.StartsWith("observer", StringComparison.Ordinal) ? harness.Client.OnResponse(_ => throw new InvalidOperationException()) : harness.Client;
        switch (failure)
        {
            case "refused":
                harness.Stub.FailToConnect();
                break;
            case "reset":
                harness.Stub.Fail(() => new HttpRequestException("reset"));
                break;
            case "undecodable":
                harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream([ScriptedStream.Fail(new NotSupportedException())])));
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
                harness.Stub.Answer(HttpStatusCode.OK);
                break;
            case "observer of an error":
                harness.Stub.Answer(HttpStatusCode.Conflict);
                break;
            case "cooling":
                harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "600"));
                await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());
                break;
            case "cooling again":
                harness.Options.Retry.MaxRetries = 1;
                harness.Options.RateLimiter = limiter;
                harness.Stub.Answer(HttpStatusCode.TooManyRequests);
                break;
            default:
                harness.Options.MaxResponseBytes = 10;
                harness.Stub.Answer(HttpStatusCode.OK, failure switch { "empty" => "", "null" => "null", "broken" => """{"id":x}""", _ => "{            }" });
                break;
        }

        var thrown = await Assert.ThrowsAnyAsync<StackOneException>(
            () => harness.RunAsync(() => Client().Assessments.OrderAsync(Harness.Request)));

        Assert.Equal("Assessments.OrderAsync " + expected, thrown.Message);
        Assert.Equal(failure is "refused" or "reset", thrown.InnerException is HttpRequestException);
        Assert.Equal(thrown is StackOneTimeoutException, thrown.InnerException is OperationCanceledException);
        Assert.Equal(failure.StartsWith("cooling", StringComparison.Ordinal) ? "" : null, (thrown as StackOneTooManyRequestsException)?.RawBody);
    }
}
