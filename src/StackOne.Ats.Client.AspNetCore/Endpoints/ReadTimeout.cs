using System.IO.Pipelines;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>Cancels the reads of a body after a time, and never after its end.</summary>
/// <remarks>
/// Not a token: the server logs an error if a read of the body was canceled by one. A timer that is disposed may still call back, and the server
/// throws if a body is canceled that has ended, so both are under a lock.
/// </remarks>
internal sealed class ReadTimeout : IDisposable
{
    private readonly object _lock = new();
    private readonly PipeReader _reader;
    private readonly ITimer _timer;
    private bool _hasEnded;
    private bool _hasFired;

    internal ReadTimeout(PipeReader reader, TimeSpan time, TimeProvider clock)
    {
        _reader = reader;
        _timer = clock.CreateTimer(static timeout => ((ReadTimeout)timeout!).Fire(), this, time, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends the reading. Returns whether the time was over before.</summary>
    internal bool End()
    {
        lock (_lock)
        {
            _hasEnded = true;
            return _hasFired;
        }
    }

    public void Dispose()
    {
        End();
        _timer.Dispose();
    }

    private void Fire()
    {
        lock (_lock)
        {
            if (!_hasEnded)
            {
                _hasFired = true;
                _reader.CancelPendingRead();
            }
        }
    }
}
