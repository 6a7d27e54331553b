using System.Net;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests;

public class ViewTests
{
    [Fact]
    public async Task Views_Combined_VaryTheCallAndLeaveTheClientAsItWas()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK).Answer(HttpStatusCode.OK).Answer(HttpStatusCode.OK);
        StackOneAtsClient client = harness.Client;

        await client.ForAccount("acc_2").WithHeartbeat().Assessments.OrderAsync(Harness.Request);
        await client.WithHeartbeat().WithHeartbeat(false).ForAccount("acc_3").Assessments.OrderAsync(Harness.Request);
        await client.Assessments.OrderAsync(Harness.Request);

        Assert.Equal(["acc_2", "acc_3", "acc_1"], harness.Stub.Sent.Select(sent => sent.Headers["x-account-id"]));
        Assert.Equal([true, false, false], harness.Stub.Sent.Select(sent => sent.Headers.ContainsKey("Prefer")));
    }

    [Fact]
    public async Task OnResponse_Success_ShowsTheFinalResponse()
    {
        var harness = new Harness();
        harness.Stub
            .Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "3"))
            .Answer(HttpStatusCode.OK, headers: [("x-request-id", "req-2"), ("Preference-Applied", "respond-async, Heartbeat")]);
        var seen = new List<StackOneResponseInfo>();

        await harness.RunAsync(() => harness.Client.WithHeartbeat().OnResponse(seen.Add).OnResponse(seen.Add).Assessments.OrderAsync(Harness.Request));

        Assert.Equal(2, seen.Count);
        StackOneResponseInfo info = seen[0];
        Assert.Equal("Assessments.OrderAsync", info.Operation);
        Assert.Equal(HttpStatusCode.OK, info.StatusCode);
        Assert.Equal("req-2", info.RequestId);
        Assert.Equal(2, info.Attempts);
        Assert.Equal(TimeSpan.FromSeconds(3.02), info.Elapsed);
        Assert.True(info.HeartbeatApplied);
        Assert.Equal("application/json", info.Headers["content-type"].Single());
        Assert.Equal("200 after 2 attempt(s) in 3020 ms", info.ToString());
    }

    [Fact]
    public async Task OnResponse_Error_ShowsItBeforeTheThrow()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.NotFound, headers: ("Preference-Applied", "heartbeat"));
        StackOneResponseInfo? seen = null;

        await Assert.ThrowsAsync<StackOneNotFoundException>(
            () => harness.RunAsync(() => harness.Client.OnResponse(info => seen = info).Assessments.OrderAsync(Harness.Request)));

        Assert.Equal(HttpStatusCode.NotFound, seen?.StatusCode);
        // Not asked for, so nothing was applied.
        Assert.False(seen?.HeartbeatApplied);
    }

    /// <summary>The response, and the exception that its caller catches even if the callback throws; then whether the outcome is unknown.</summary>
    public static TheoryData<HttpStatusCode, string, Type, bool> Throwing { get; } = new()
    {
        { HttpStatusCode.OK, StubHandler.OrderBody, typeof(StackOneException), true },
        { HttpStatusCode.OK, "", typeof(StackOneResponseException), true },
        { HttpStatusCode.Conflict, "{}", typeof(StackOneConflictException), false },
        { HttpStatusCode.NotFound, """{"message":"gone"}""", typeof(StackOneNotFoundException), false },
        { HttpStatusCode.BadGateway, "<html>", typeof(StackOneBadGatewayException), true },
        { HttpStatusCode.Found, "", typeof(StackOneApiException), true },
        // After heartbeats.
        { HttpStatusCode.OK, """{"statusCode":412}""", typeof(StackOnePreconditionFailedException), false },
    };

    [Theory]
    [MemberData(nameof(Throwing))]
    public async Task OnResponse_ObserverThrows_TheResponsesExceptionCarriesItsException(
        HttpStatusCode status,
        string body,
        Type type,
        bool outcomeUnknown)
    {
        var harness = new Harness();
        harness.Stub.Answer(status, body, ("x-request-id", "req-1"));
        var thrown = new InvalidOperationException("mine");

        var failure = await Assert.ThrowsAnyAsync<StackOneException>(
            () => harness.RunAsync(() => harness.Client.OnResponse(_ => throw thrown).Assessments.OrderAsync(Harness.Request)));

        Assert.IsType(type, failure);
        Assert.Same(thrown, failure.InnerException);
        Assert.Equal(outcomeUnknown, failure.OutcomeUnknown);
        Assert.Equal("req-1", failure.RequestId);
        Assert.Equal(failure is StackOneApiException ? body : null, (failure as StackOneApiException)?.RawBody);
        Assert.Single(harness.Logger.Collector.GetSnapshot(), entry => entry.Id.Id == 4);
    }

    /// <summary>A success that is refused before it is read.</summary>
    [Theory]
    [InlineData(200, false)]
    [InlineData(206, true)]
    public async Task OnResponse_SuccessThatCannotBeUsed_IsShown(int status, bool isDownload)
    {
        var harness = new Harness { Options = { MaxResponseBytes = 1 } };
        harness.Stub.Answer((HttpStatusCode)status, "{}", ("x-request-id", "req-1"));
        List<StackOneResponseInfo> shown = [];
        StackOneAtsClient client = harness.Client.OnResponse(shown.Add);

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => isDownload
            ? client.Applications.DownloadDocumentAsync("a1", "d1")
            : client.Assessments.OrderAsync(Harness.Request));

        StackOneResponseInfo info = Assert.Single(shown);
        Assert.Equal(((HttpStatusCode)status, "req-1"), (info.StatusCode, info.RequestId));
        Assert.Equal(((HttpStatusCode)status, "req-1", !isDownload), (failure.StatusCode, failure.RequestId, failure.OutcomeUnknown));
    }

    [Fact]
    public async Task Client_Mocked_NeedsNoConnection()
    {
        StackOneAtsClient client = new MockClient();

        Assert.Equal("mocked", (await client.ForAccount("acc_9").Assessments.OrderAsync(new())).Id);
    }

    [Fact]
    public async Task Client_MockedButNotOverridden_SaysSo()
    {
        StackOneAtsClient client = new BareMockClient();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => client.WithHeartbeat().Assessments.OrderAsync(new()));

        Assert.Contains("Assessments.OrderAsync", failure.Message, StringComparison.Ordinal);
        Assert.Same(client, client.ForAccount("acc_9").OnResponse(_ => { }));
        client.Dispose();
    }

    private sealed class MockClient : StackOneAtsClient
    {
        public override AssessmentsClient Assessments { get; } = new MockAssessments();
    }

    private sealed class BareMockClient : StackOneAtsClient;

    private sealed class MockAssessments : AssessmentsClient
    {
        public override Task<AssessmentOrderResult> OrderAsync(AssessmentOrderRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new AssessmentOrderResult { Id = "mocked" });
    }

    [Fact]
    public async Task WithTotalTimeout_Passed_IsThatOfTheCallOnly()
    {
        var harness = new Harness();
        harness.Stub.Hang().Answer(HttpStatusCode.OK);

        var failure = await Assert.ThrowsAsync<StackOneTimeoutException>(
            () => harness.RunAsync(() => harness.Client.WithTotalTimeout(TimeSpan.FromSeconds(7)).Assessments.OrderAsync(Harness.Request)));

        Assert.Equal((StackOneTimeoutKind.Total, true), (failure.Kind, failure.OutcomeUnknown));
        Assert.Contains("did not complete within TotalTimeout (00:00:07)", failure.Message, StringComparison.Ordinal);
        await harness.OrderAsync();
    }

    /// <summary>The wait would be over after the view's timeout, and before the client's.</summary>
    [Fact]
    public async Task WithTotalTimeout_TooShortForARetry_ThrowsAtOnce()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "30"));

        var failure = await Assert.ThrowsAsync<StackOneTooManyRequestsException>(
            () => harness.RunAsync(() => harness.Client.WithTotalTimeout(TimeSpan.FromSeconds(20)).Assessments.OrderAsync(Harness.Request)));

        Assert.Equal((1, TimeSpan.FromSeconds(30)), (failure.Attempts, failure.RetryAfter));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(86_401)]
    public void WithTotalTimeout_OutOfRange_IsRefused(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>("totalTimeout", () => new Harness().Client.WithTotalTimeout(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task AccountId_OfTheCall_IsOnTheClientTheResponseAndTheException()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.NotFound);
        StackOneAtsClient client = harness.Client.ForAccount("acc_2");
        StackOneResponseInfo? seen = null;

        var failure = await Assert.ThrowsAsync<StackOneNotFoundException>(() => client.OnResponse(info => seen = info).Candidates.GetAsync("1"));

        Assert.Equal((Harness.Account, "acc_2", "acc_2", "acc_2"), (harness.Client.AccountId, client.AccountId, seen?.AccountId, failure.AccountId));
        Assert.Null(new StackOneAtsClient(new StackOneAtsClientOptions { ApiKey = "key", AccountId = "" }).AccountId);
    }
}
