namespace StackOne.Ats.Client.Resilience;

internal static class DetachedTimer
{
    /// <summary>
    /// Creates a timer, not yet set, that does not keep the execution context of the call that creates it: it outlives the call, and a context
    /// holds whatever the application put there.
    /// </summary>
    internal static ITimer CreateDetachedTimer(this TimeProvider time, TimerCallback callback, object state)
    {
        using AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        return time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
