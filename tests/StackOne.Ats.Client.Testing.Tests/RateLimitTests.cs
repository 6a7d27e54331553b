using System.Net;
using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing.Tests;

public sealed class RateLimitTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_OverTheLimit_Are429UntilTheMinuteEnds()
    {
        await using StackOneSandbox sandbox = Start(requestsPerMinute: 3);
        using HttpClient http = sandbox.Http();
        using HttpClient other = sandbox.Http(account: "account-2");

        await AssertTakenAsync(http, times: 2);
        _time.Advance(TimeSpan.FromSeconds(20.5));
        await AssertTakenAsync(other, times: 1);
        await AssertRefusedAsync(http, retryAfter: "40");
        _time.Advance(TimeSpan.FromSeconds(39));
        await AssertRefusedAsync(other, retryAfter: "1");
        _time.Advance(TimeSpan.FromSeconds(1));
        await AssertTakenAsync(http, times: 3);
        await AssertRefusedAsync(http, retryAfter: "60");
    }

    [Fact]
    public async Task Requests_WithoutSettings_AreLimitedTo1000()
    {
        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = _time });
        using HttpClient http = sandbox.Http();

        await AssertTakenAsync(http, times: 1000);
        await AssertRefusedAsync(http, retryAfter: "60");
    }

    [Fact]
    public async Task Requests_LimitOff_AreAllTaken()
    {
        await using StackOneSandbox sandbox = Start(requestsPerMinute: null);
        using HttpClient http = sandbox.Http();

        await AssertTakenAsync(http, times: 1001);
    }

    [Fact]
    public async Task Requests_WithoutKeyOrPath_DoNotCount()
    {
        await using StackOneSandbox sandbox = Start(requestsPerMinute: 1);
        using HttpClient http = sandbox.Http();
        using var stranger = new HttpClient { BaseAddress = sandbox.BaseAddress };

        using (HttpResponseMessage unauthorized = await stranger.SendAsync("GET", "jobs/job-1"))
        using (HttpResponseMessage elsewhere = await http.SendAsync("GET", "elsewhere"))
        {
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NotFound), (unauthorized.StatusCode, elsewhere.StatusCode));
        }

        await AssertTakenAsync(http, times: 1);
    }

    [Fact]
    public async Task Requests_OverTheLimit_LeaveTheScriptAlone()
    {
        await using StackOneSandbox sandbox = Start(requestsPerMinute: 1);
        using HttpClient http = sandbox.Http();

        await AssertTakenAsync(http, times: 1);
        sandbox.Next(SandboxAnswer.Status(409));
        await AssertRefusedAsync(http, retryAfter: "60");
        _time.Advance(TimeSpan.FromMinutes(1));
        using HttpResponseMessage response = await http.SendAsync("GET", "jobs/job-1");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Fact]
    public async Task Client_OverTheLimit_ThrowsWithRetryAfter()
    {
        await using StackOneSandbox sandbox = Start(requestsPerMinute: 1);
        using StackOneAtsClient client = sandbox.Client();

        await client.Assessments.OrderAsync(new AssessmentOrderRequest(), Cancel);
        var error = await Assert.ThrowsAsync<StackOneTooManyRequestsException>(
            () => client.Assessments.OrderAsync(new AssessmentOrderRequest(), Cancel));

        Assert.Equal(TimeSpan.FromMinutes(1), error.RetryAfter);
        Assert.Single(sandbox.Orders);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Start_LimitBelowOne_IsRefused(int requests) => Assert.Equal(
        nameof(StackOneSandboxOptions.RequestsPerMinute),
        Assert.Throws<ArgumentOutOfRangeException>(() => Start(requests)).ParamName);

    private StackOneSandbox Start(int? requestsPerMinute) =>
        StackOneSandbox.Start(new StackOneSandboxOptions { RequestsPerMinute = requestsPerMinute, TimeProvider = _time });

    private static async Task AssertTakenAsync(HttpClient http, int times)
    {
        for (int i = 0; i < times; i++)
        {
            using HttpResponseMessage response = await http.SendAsync("GET", "jobs/job-1?fields=id");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    private static async Task AssertRefusedAsync(HttpClient http, string retryAfter)
    {
        using HttpResponseMessage response = await http.SendAsync("GET", "jobs/job-1");
        Assert.Equal([retryAfter], response.Headers.GetValues("Retry-After"));
        await response.AssertErrorAsync(429, "Too many requests");
    }
}
