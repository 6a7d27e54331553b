using System.Globalization;
using System.Net;
using StackOne.Ats.Client.Pipeline;
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

        // With the grain of a timer.
        Assert.Equal(0.02 + double.Parse(retryAfter, CultureInfo.InvariantCulture), failure.RetryAfter!.Value.TotalSeconds);
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
    public async Task Order_LongAfterSeveralCoolDowns_IsNotHeldBack()
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        foreach ((string account, string retryAfter) in ((string, string)[])[("acc_1", "10"), ("acc_2", "20")])
        {
            harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", retryAfter));
            await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => OrderAsync(account, CancellationToken.None));
        }

        harness.Time.Advance(TimeSpan.FromSeconds(15));
        harness.Time.Advance(TimeSpan.FromSeconds(15));
        using var source = new CancellationTokenSource();
        harness.Stub.Hang().Hang();
        Task[] orders = [OrderAsync("acc_2", source.Token), OrderAsync("acc_2", source.Token)];

        Assert.Equal(4, harness.Stub.Sent.Count);
        source.Cancel();
        await Task.WhenAny(Task.WhenAll(orders));

        Task OrderAsync(string account, CancellationToken cancellationToken) =>
            harness.Client.ForAccount(account).Assessments.OrderAsync(Harness.Request, cancellationToken);
    }

    /// <summary>The timer lives as long as the client: it must not keep the context of the call that created the client.</summary>
    [Fact]
    public void Client_Created_ItsTimerKeepsNoExecutionContext()
    {
        var time = new ContextRecorder();

        using var client = new StackOneAtsClient(
            new StackOneAtsClientOptions { ApiKey = Harness.Key },
            new StubHandler(),
            PipelineServices.Default with { Time = time });

        Assert.Equal([true], time.FlowWasSuppressed);
        Assert.False(ExecutionContext.IsFlowSuppressed());
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

    private sealed class ContextRecorder : TimeProvider
    {
        internal List<bool> FlowWasSuppressed { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            FlowWasSuppressed.Add(ExecutionContext.IsFlowSuppressed());
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
