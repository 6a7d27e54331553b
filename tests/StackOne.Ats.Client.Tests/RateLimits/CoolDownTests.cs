using System.Globalization;
using System.Net;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.RateLimits;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.RateLimits;

public class CoolDownTests
{
    [Theory]
    [InlineData(true, "acc_1", 10.02)]
    [InlineData(true, "acc_2", 0)]
    [InlineData(false, "acc_1", 0)]
    public async Task Order_AnotherCallWasRefused_WaitsIfItIsOfTheSameAccount(bool coolDown, string account, double waited)
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        harness.Options.Retry.CoolDown = coolDown;
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "10")).Answer(HttpStatusCode.OK);
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());

        await harness.RunAsync(() => harness.Client.ForAccount(account).Assessments.OrderAsync(Harness.Request));

        Assert.Equal(waited, harness.Waits.Single().TotalSeconds);
    }

    [Theory]
    [InlineData("200", 300)]
    [InlineData("60", 30)]
    public async Task Order_CoolDownTooLong_IsNotSentAndSaysHowLong(string retryAfter, double total)
    {
        var harness = new Harness();
        harness.Options.TotalTimeout = TimeSpan.FromSeconds(total);
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", retryAfter));
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());

        var failure = await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());

        Assert.Equal(TimeSpan.FromSeconds(double.Parse(retryAfter, CultureInfo.InvariantCulture)), failure.RetryAfter);
        Assert.Equal(0, failure.Attempts);
        Assert.False(failure.OutcomeUnknown);
        Assert.Single(harness.Stub.Sent);
    }

    [Fact]
    public async Task Order_CancelledWhileCoolingDown_ThrowsWithTheCallersToken()
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "10"));
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());
        using var source = new CancellationTokenSource();

        Task order = harness.Client.Assessments.OrderAsync(Harness.Request, source.Token);
        source.Cancel();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => order);
        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.Single(harness.Stub.Sent);
    }

    /// <summary>Behind 32 orders that hang, one waits for its turn, or for as long as a refusal could take.</summary>
    [Theory]
    [InlineData("cancel")]
    [InlineData("patience")]
    [InlineData("turn")]
    public async Task Order_EnoughUnderWay_WaitsForItsTurn(string end)
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        harness.Options.TotalTimeout = TimeSpan.FromSeconds(90);
        for (int i = 0; i < 32; i++)
        {
            harness.Stub.Hang();
        }

        harness.Stub.Answer(HttpStatusCode.OK);
        using var first = new CancellationTokenSource();
        Task[] hanging = [.. Enumerable.Range(0, 32).Select(_ => harness.Client.Assessments.OrderAsync(Harness.Request, first.Token))];
        using var source = new CancellationTokenSource();
        Task<AssessmentOrderResult> order = harness.Client.Assessments.OrderAsync(Harness.Request, source.Token);
        Assert.Equal(32, harness.Stub.Sent.Count);

        switch (end)
        {
            case "patience":
                harness.Time.Advance(TimeSpan.FromSeconds(1.02));
                Assert.Equal("o1", (await order).Id);
                break;
            case "cancel":
                source.Cancel();
                var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => order);
                Assert.Equal(source.Token, cancelled.CancellationToken);
                break;
            default:
                first.Cancel();
                Assert.Equal("o1", (await order).Id);
                break;
        }

        first.Cancel();
        await Task.WhenAny(Task.WhenAll(hanging));
    }

    [Theory]
    [InlineData("Fri, 31 Dec 2099 23:59:59 GMT")]
    [InlineData("9300000000")]
    [InlineData("9999999999999999999")]
    public async Task Order_CoolDownThatCannotBeMeant_IsAskedForAgainAfterAnHour(string retryAfter)
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", retryAfter));
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());

        harness.Time.Advance(TimeSpan.FromMinutes(57));
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());
        harness.Time.Advance(TimeSpan.FromMinutes(3));
        harness.Stub.Answer(HttpStatusCode.OK);
        await harness.OrderAsync();

        Assert.Equal(2, harness.Stub.Sent.Count);
    }

    [Fact]
    public async Task Order_LongWaitsAreWanted_CoolDownIsAsLong()
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetryAfter = TimeSpan.FromHours(2);
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "9000"));
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());

        harness.Time.Advance(TimeSpan.FromMinutes(114));
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());
        harness.Time.Advance(TimeSpan.FromMinutes(6));
        harness.Stub.Answer(HttpStatusCode.OK);
        await harness.OrderAsync();

        Assert.Equal(2, harness.Stub.Sent.Count);
    }

    /// <summary>The second that the gate waits for others' answers is its own, and not what the server asked for.</summary>
    [Fact]
    public async Task Order_NoWaitIsWanted_GatesOwnSecondIsWaitedFor()
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetryAfter = TimeSpan.Zero;
        using var source = new CancellationTokenSource();
        harness.Stub.Hang().Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "0")).Answer(HttpStatusCode.OK);
        Task other = harness.Client.Assessments.OrderAsync(Harness.Request, source.Token);

        Assert.Equal("o1", (await harness.OrderAsync()).Id);

        Assert.Equal(1.02, harness.Waits.Last().TotalSeconds);
        source.Cancel();
        await Task.WhenAny(other);
    }

    /// <summary>What ended without an answer was not taken, as far as anybody knows.</summary>
    [Fact]
    public async Task Order_OthersWereLost_OnlyOneGoesOutAfterTheCoolDown()
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        var answers = new TaskCompletionSource<HttpResponseMessage>();
        harness.Stub.Then((_, _) => answers.Task).Fail(() => new HttpRequestException("reset")).Fail(() => new HttpRequestException("reset"));
        Task refused = harness.Client.Assessments.OrderAsync(Harness.Request);
        await Assert.ThrowsAsync<StackOneConnectionException>(() => harness.OrderAsync());
        await Assert.ThrowsAsync<StackOneConnectionException>(() => harness.OrderAsync());
        answers.SetResult(StubHandler.Response(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "10")));
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => refused);
        harness.Stub.Hang().Hang().Hang();
        using var source = new CancellationTokenSource();

        Task[] orders = [.. Enumerable.Range(0, 3).Select(_ => harness.Client.Assessments.OrderAsync(Harness.Request, source.Token))];
        harness.Time.Advance(TimeSpan.FromSeconds(10.5));

        Assert.Equal(3 + 1, harness.Stub.Sent.Count);
        source.Cancel();
        await Task.WhenAny(Task.WhenAll(orders));
    }

    /// <summary>Nobody was ever refused: so short a limit is no reason to hold calls back for long.</summary>
    [Fact]
    public async Task Order_ShortTotalTimeout_AllGoOutInTime()
    {
        const int Calls = 200;
        var harness = new Harness();
        harness.Options.TotalTimeout = TimeSpan.FromSeconds(1);
        for (int i = 0; i < Calls; i++)
        {
            harness.Stub.Then(async (_, token) =>
            {
                await Never.ComesAsync<int>(TimeSpan.FromSeconds(0.5), harness.Time, token);
                return StubHandler.Response(HttpStatusCode.OK);
            });
        }

        await harness.RunAsync(() => Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => harness.Client.Assessments.OrderAsync(Harness.Request))));

        Assert.Equal(Calls, harness.Stub.Sent.Count);
    }

    /// <summary>Behind so many that hang its turn does not come, and no rate limit is to blame.</summary>
    [Fact]
    public async Task Order_TurnDoesNotComeInTime_IsATimeoutAndNotSent()
    {
        const int Calls = 1000;
        var harness = new Harness();
        // Half a second more than what a turn is waited for at a time.
        harness.Options.TotalTimeout = TimeSpan.FromSeconds(10.5);
        harness.Options.Retry.MaxRetries = 0;
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "0"));
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());
        for (int i = 0; i < Calls; i++)
        {
            harness.Stub.Hang();
        }

        Task[] orders = [.. Enumerable.Range(0, Calls).Select(_ => (Task)harness.Client.Assessments.OrderAsync(Harness.Request))];
        await harness.RunAsync(async () => await Task.WhenAny(Task.WhenAll(orders)));

        StackOneTimeoutException[] unsent =
        [
            .. orders.Select(order => Assert.IsType<StackOneTimeoutException>(order.Exception!.InnerException)).Where(failure => failure.Attempts == 0),
        ];
        Assert.Equal(1 + Calls - harness.Stub.Sent.Count, unsent.Length);
        Assert.NotEmpty(unsent);
        Assert.All(unsent, failure => Assert.Equal((StackOneTimeLimit.Total, false), (failure.Limit, failure.OutcomeUnknown)));
    }

    [Fact]
    public async Task Order_CancelledInLine_IsNoRetry()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "600"));
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());
        harness.Time.Advance(TimeSpan.FromSeconds(590));
        using var source = new CancellationTokenSource();
        int before = harness.Logger.Collector.Count;

        Task order = harness.Client.Assessments.OrderAsync(Harness.Request, source.Token);
        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => order);
        Assert.Equal([1, 5], harness.Logger.Collector.GetSnapshot().Skip(before).Select(record => record.Id.Id));
    }

    [Fact]
    public async Task Order_ManyAccounts_TheOneThatCoolsDownIsRemembered()
    {
        const int Accounts = 10_000;
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "60"));
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());
        for (int i = 0; i < Accounts; i++)
        {
            harness.Stub.Answer(HttpStatusCode.OK);
            await harness.Client.ForAccount($"acc-{i}").Assessments.OrderAsync(Harness.Request);
        }

        // The one that cools down is remembered, whatever the number.
        Task order = harness.Client.Assessments.OrderAsync(Harness.Request);
        harness.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(Accounts + 1, harness.Stub.Sent.Count);
        harness.Stub.Answer(HttpStatusCode.OK);
        harness.Time.Advance(TimeSpan.FromSeconds(2));
        await order;
    }

    [Fact]
    public async Task Enter_ManyAccounts_IdleOnesAreForgotten()
    {
        var harness = new Harness();
        var services = new PipelineServices(harness.Time, () => 0, harness.Logger);
        var admission = new Admission(harness.Options, services, new CallReporter(services));
        var operation = new Operation("id", "Things.Get", "GET", "/things", TakesPrefer: false);
        for (int i = 0; i < 10_000; i++)
        {
            var call = new ApiCall(operation, $"acc-{i}", heartbeat: false, observer: null);
            (await admission.EnterAsync(call, TimeSpan.FromMinutes(1), CancellationToken.None)).Return(call, 200);
        }

        var gates = (System.Collections.ICollection)typeof(Admission)
            .GetField("_gates", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!
            .GetValue(admission)!;
        Assert.InRange(gates.Count, 1, 4096);
    }

    /// <summary>On real sockets and a real clock: the server takes so many a second, and says so to the others.</summary>
    [Fact]
    public async Task Order_BurstBeyondTheLimit_NeedsFewRequestsMoreThanOrders()
    {
        const int Orders = 400;
        const int AWindow = 100;
        int window = -1;
        int taken = 0;
        object gate = new();
        long started = TimeProvider.System.GetTimestamp();
        await using var server = new LoopbackServer(exchange =>
        {
            lock (gate)
            {
                int now = (int)TimeProvider.System.GetElapsedTime(started).TotalSeconds;
                taken = now == window ? taken : 0;
                window = now;
                taken++;
            }

            return exchange.WriteAsync(taken <= AWindow
                ? LoopbackServer.Response("200 OK", StubHandler.OrderBody)
                : LoopbackServer.Response("429 Too Many Requests", "{}", "Retry-After: 1\r\n"));
        });
        using var client = new StackOneAtsClient(new() { ApiKey = "key", AccountId = "acc", BaseAddress = server.Address });

        await Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => client.Assessments.OrderAsync(Harness.Request)));

        int requests = server.Requests.Count;
        TestContext.Current.TestOutputHelper?.WriteLine($"{requests} requests for {Orders} orders");
        // Sent all at once they would have been 1000. The first second's limit has to be found out: 32 at once, and one more for each taken.
        Assert.InRange(requests, Orders, Orders + 170);
    }
}
