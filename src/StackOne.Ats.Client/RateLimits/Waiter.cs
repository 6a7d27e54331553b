namespace StackOne.Ats.Client.RateLimits;

/// <summary>An attempt that waits for its turn, ordered by when its call started.</summary>
internal sealed class Waiter(string account, long callStarted, long number) : IComparable<Waiter>
{
    // The lane chooses the thread on which an attempt continues, so its continuations run where the result is set.
    private readonly TaskCompletionSource<long> _turn = new();
    private readonly (long CallStarted, long Number) _age = (callStarted, number);

    internal string Account => account;

    /// <summary>The attempt's number in the order of turns; 0 until its turn has come.</summary>
    internal long Attempt { get; set; }

    internal Task<long> Turn => _turn.Task;

    public int CompareTo(Waiter? other) => _age.CompareTo(other!._age);

    /// <summary>Continues the attempt on this thread.</summary>
    internal void Continue() => _turn.SetResult(Attempt);
}
