using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Tests.Resilience;

public class AttemptDeadlineTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly StackOneAtsClientOptions _options = new();

    /// <summary>The limits in seconds; the idle limit counts from the start. Of limits that run out together, the widest is reported.</summary>
    [Theory]
    [InlineData(300, 100, 60, StackOneTimeoutKind.Idle, 60)]
    [InlineData(300, 100, 100, StackOneTimeoutKind.Attempt, 100)]
    [InlineData(300, 100, 200, StackOneTimeoutKind.Attempt, 100)]
    [InlineData(100, 100, 100, StackOneTimeoutKind.Total, 100)]
    [InlineData(100, 100, 200, StackOneTimeoutKind.Total, 100)]
    [InlineData(100, 200, 200, StackOneTimeoutKind.Total, 100)]
    public void Expired_Limits_IsTheFirstToRunOut(double total, double attempt, double idle, StackOneTimeoutKind limit, double due)
    {
        _options.TotalTimeout = TimeSpan.FromSeconds(total);
        _options.AttemptTimeout = TimeSpan.FromSeconds(attempt);
        _options.IdleTimeout = TimeSpan.FromSeconds(idle);
        AttemptDeadline deadline = Begin();
        deadline.WaitBegins();

        _time.Advance(TimeSpan.FromSeconds(due) - TimeSpan.FromTicks(1));
        Assert.Null(deadline.Expired);
        Assert.False(deadline.Token.IsCancellationRequested);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(limit, deadline.Expired);
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public void Start_CallsTimeHasRunOut_IsExpiredAtOnce()
    {
        long started = _time.GetTimestamp();
        _time.Advance(_options.TotalTimeout + TimeSpan.FromSeconds(1));

        Assert.Equal(StackOneTimeoutKind.Total, Begin(started).Expired);
    }

    /// <summary>A body that arrives faster than it is read has no waits, however long it takes.</summary>
    [Fact]
    public void Expired_BytesHaveArrived_IsNotIdleUntilTheNextWait()
    {
        _options.IdleTimeout = TimeSpan.FromSeconds(30);
        AttemptDeadline deadline = Begin();
        deadline.WaitBegins();
        deadline.WaitEnds();

        _time.Advance(_options.IdleTimeout);
        Assert.Null(deadline.Expired);

        deadline.WaitBegins();
        _time.Advance(_options.IdleTimeout);
        Assert.Equal(StackOneTimeoutKind.Idle, deadline.Expired);
    }

    /// <summary>The reader finds out later than the clock.</summary>
    [Fact]
    public void Expired_BytesArriveAsTheWaitRunsOut_IsIdle()
    {
        AttemptDeadline deadline = Begin();
        deadline.WaitBegins();
        _time.Advance(_options.IdleTimeout);

        deadline.WaitEnds();
        deadline.WaitBegins();

        Assert.Equal(StackOneTimeoutKind.Idle, deadline.Expired);
    }

    [Fact]
    public void Expired_HeadersArriveAsTheAttemptRunsOut_IsAttempt()
    {
        AttemptDeadline deadline = Begin();
        _time.Advance(_options.AttemptTimeout);

        deadline.LiftAttemptLimit();

        Assert.Equal(StackOneTimeoutKind.Attempt, deadline.Expired);
    }

    [Fact]
    public void Expired_AttemptLimitLifted_IsThatOfTheCall()
    {
        AttemptDeadline deadline = Begin();
        deadline.LiftAttemptLimit();

        _time.Advance(_options.TotalTimeout - TimeSpan.FromTicks(1));
        Assert.Null(deadline.Expired);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(StackOneTimeoutKind.Total, deadline.Expired);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Token_CanceledByTheCallerOrTheClient_IsNotExpired(bool byTheCaller)
    {
        using var source = new CancellationTokenSource();
        AttemptDeadline deadline = Begin(caller: byTheCaller ? source.Token : default, closing: byTheCaller ? default : source.Token);

        await source.CancelAsync();

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.Null(deadline.Expired);
    }

    [Fact]
    public async Task End_CallerCancelsLater_DoesNotReachTheNextAttempt()
    {
        using var caller = new CancellationTokenSource();
        for (int i = 0; i < 20; i++)
        {
            var ended = new AttemptDeadline(_options, TimeProvider.System, caller.Token, default);
            ended.Start(TimeProvider.System.GetTimestamp(), _options.TotalTimeout);
            ended.End(reusable: true);
        }

        AttemptDeadline[] next = [.. Enumerable.Range(0, 20).Select(_ => new AttemptDeadline(_options, TimeProvider.System, default, default))];
        await caller.CancelAsync();

        Assert.All(next, deadline => Assert.False(deadline.Token.IsCancellationRequested));
    }

    [Fact]
    public async Task End_CallbackLeftOnTheToken_IsNotCalledByTheNextAttempt()
    {
        bool called = false;
        var first = new AttemptDeadline(_options, TimeProvider.System, default, default);
        first.Token.Register(() => called = true);
        first.End(reusable: true);
        using var caller = new CancellationTokenSource();
        AttemptDeadline[] next = [.. Enumerable.Range(0, 300).Select(_ => new AttemptDeadline(_options, TimeProvider.System, caller.Token, default))];

        await caller.CancelAsync();

        Assert.All(next, deadline => Assert.True(deadline.Token.IsCancellationRequested));
        Assert.False(called);
    }

    /// <summary>Something may still use the token.</summary>
    [Fact]
    public void End_NotReusable_DisposesTheSource()
    {
        var deadline = new AttemptDeadline(_options, TimeProvider.System, default, default);

        deadline.End(reusable: false);

        Assert.Throws<ObjectDisposedException>(() => deadline.Token);
    }

    private AttemptDeadline Begin(long? callStarted = null, CancellationToken caller = default, CancellationToken closing = default)
    {
        var deadline = new AttemptDeadline(_options, _time, caller, closing);
        deadline.Start(callStarted ?? _time.GetTimestamp(), _options.TotalTimeout);
        return deadline;
    }
}
