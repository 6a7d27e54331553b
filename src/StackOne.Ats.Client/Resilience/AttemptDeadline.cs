namespace StackOne.Ats.Client.Resilience;

/// <summary>
/// The time limits of one attempt, on one timer: the attempt's, the whole call's and, while the body is read, the idle limit.
/// </summary>
/// <remarks>
/// <para>
/// The first limit to run out cancels <see cref="Token"/>, and <see cref="Expired"/> contains it. A limit that moves further away does not
/// change the timer: when the timer fires too early, it is set again.
/// </para>
/// <para>
/// Polly's timeout strategy does not fit: once a heartbeat is applied, the attempt's limit ends with the headers, which only the reader of
/// the body knows.
/// </para>
/// </remarks>
internal sealed class AttemptDeadline : IDisposable
{
    private readonly StackOneAtsClientOptions _options;
    private readonly TimeProvider _time;
    private readonly long _callStarted;
    private readonly long _started;

    /// <summary>Also the lock that guards the fields that the timer's thread reads.</summary>
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private bool _attemptLimitLifted;
    private long? _lastByte;

    internal AttemptDeadline(StackOneAtsClientOptions options, TimeProvider time, long callStarted, CancellationToken caller)
    {
        _options = options;
        _time = time;
        _callStarted = callStarted;
        _started = time.GetTimestamp();
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        _timer = time.CreateTimer(
            static state => ((AttemptDeadline)state!).TimerFired(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        // Set only after _timer is assigned: it may fire immediately.
        SetTimer(Nearest(out _));
    }

    internal CancellationToken Token => _source.Token;

    /// <summary>The limit that ran out, if one did.</summary>
    internal StackOneTimeLimit? Expired { get; private set; }

    /// <summary>
    /// Lifts the attempt's limit: heartbeats show that the server is working, so only the idle limit and the call's limit apply from here
    /// on.
    /// </summary>
    internal void LiftAttemptLimit()
    {
        lock (_source)
        {
            _attemptLimitLifted = true;
        }
    }

    /// <summary>Restarts the idle limit when reading of the body begins and whenever bytes arrive.</summary>
    internal void BodyProgressed()
    {
        lock (_source)
        {
            bool first = _lastByte is null;
            _lastByte = _time.GetTimestamp();
            if (first)
            {
                SetTimer(Nearest(out _));
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void TimerFired()
    {
        lock (_source)
        {
            TimeSpan left = Nearest(out StackOneTimeLimit limit);
            if (left > TimeSpan.Zero)
            {
                SetTimer(left);
                return;
            }

            Expired = limit;
        }

        try
        {
            _source.Cancel();
        }
        catch (Exception exception) when (exception is ObjectDisposedException or AggregateException)
        {
            // The attempt ended while its timer was firing, or a callback of the application threw: on this thread, that would end the process.
        }
    }

    private void SetTimer(TimeSpan due) => _timer.Change(TimeSpanMath.Max(due, TimeSpan.Zero), Timeout.InfiniteTimeSpan);

    /// <summary>The time left until the first limit runs out.</summary>
    private TimeSpan Nearest(out StackOneTimeLimit limit)
    {
        long now = _time.GetTimestamp();
        TimeSpan left = _options.TotalTimeout - _time.GetElapsedTime(_callStarted, now);
        limit = StackOneTimeLimit.Total;

        TimeSpan attempt = _options.AttemptTimeout - _time.GetElapsedTime(_started, now);
        if (!_attemptLimitLifted && attempt < left)
        {
            left = attempt;
            limit = StackOneTimeLimit.Attempt;
        }

        if (_lastByte is { } lastByte && _options.IdleTimeout - _time.GetElapsedTime(lastByte, now) is var idle && idle < left)
        {
            left = idle;
            limit = StackOneTimeLimit.Idle;
        }

        return left;
    }
}
