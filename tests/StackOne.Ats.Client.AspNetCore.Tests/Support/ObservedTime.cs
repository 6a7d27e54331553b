using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace StackOne.Ats.Client.AspNetCore.Tests.Support;

/// <summary>A fake clock that says when a timer has been started, so that a test advances it neither too early nor after a sleep.</summary>
internal sealed class ObservedTime() : FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero))
{
    private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> _timers = [];

    /// <summary>Completes when a timer has been started that is due after a time.</summary>
    internal Task TimerAsync(TimeSpan due) => For(due).Task.WaitAsync(TestContext.Current.CancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        For(dueTime).TrySetResult();
        return timer;
    }

    private TaskCompletionSource For(TimeSpan due) => _timers.GetOrAdd(due, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
