namespace StackOne.Ats.Client.Testing.Hosting;

/// <summary>Counts the requests of a minute. Thread-safe.</summary>
/// <param name="perMinute">The number of requests that a minute admits; null for no limit.</param>
/// <param name="minute">The length of the minute, which tests shorten.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestLimit(int? perMinute, TimeSpan minute, TimeProvider time)
{
    private readonly object _gate = new();
    private long? _started;
    private int _count;

    /// <summary>Begins a new minute with the next request.</summary>
    internal void Reset()
    {
        lock (_gate)
        {
            _started = null;
        }
    }

    /// <summary>Counts a request. Returns the seconds until the minute ends if the request is over the limit, otherwise null.</summary>
    internal int? Count()
    {
        if (perMinute is null)
        {
            return null;
        }

        lock (_gate)
        {
            if (_started is not { } started || time.GetElapsedTime(started) >= minute)
            {
                _started = started = time.GetTimestamp();
                _count = 0;
            }

            // Rounded up, because a client that waits for the rounded-down time is refused again.
            return ++_count <= perMinute ? null : (int)Math.Ceiling((minute - time.GetElapsedTime(started)).TotalSeconds);
        }
    }
}
