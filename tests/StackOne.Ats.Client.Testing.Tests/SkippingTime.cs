namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>A clock whose waits end at once and count as passed, however busy the machine is.</summary>
internal sealed class SkippingTime : TimeProvider
{
    private long _passed;

    /// <summary>How long was waited.</summary>
    internal TimeSpan Passed => TimeSpan.FromTicks(Interlocked.Read(ref _passed));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Passed;

    public override long GetTimestamp() => Passed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Add(ref _passed, dueTime.Ticks);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
