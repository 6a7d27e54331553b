using System.Collections.Concurrent;

namespace StackOne.Ats.Client.Resilience;

/// <summary>
/// The time limits of one attempt: its own, that of the whole call and, while the reader of the body waits, the idle limit. The first to run out
/// cancels <see cref="Token"/>.
/// </summary>
/// <remarks>
/// Polly's timeout strategy does not fit: once a heartbeat is applied, the attempt's limit ends with the headers, which only the reader of
/// the body knows.
/// </remarks>
internal sealed class AttemptDeadline
{
    /// <summary>Sources that can be used again, because creating one with a timer costs more than the rest of the limits.</summary>
    private static readonly ConcurrentQueue<CancellationTokenSource> Pool = new();

    private const int MaxPooled = 256;

    private readonly StackOneAtsClientOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _caller;
    private readonly CancellationToken _closing;
    private readonly CancellationTokenRegistration _onCaller;
    private readonly CancellationTokenRegistration _onClosing;

    /// <summary>When the limits run out, since the beginning of the call.</summary>
    private TimeSpan _total = TimeSpan.MaxValue;
    private TimeSpan _attempt = TimeSpan.MaxValue;
    private TimeSpan _idle = TimeSpan.MaxValue;
    private long _callStarted;

    /// <param name="options">The options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="caller">The caller's token. It cancels the attempt, too.</param>
    /// <param name="closing">Canceled when the client is disposed. It cancels the attempt, too.</param>
    internal AttemptDeadline(StackOneAtsClientOptions options, TimeProvider time, CancellationToken caller, CancellationToken closing)
    {
        (_options, _time, _caller, _closing) = (options, time, caller, closing);
        // The timer of a source belongs to one clock.
        _source = time != TimeProvider.System ? new CancellationTokenSource(Timeout.InfiniteTimeSpan, time)
            : Pool.TryDequeue(out CancellationTokenSource? idle) ? idle
            : new CancellationTokenSource();
        _onCaller = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        _onClosing = closing.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    internal CancellationToken Token => _source.Token;

    /// <summary>The limit that ran out, if one did: nothing else cancels the token.</summary>
    internal StackOneTimeoutKind? Expired =>
        !_source.IsCancellationRequested || _caller.IsCancellationRequested || _closing.IsCancellationRequested ? null
        : _total <= _attempt && _total <= _idle ? StackOneTimeoutKind.Total
        : _attempt <= _idle ? StackOneTimeoutKind.Attempt
        : StackOneTimeoutKind.Idle;

    private TimeSpan Now => _time.GetElapsedTime(_callStarted);

    /// <summary>Starts the limits.</summary>
    /// <param name="callStarted">When the call started, as a timestamp.</param>
    /// <param name="totalTimeout">The limit of the call.</param>
    internal void Start(long callStarted, TimeSpan totalTimeout)
    {
        _callStarted = callStarted;
        (_total, _attempt) = (totalTimeout, Now + _options.AttemptTimeout);
        SetTimer();
    }

    /// <summary>Lifts the attempt's limit: heartbeats show that the server is working. The limits of the call and of waits stay.</summary>
    internal void LiftAttemptLimit() => Change(ref _attempt, TimeSpan.MaxValue);

    /// <summary>Starts the idle limit: the reader of the body begins to wait for bytes.</summary>
    internal void WaitBegins() => Change(ref _idle, Now + _options.IdleTimeout);

    /// <summary>Ends the idle limit: bytes have arrived. Those that follow without a wait take no time.</summary>
    internal void WaitEnds() => Change(ref _idle, TimeSpan.MaxValue);

    /// <summary>Ends the limits.</summary>
    /// <param name="reusable">Whether the source may serve another attempt: nothing can be using the token of this one.</param>
    internal void End(bool reusable)
    {
        // Both wait for a callback that is running.
        _onCaller.Dispose();
        _onClosing.Dispose();
        if (reusable && _time == TimeProvider.System && Pool.Count < MaxPooled && _source.TryReset())
        {
            Pool.Enqueue(_source);
        }
        else
        {
            _source.Dispose();
        }
    }

    /// <summary>Changes a limit, unless one has run out: that one is to be reported, also if bytes arrive at the same moment.</summary>
    private void Change(ref TimeSpan limit, TimeSpan to)
    {
        if (!_source.IsCancellationRequested)
        {
            limit = to;
            SetTimer();
        }
    }

    private void SetTimer() =>
        _source.CancelAfter(TimeSpanMath.Max(TimeSpanMath.Min(_total, TimeSpanMath.Min(_attempt, _idle)) - Now, TimeSpan.Zero));
}
