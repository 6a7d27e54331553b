namespace CandidateSync;

/// <summary>Lets this process write only so much at a time.</summary>
/// <remarks>A SQLite file has one writer. Others would try again after 150 ms each, which takes longer than to wait for the turn.</remarks>
internal sealed class WriteTurns(int atATime) : IDisposable
{
    private readonly SemaphoreSlim _free = new(atATime);

    /// <summary>Waits for a turn, which ends when it is disposed.</summary>
    internal async Task<IDisposable> WaitAsync()
    {
        await _free.WaitAsync();
        return new Turn(_free);
    }

    public void Dispose() => _free.Dispose();

    private sealed class Turn(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
