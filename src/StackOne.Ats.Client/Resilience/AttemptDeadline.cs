namespace StackOne.Ats.Client.Resilience;

/// <summary>
/// The time limits of one attempt, on one timer: the attempt's, the whole call's and, while the reader of the body waits, the idle limit.
/// </summary>
/// <remarks>
/// <para>
/// The first limit to run out cancels <see cref="Token"/>, and <see cref="Expired"/> contains it. A limit that moves further away does not
/// change the timer: when the timer fires too early, it is set again. Nor does the end of an attempt: <see cref="AttemptDeadlines"/> reuses the
/// source, the timer and its setting, so that most attempts neither create nor set a timer.
/// </para>
/// <para>
/// Polly's timeout strategy does not fit: once a heartbeat is applied, the attempt's limit ends with the headers, which only the reader of
/// the body knows.
/// </para>
/// </remarks>
internal sealed class AttemptDeadline : IDisposable
{
    private readonly AttemptDeadlines _owner;
    private readonly StackOneAtsClientOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Also the lock that guards the fields that the timer's thread reads.</summary>
    private readonly CancellationTokenSource _source = new();
    private readonly ITimer _timer;

    /// <summary>When the timer fires, as a timestamp; null if it is not set.</summary>
    private long? _fires;
    private bool _running;
    private CancellationTokenRegistration _caller;
    private CancellationTokenRegistration _closing;
    private (long Started, TimeSpan Timeout) _call;
    private long _started;
    private bool _attemptLimitLifted;

    /// <summary>Since when the reader of the body waits for bytes; null if it does not.</summary>
    private long? _waiting;

    internal AttemptDeadline(AttemptDeadlines owner)
    {
        _owner = owner;
        _options = owner.Options;
        _time = owner.Time;
        // The timer is used by many calls: it must not keep the context of the first.
        _timer = _time.CreateDetachedTimer(static state => ((AttemptDeadline)state!).TimerFired(), this);
    }

    internal CancellationToken Token => _source.Token;

    /// <summary>The limit that ran out, if one did.</summary>
    internal StackOneTimeoutKind? Expired { get; private set; }

    /// <summary>Cancels <see cref="Token"/> with either of the given tokens.</summary>
    internal void Link(CancellationToken caller, CancellationToken closing)
    {
        _caller = Link(caller);
        _closing = Link(closing);

        CancellationTokenRegistration Link(CancellationToken token) =>
            token.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Starts the limits.</summary>
    /// <param name="callStarted">When the call started, as a timestamp.</param>
    /// <param name="totalTimeout">The limit of the call.</param>
    internal void Start(long callStarted, TimeSpan totalTimeout)
    {
        lock (_source)
        {
            (_running, _call) = (true, (callStarted, totalTimeout));
            _started = _time.GetTimestamp();
            (_attemptLimitLifted, _waiting) = (false, null);
            SetTimer(_started, Nearest(_started, out _));
        }
    }

    /// <summary>Ends the limits. After this, only a limit that is just running out may still cancel the source, which is not reused then.</summary>
    /// <param name="reusable">
    /// Whether the source may serve another attempt: nothing can be using the token of this one.
    /// </param>
    internal void End(bool reusable)
    {
        // Both wait for a callback that is running.
        _caller.Dispose();
        _closing.Dispose();
        lock (_source)
        {
            _running = false;
            reusable &= Expired is null;
        }

        if (reusable && _source.TryReset())
        {
            _owner.Return(this);
        }
        else
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    /// <summary>Lifts the attempt's limit: heartbeats show that the server is working. The limits of the call and of waits stay.</summary>
    internal void LiftAttemptLimit()
    {
        lock (_source)
        {
            _attemptLimitLifted = true;
        }
    }

    /// <summary>Starts the idle limit: the reader of the body begins to wait for bytes.</summary>
    internal void WaitBegins()
    {
        lock (_source)
        {
            long now = _time.GetTimestamp();
            _waiting = now;
            SetTimer(now, Nearest(now, out _));
        }
    }

    /// <summary>Ends the idle limit: bytes have arrived. Those that follow without a wait take no time.</summary>
    internal void WaitEnds()
    {
        lock (_source)
        {
            _waiting = null;
        }
    }

    private void TimerFired()
    {
        lock (_source)
        {
            _fires = null;
            if (!_running)
            {
                return;
            }

            long now = _time.GetTimestamp();
            TimeSpan left = Nearest(now, out StackOneTimeoutKind limit);
            if (left > TimeSpan.Zero)
            {
                SetTimer(now, left);
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

    /// <summary>Sets the timer unless it fires earlier anyway.</summary>
    private void SetTimer(long now, TimeSpan left)
    {
        left = TimeSpanMath.Max(left, TimeSpan.Zero);
        if (_fires is not { } fires || left < _time.GetElapsedTime(now, fires))
        {
            _fires = now + (long)(left.TotalSeconds * _time.TimestampFrequency);
            _timer.Change(left, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The time left until the first limit runs out.</summary>
    private TimeSpan Nearest(long now, out StackOneTimeoutKind limit)
    {
        TimeSpan left = _call.Timeout - _time.GetElapsedTime(_call.Started, now);
        limit = StackOneTimeoutKind.Total;

        TimeSpan attempt = _options.AttemptTimeout - _time.GetElapsedTime(_started, now);
        if (!_attemptLimitLifted && attempt < left)
        {
            left = attempt;
            limit = StackOneTimeoutKind.Attempt;
        }

        if (_waiting is { } waiting && _options.IdleTimeout - _time.GetElapsedTime(waiting, now) is var idle && idle < left)
        {
            left = idle;
            limit = StackOneTimeoutKind.Idle;
        }

        return left;
    }
}
