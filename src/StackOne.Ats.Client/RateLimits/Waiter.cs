namespace StackOne.Ats.Client.RateLimits;

/// <summary>An attempt that waits for its turn. The one whose call started first comes first.</summary>
internal sealed record Waiter(string Account, long CallStarted, long Number) : IComparable<Waiter>
{
    private readonly TaskCompletionSource<long> _turn = new();

    /// <summary>Its number in the order of sending, once its turn has come.</summary>
    internal long Attempt { get; set; }

    internal Task<long> Turn => _turn.Task;

    public int CompareTo(Waiter? other) => (CallStarted, Number).CompareTo((other!.CallStarted, other.Number));

    /// <summary>Goes on, on this thread.</summary>
    internal void Continue() => _turn.SetResult(Attempt);

    /// <summary>Goes on, on another thread: what it does next may take long, or end on this thread and lead back here.</summary>
    internal void ContinueElsewhere() =>
        ThreadPool.UnsafeQueueUserWorkItem(static waiter => waiter.Continue(), this, preferLocal: false);
}
