namespace StackOne.Ats.Client.Tests.Support;

/// <summary>A clock whose timers fire only when the test fires them: those of a busy machine are late.</summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    internal TimeSpan Now { get; set; }

    /// <summary>The timers, in the order in which they were created.</summary>
    internal List<ManualTimer> Timers { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state));
        timer.Change(dueTime, period);
        Timers.Add(timer);
        return timer;
    }
}

internal sealed class ManualTimer(Action callback) : ITimer
{
    /// <summary>What the timer was last set to; null if it was not set.</summary>
    internal TimeSpan? Due { get; set; }

    internal bool Disposed { get; private set; }

    /// <summary>Called whenever the timer is set.</summary>
    internal Action? Changed { get; set; }

    internal void Fire() => callback();

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Due = dueTime;
        Changed?.Invoke();
        return true;
    }

    public void Dispose() => Disposed = true;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
