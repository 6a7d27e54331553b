namespace StackOne.Ats.Client.Tests.Support;

/// <summary>
/// A clock, and the only thread of what it drives: timers and queued actions run on the thread that runs the clock, and the clock moves to the
/// next timer when nothing else is left to do. What happens depends on nothing but the order in which timers and actions were created.
/// </summary>
internal sealed class SimulatedTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly PriorityQueue<(Timer Timer, long Setting), (TimeSpan Due, long Setting)> _timers = new();
    private readonly Queue<Action> _actions = new();
    private long _settings;

    /// <summary>The time since the clock was created.</summary>
    internal TimeSpan Now { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override DateTimeOffset GetUtcNow() => Start + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Enqueue(Action action)
    {
        CheckThread();
        _actions.Enqueue(action);
    }

    /// <summary>Runs what there is to do up to a moment, which becomes the present.</summary>
    internal void RunUntil(TimeSpan end)
    {
        while (RunNext(end))
        {
        }

        Now = end;
    }

    /// <summary>Runs one queued action or, if there is none, the next timer, unless it is due after <paramref name="end"/>.</summary>
    /// <returns>Whether there was something to run.</returns>
    internal bool RunNext(TimeSpan end)
    {
        CheckThread();
        if (_actions.TryDequeue(out Action? action))
        {
            Run(action);
            return true;
        }

        while (_timers.TryPeek(out (Timer Timer, long Setting) next, out (TimeSpan Due, long Setting) at) && at.Due <= end)
        {
            _timers.Dequeue();
            if (next.Timer.Setting == next.Setting)
            {
                Now = at.Due;
                Run(next.Timer.Fire);
                return true;
            }
        }

        return false;
    }

    /// <summary>Runs an action without the test's synchronization context, so that continuations run in it and not on the thread pool.</summary>
    private static void Run(Action action)
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private void CheckThread()
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("Something continued on another thread.");
        }
    }

    private sealed class Timer(SimulatedTime time, Action fire) : ITimer
    {
        /// <summary>The number of the current setting, by which older ones are recognized.</summary>
        internal long Setting { get; private set; }

        internal void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.CheckThread();
            if (period > TimeSpan.Zero)
            {
                throw new NotSupportedException("Periodic timers are not simulated.");
            }

            Setting = ++time._settings;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                time._timers.Enqueue((this, Setting), (time.Now + dueTime, Setting));
            }

            return true;
        }

        public void Dispose() => Setting = 0;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
