using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.RateLimits;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.RateLimits;

/// <summary>The line between the moment at which it is due and the firing of its timer, and while the timer fires.</summary>
public class WaitingLineTimerTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly WaitingLine _line;

    public WaitingLineTimerTests() => _line = new WaitingLine(new StackOneAtsClientOptions(), _time, () => 0, PipelineServices.Default.Queue);

    private ManualTimer Timer => _time.Timers[0];

    [Theory]
    [InlineData(10.02)]
    [InlineData(11)]
    public async Task Enter_LineIsDue_ThoseThatWaitAlreadyGoFirst(double now)
    {
        await RefuseAsync("a", 10);
        Task<long> first = Enter("a", started: 1);
        _time.Now = TimeSpan.FromSeconds(now);

        Task<long> newcomer = Enter("a", started: 2);
        Assert.Equal(2, _line.Waiting);
        Timer.Fire();

        Assert.True(first.IsCompletedSuccessfully);
        Assert.False(newcomer.IsCompleted);
    }

    [Fact]
    public async Task Enter_LineIsNotDue_NothingHoldsAnotherAccount()
    {
        await RefuseAsync("a", 10);
        Task<long> held = Enter("a");

        Assert.True(Enter("b").IsCompletedSuccessfully);
        Assert.False(held.IsCompleted);
    }

    [Fact]
    public async Task Enter_TimerIsLateAndNothingWaits_IsSentAtOnce()
    {
        await RefuseAsync("a", 10);
        _time.Now = TimeSpan.FromSeconds(11);

        Assert.True(Enter("a").IsCompletedSuccessfully);
    }

    /// <summary>An account without a cool-down frees no place for another.</summary>
    [Fact]
    public async Task Leave_FreesNoPlace_TheLineWaitsForItsTimer()
    {
        long other = await Enter("b");
        await RefuseAsync("a", 10);
        Task<long> waiting = Enter("a");
        _time.Now = TimeSpan.FromSeconds(11);

        _line.Leave("b", other, AttemptEnd.Taken, retryAfter: null);

        Assert.Equal(1, _line.Waiting);
        Timer.Fire();
        Assert.True(waiting.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Enter_TimeRunsOutJustAfterTheTurnHasCome_IsSent()
    {
        await RefuseAsync("a", 10);
        await RefuseAsync("b", 10.5);
        Task<long> waiting = Enter("a");

        FireAndMeanwhile(() => _time.Timers[1].Fire());

        Assert.Equal(3, await waiting);
    }

    [Fact]
    public async Task Enter_CancelledJustAfterTheTurnHasCome_GivesItsPlaceToTheNext()
    {
        await RefuseAsync("a", 10);
        await RefuseAsync("b", 10.5);
        using var source = new CancellationTokenSource();
        Task<long> first = Enter("a", started: 1, source.Token);
        Task<long> second = Enter("a", started: 2);

        FireAndMeanwhile(source.Cancel);

        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first)).CancellationToken);
        Assert.Equal(0, _line.Waiting);
        Assert.Equal(4, await second);
    }

    private Task<long> Enter(string account, long started = 0, CancellationToken cancellationToken = default) =>
        _line.EnterAsync(account, started, TimeSpan.FromMinutes(5), cancellationToken).AsTask();

    private async Task RefuseAsync(string account, double retryAfter) =>
        _line.Leave(account, await Enter(account), AttemptEnd.Refused, TimeSpan.FromSeconds(retryAfter));

    /// <summary>
    /// Fires the timer when the first cool-down has passed, and acts between the moment at which those that are ready leave the line and that
    /// at which they continue: the timer is then set for the other cool-down.
    /// </summary>
    private void FireAndMeanwhile(Action action)
    {
        int waiting = _line.Waiting;
        _time.Now = TimeSpan.FromSeconds(10.02);
        Timer.Changed = () =>
        {
            if (_line.Waiting < waiting)
            {
                Timer.Changed = null;
                action();
            }
        };
        Timer.Fire();
        Assert.Null(Timer.Changed);
    }
}
