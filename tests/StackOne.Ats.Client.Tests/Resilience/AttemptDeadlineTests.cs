using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Resilience;

public class AttemptDeadlineTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly StackOneAtsClientOptions _options = new();

    private ManualTimer Timer => Assert.Single(_time.Timers);

    /// <summary>The limits in seconds; the idle limit counts from the start. Of limits that run out together, the widest is reported.</summary>
    [Theory]
    [InlineData(300, 100, 60, StackOneTimeLimit.Idle, 60)]
    [InlineData(300, 100, 100, StackOneTimeLimit.Attempt, 100)]
    [InlineData(300, 100, 200, StackOneTimeLimit.Attempt, 100)]
    [InlineData(100, 100, 100, StackOneTimeLimit.Total, 100)]
    [InlineData(100, 100, 200, StackOneTimeLimit.Total, 100)]
    [InlineData(100, 200, 200, StackOneTimeLimit.Total, 100)]
    public void Expired_Limits_IsTheFirstToRunOut(double total, double attempt, double idle, StackOneTimeLimit limit, double due)
    {
        _options.TotalTimeout = TimeSpan.FromSeconds(total);
        _options.AttemptTimeout = TimeSpan.FromSeconds(attempt);
        _options.IdleTimeout = TimeSpan.FromSeconds(idle);
        using AttemptDeadline deadline = Begin();
        deadline.BodyProgressed();
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
        using AttemptDeadline deadline = Begin();

        Assert.Equal(TimeSpan.Zero, Timer.Due);
        Timer.Fire();
        Assert.Equal(StackOneTimeLimit.Total, deadline.Expired);
    }

    [Fact]
    public void Dispose_Timer_KeepsNothingAlive()
    {
        AttemptDeadline deadline = Begin();

        deadline.Dispose();

        Assert.True(Timer.Disposed);
        Assert.Throws<ObjectDisposedException>(() => deadline.Token);
        _time.Now = _options.TotalTimeout;
        Timer.Fire();
    }

    private AttemptDeadline Begin() => new(_options, _time, callStarted: 0, CancellationToken.None);
}
