namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// The time limits of one attempt on one timer: the attempt's, the whole call's, and, while a body is read, the idle limit. Whichever is
/// nearest cancels <see cref="Token"/>, and <see cref="Expired"/> says which it was.
/// </summary>
/// <remarks>
/// Polly's timeout strategy cannot serve here: once a heartbeat is applied the attempt's limit ends with the headers, and only the reader of
/// the body knows that.
/// </remarks>
internal sealed class AttemptDeadline : IDisposable
{
    private readonly StackOneAtsClientOptions _options;
    private readonly TimeProvider _time;
    private readonly long _callStarted;
    private readonly long _started;
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private readonly object _gate = new();
    private bool _attemptLimitLifted;
    private StackOneTimeLimit _armed;

    internal AttemptDeadline(StackOneAtsClientOptions options, TimeProvider time, long callStarted, CancellationToken caller)
    {
        _options = options;
        _time = time;
        _callStarted = callStarted;
        _started = time.GetTimestamp();
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        TimeSpan due = Nearest(inBody: false, out _armed);
        _timer = time.CreateTimer(static state => ((AttemptDeadline)state!).Expire(), this, due, Timeout.InfiniteTimeSpan);
    }

    internal CancellationToken Token => _source.Token;

    /// <summary>The limit that ran out, if one did.</summary>
    internal StackOneTimeLimit? Expired { get; private set; }

    /// <summary>Heartbeats show that the server is at work: from here on only silence and the whole call's time count.</summary>
    internal void LiftAttemptLimit() => _attemptLimitLifted = true;

    /// <summary>Bytes of the body are awaited: the idle limit counts from now.</summary>
    internal void AwaitBody()
    {
        lock (_gate)
        {
            _timer.Change(Nearest(inBody: true, out _armed), Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Expire()
    {
        lock (_gate)
        {
            Expired = _armed;
        }

        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended while its timer was firing.
        }
    }

    private TimeSpan Nearest(bool inBody, out StackOneTimeLimit limit)
    {
        long now = _time.GetTimestamp();
        TimeSpan due = _options.TotalTimeout - _time.GetElapsedTime(_callStarted, now);
        limit = StackOneTimeLimit.Total;

        TimeSpan attempt = _options.AttemptTimeout - _time.GetElapsedTime(_started, now);
        if (!_attemptLimitLifted && attempt < due)
        {
            due = attempt;
            limit = StackOneTimeLimit.Attempt;
        }

        if (inBody && _options.IdleTimeout < due)
        {
            due = _options.IdleTimeout;
            limit = StackOneTimeLimit.Idle;
        }

        return due > TimeSpan.Zero ? due : TimeSpan.Zero;
    }
}
