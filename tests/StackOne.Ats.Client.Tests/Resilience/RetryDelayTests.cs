using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Tests.Resilience;

public class RetryDelayTests
{
    private static readonly TimeSpan Plenty = TimeSpan.FromHours(1);

    [Theory]
    // Back-off: half of the doubled wait, up to the whole of it.
    [InlineData(0, null, 0, 0.25)]
    [InlineData(0, null, 0.5, 0.375)]
    [InlineData(3, null, 0, 2)]
    [InlineData(10, null, 0, 15)]
    [InlineData(99, null, 0, 15)]
    // A hint: itself and 20 ms for the grain of timers, and up to a tenth more, but 0.1 to 1 second.
    [InlineData(0, 0d, 0, 0.02)]
    [InlineData(0, 0d, 0.5, 0.07)]
    [InlineData(0, 4d, 0.5, 4.22)]
    [InlineData(0, 100d, 0.5, 100.52)]
    [InlineData(5, 4d, 0, 4.02)]
    public void Next_Wait_IsAsStated(int attempt, double? hint, double chance, double seconds)
    {
        TimeSpan? asked = hint is { } value ? TimeSpan.FromSeconds(value) : null;

        Assert.Equal(seconds, RetryDelay.Next(new(), attempt, asked, Plenty, chance)?.TotalSeconds);
    }

    [Theory]
    [InlineData(120, true)]
    [InlineData(120.001, false)]
    public void Next_HintBeyondTheCap_IsNotWaitedFor(double hint, bool waits) =>
        Assert.Equal(waits, RetryDelay.Next(new(), 0, TimeSpan.FromSeconds(hint), Plenty, 0) is not null);

    [Theory]
    [InlineData(5021, true)]
    [InlineData(5020, false)]
    [InlineData(1000, false)]
    [InlineData(-1, false)]
    public void Next_WaitBeyondTheCallsTime_IsNotBegun(int milliseconds, bool waits)
    {
        var remaining = new TimeSpan(milliseconds * TimeSpan.TicksPerMillisecond);

        Assert.Equal(waits, RetryDelay.Next(new(), 0, TimeSpan.FromSeconds(5), remaining, 0) is not null);
    }

    [Fact]
    public void Next_ZeroDelays_WaitsForNothing() =>
        Assert.Equal(
            TimeSpan.Zero,
            RetryDelay.Next(new() { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero }, 50, null, Plenty, 0.9));
}
