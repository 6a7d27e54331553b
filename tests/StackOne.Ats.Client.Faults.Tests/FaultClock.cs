namespace StackOne.Ats.Client.Faults.Tests;

/// <summary>
/// A clock that stands still, so that no limit runs out because the machine is busy. What a client waits for between its attempts passes at
/// once; short limits run out when the test says so, and long ones never.
/// </summary>
internal sealed class FaultClock : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<Timer> _set = [];
    private TimeSpan _now;

    /// <summary>Whether short limits run out as soon as they are set.</summary>
    private bool _runsOut;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _now.Ticks;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets the short limits of this attempt run out: those that are running, and those that are set from now on.</summary>
    internal void RunOut()
    {
        lock (_gate)
        {
            _runsOut = true;
            foreach (Timer timer in _set.Where(IsShort).ToArray())
            {
                Fire(timer);
            }
        }
    }

    private void Set(Timer timer, TimeSpan time)
    {
        lock (_gate)
        {
            _set.Remove(timer);
            (timer.Time, timer.Due) = (time, _now + time);
            if (time == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            _set.Add(timer);
            bool isDelay = time <= Clients.LongestDelay;
            // A delay comes before another attempt.
            _runsOut &= !isDelay;
            if (isDelay || (_runsOut && IsShort(timer)))
            {
                Fire(timer);
            }
        }
    }

    private static bool IsShort(Timer timer) => timer.Time <= Clients.ShortLimit;

    private void Fire(Timer timer)
    {
        _set.Remove(timer);
        _now = timer.Due > _now ? timer.Due : _now;
        // On another thread, as timers do.
        ThreadPool.UnsafeQueueUserWorkItem(static fire => fire(), timer.Callback, preferLocal: false);
    }

    private sealed class Timer(FaultClock clock, Action callback) : ITimer
    {
        internal Action Callback => callback;

        /// <summary>What it was set to.</summary>
        internal TimeSpan Time { get; set; }

        internal TimeSpan Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Set(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Set(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
