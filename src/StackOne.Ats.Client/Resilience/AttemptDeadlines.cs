using System.Collections.Concurrent;

namespace StackOne.Ats.Client.Resilience;

/// <summary>Creates the time limits of attempts, and reuses those of attempts that have ended.</summary>
internal sealed class AttemptDeadlines(StackOneAtsClientOptions options, TimeProvider time) : IDisposable
{
    /// <summary>How many are kept: as many calls as an application makes at a time, and few enough not to matter.</summary>
    private const int MostKept = 256;

    private readonly ConcurrentQueue<AttemptDeadline> _idle = new();
    private volatile bool _disposed;

    internal TimeProvider Time => time;

    internal StackOneAtsClientOptions Options => options;

    /// <summary>Creates the time limits of an attempt, which are to be started.</summary>
    /// <param name="caller">The caller's token. It cancels the attempt, too.</param>
    /// <param name="closing">Canceled when the client is disposed. It cancels the attempt, too.</param>
    internal AttemptDeadline Create(CancellationToken caller, CancellationToken closing)
    {
        AttemptDeadline deadline = _idle.TryDequeue(out AttemptDeadline? idle) ? idle : new AttemptDeadline(this);
        deadline.Link(caller, closing);
        return deadline;
    }

    /// <summary>Takes back a deadline that can be used again, or disposes it if there are enough of them.</summary>
    internal void Return(AttemptDeadline deadline)
    {
        if (_idle.Count >= MostKept)
        {
            deadline.Dispose();
            return;
        }

        _idle.Enqueue(deadline);
        if (_disposed)
        {
            DisposeIdle();
        }
    }

    /// <summary>Disposes those that are kept: their timers would keep the client in memory until they fire.</summary>
    public void Dispose()
    {
        _disposed = true;
        DisposeIdle();
    }

    private void DisposeIdle()
    {
        while (_idle.TryDequeue(out AttemptDeadline? idle))
        {
            idle.Dispose();
        }
    }
}
