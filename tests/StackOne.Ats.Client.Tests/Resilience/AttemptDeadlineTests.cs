using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Resilience;

public class AttemptDeadlineTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly StackOneAtsClientOptions _options = new();

    /// <summary>Created late, so that a test can set options first.</summary>
    private AttemptDeadlines? _deadlines;

    private ManualTimer Timer => Assert.Single(_time.Timers);

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
        Assert.Equal(TimeSpan.FromSeconds(due), Timer.Due);

        _time.Now = TimeSpan.FromSeconds(due) - TimeSpan.FromTicks(1);
        Timer.Fire();
        Assert.Null(deadline.Expired);
        Assert.False(deadline.Token.IsCancellationRequested);
        Assert.Equal(TimeSpan.FromTicks(1), Timer.Due);

        _time.Now = TimeSpan.FromSeconds(due);
        Timer.Fire();
        Assert.Equal(limit, deadline.Expired);
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public void Begin_CallsTimeHasRunOut_TimerFiresAtOnce()
    {
        _time.Now = _options.TotalTimeout + TimeSpan.FromSeconds(1);
        AttemptDeadline deadline = Begin();

        Assert.Equal(TimeSpan.Zero, Timer.Due);
        Timer.Fire();
        Assert.Equal(StackOneTimeoutKind.Total, deadline.Expired);
    }

    [Fact]
    public void End_NotReusable_KeepsNothingAlive()
    {
        AttemptDeadline deadline = Begin();

        deadline.End(reusable: false);

        Assert.True(Timer.Disposed);
        Assert.Throws<ObjectDisposedException>(() => deadline.Token);
        _time.Now = _options.TotalTimeout;
        Timer.Fire();
        Assert.NotSame(deadline, Begin());
    }

    /// <summary>A body that arrives faster than it is read has no waits, however long it takes.</summary>
    [Fact]
    public void Expired_BytesHaveArrived_IsNotIdleUntilTheNextWait()
    {
        _options.IdleTimeout = TimeSpan.FromSeconds(30);
        AttemptDeadline deadline = Begin();
        deadline.WaitBegins();
        deadline.WaitEnds();

        _time.Now = _options.IdleTimeout;
        Timer.Fire();
        Assert.Null(deadline.Expired);

        deadline.WaitBegins();
        Timer.Due = null;
        _time.Now += _options.IdleTimeout;
        Timer.Fire();
        Assert.Equal(StackOneTimeoutKind.Idle, deadline.Expired);
    }

    [Fact]
    public void Start_AfterAnotherEnded_UsesItsTimerAsItIsSet()
    {
        AttemptDeadline first = Begin();
        first.WaitBegins();
        first.End(reusable: true);
        Timer.Due = null;

        _time.Now = TimeSpan.FromSeconds(50);
        AttemptDeadline second = Begin();
        second.WaitBegins();

        Assert.Same(first, second);
        Assert.Null(Timer.Due);

        // The timer fires when the first would have expired, and is set to when the second does.
        _time.Now = _options.IdleTimeout;
        Timer.Fire();
        Assert.Null(second.Expired);
        Assert.Equal(TimeSpan.FromSeconds(50), Timer.Due);

        _time.Now += TimeSpan.FromSeconds(50);
        Timer.Fire();
        Assert.Equal(StackOneTimeoutKind.Idle, second.Expired);
    }

    [Fact]
    public void Start_AfterAnotherEndedAndItsTimerFired_SetsTheTimer()
    {
        Begin().End(reusable: true);
        _time.Now = _options.AttemptTimeout;
        Timer.Due = null;
        Timer.Fire();
        Assert.Null(Timer.Due);

        AttemptDeadline second = Begin(_time.Now);

        Assert.Equal(_options.AttemptTimeout, Timer.Due);
        Assert.False(second.Token.IsCancellationRequested);
    }

    [Fact]
    public void Start_AfterAnotherWithALiftedLimit_HasTheLimit()
    {
        AttemptDeadline first = Begin();
        first.LiftAttemptLimit();
        first.End(reusable: true);

        AttemptDeadline second = Begin();
        _time.Now = _options.AttemptTimeout;
        Timer.Fire();

        Assert.Equal(StackOneTimeoutKind.Attempt, second.Expired);
    }

    [Fact]
    public void End_Expired_IsNotUsedAgain()
    {
        AttemptDeadline first = Begin();
        _time.Now = _options.AttemptTimeout;
        Timer.Fire();

        first.End(reusable: true);

        Assert.True(Timer.Disposed);
        Assert.NotSame(first, Begin());
    }

    [Fact]
    public async Task End_CanceledByTheCaller_IsNotUsedAgain()
    {
        using var caller = new CancellationTokenSource();
        AttemptDeadline first = Begin(caller: caller.Token);
        await caller.CancelAsync();
        Assert.True(first.Token.IsCancellationRequested);
        Assert.Null(first.Expired);

        first.End(reusable: true);

        Assert.True(Timer.Disposed);
        Assert.NotSame(first, Begin());
    }

    [Fact]
    public async Task End_CallerCancelsLater_DoesNotReachTheNextAttempt()
    {
        using var caller = new CancellationTokenSource();
        AttemptDeadline first = Begin(caller: caller.Token);
        first.End(reusable: true);
        AttemptDeadline second = Begin();

        await caller.CancelAsync();

        Assert.Same(first, second);
        Assert.False(second.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task End_CallbackLeftOnTheToken_IsNotCalledByTheNextAttempt()
    {
        bool called = false;
        AttemptDeadline first = Begin();
        first.Token.Register(() => called = true);
        first.End(reusable: true);
        using var caller = new CancellationTokenSource();
        AttemptDeadline second = Begin(caller: caller.Token);

        await caller.CancelAsync();

        Assert.Same(first, second);
        Assert.True(second.Token.IsCancellationRequested);
        Assert.False(called);
    }

    [Fact]
    public void End_MoreAtATimeThanAreKept_ReleasesTheOthers()
    {
        AttemptDeadline[] deadlines = [.. Enumerable.Range(0, 300).Select(_ => Begin())];

        Assert.All(deadlines, deadline => deadline.End(reusable: true));

        Assert.Equal(256, _time.Timers.Count(timer => !timer.Disposed));
    }

    [Fact]
    public void Dispose_Kept_ReleasesThemAndKeepsNoMore()
    {
        AttemptDeadline kept = Begin();
        AttemptDeadline late = Begin();
        kept.End(reusable: true);

        _deadlines!.Dispose();
        Assert.Equal([true, false], _time.Timers.Select(timer => timer.Disposed));

        late.End(reusable: true);
        Assert.Equal([true, true], _time.Timers.Select(timer => timer.Disposed));
    }

    private AttemptDeadline Begin(TimeSpan callStarted = default, CancellationToken caller = default)
    {
        AttemptDeadline deadline = (_deadlines ??= new(_options, _time)).Create(caller, closing: CancellationToken.None);
        deadline.Start(callStarted.Ticks, _options.TotalTimeout);
        return deadline;
    }
}
