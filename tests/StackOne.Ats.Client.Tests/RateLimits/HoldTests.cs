using StackOne.Ats.Client.RateLimits;

namespace StackOne.Ats.Client.Tests.RateLimits;

/// <summary>When a hold lets the next attempt go, and when it is over. Moments are in seconds, and the patience is one.</summary>
public class HoldTests
{
    private readonly Hold _hold = new() { Until = TimeSpan.FromSeconds(10) };
    private long _attempt;

    [Theory]
    [InlineData(9, 10)]
    [InlineData(10, 10)]
    [InlineData(11, 11)]
    public void Turn_NothingWasSent_IsTheMomentOrNow(double now, double turn) => Assert.Equal(turn, Turn(now));

    [Fact]
    public void Turn_RoundIsFull_IsWhenItEndsAtTheLatest()
    {
        Send(10);

        Assert.Equal((11, 11, 11), (Turn(10), Turn(10.9), Turn(11)));
    }

    [Fact]
    public void IsOver_NobodyCame_FromItsMomentOn()
    {
        Assert.False(IsOver(9.99));
        Assert.True(IsOver(10));
    }

    [Fact]
    public void IsOver_SomethingIsUnderWay_AfterAWhileWithoutAWait()
    {
        Send(10);
        Assert.Equal((false, false, true), (IsOver(10), IsOver(10.99), IsOver(11)));

        // Another had to wait until 11, and was sent then.
        Assert.Equal(11, Turn(10.5));
        Assert.Equal((false, false, true), (IsOver(11), IsOver(11.99), IsOver(12)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void IsOver_AllIsAnswered_AtOnceIfNobodyWaits(bool nobodyWaits)
    {
        Send(10);
        Turn(10.2);
        _hold.Rounds.Answered(_attempt, wasSent: true);

        Assert.Equal(nobodyWaits, IsOver(10.3, nobodyWaits));
        Assert.Equal((false, true), (IsOver(11.9, nobodyWaits: false), IsOver(12, nobodyWaits: false)));
    }

    private void Send(double now) => _hold.Rounds.Sent(++_attempt, TimeSpan.FromSeconds(now));

    private double Turn(double now) => _hold.Turn(TimeSpan.FromSeconds(now), TimeSpan.FromSeconds(1)).TotalSeconds;

    private bool IsOver(double now, bool nobodyWaits = true) => _hold.IsOver(TimeSpan.FromSeconds(now), TimeSpan.FromSeconds(1), nobodyWaits);
}
