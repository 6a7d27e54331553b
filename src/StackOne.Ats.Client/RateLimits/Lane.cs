using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>The lane in which the attempts of a client wait after the server has refused some with a 429.</summary>
/// <remarks>
/// Nobody waits before something was refused. A refusal holds the attempts of its account until the moment that the server specifies, or those of all
/// accounts, if it is about the API key: see <see cref="Holds"/>. After that moment, the held attempts are sent in the rounds of
/// <see cref="SlowStart"/>, oldest call first; a refusal restarts them.
/// </remarks>
internal sealed class Lane
{
    private readonly TimeProvider _time;
    private readonly Action<Action> _queue;
    private readonly long _created;
    private readonly ITimer _timer;

    /// <summary>How long a limit takes to refuse: the longest wait for a round's answers, and the shortest hold while others may follow.</summary>
    private readonly TimeSpan _patience;

    /// <summary>The longest wait that the options allow, with jitter.</summary>
    private readonly TimeSpan _maxWait;

    /// <summary>Guards all fields below.</summary>
    private readonly object _lock = new();

    /// <summary>The attempts that wait, by when their calls started.</summary>
    private readonly SortedSet<Waiter> _waiters = [];
    private long _waiterCount;
    private readonly Holds _holds;
    private long _lastAttempt;
    private int _underWay;

    internal Lane(StackOneAtsClientOptions options, TimeProvider time, Func<double> random, Action<Action> queue)
    {
        (_time, _queue, _created) = (time, queue, time.GetTimestamp());
        _patience = TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerSecond, options.TotalTimeout.Ticks / 10));
        _holds = new Holds(_patience, options.Retry.MaxRetryAfter, random);
        _maxWait = RetryDelay.AfterHint(TimeSpanMath.Max(options.Retry.MaxRetryAfter, _patience), random: 1);
        _timer = time.CreateDetachedTimer(static lane => ((Lane)lane!).TimerFired(), this);
    }

    private TimeSpan Now => _time.GetElapsedTime(_created);

    /// <summary>Waits until an attempt of the call may be sent.</summary>
    /// <returns>The number of the attempt, in the order of their turns.</returns>
    /// <exception cref="NotAdmittedException">The attempt would have to wait for longer.</exception>
    internal ValueTask<long> EnterAsync(in WaitingCall call, TimeSpan mayWait, CancellationToken cancellationToken)
    {
        Waiter waiter;
        Waiter[] ready;
        lock (_lock)
        {
            TimeSpan now = Now;
            if (_waiters.Count == 0)
            {
                _holds.Forget(now, nobodyWaits: true);
            }

            if (!_holds.Remembers(call.Account))
            {
                _underWay++;
                return new(++_lastAttempt);
            }

            TimeSpan wait = _holds.Until(call.Account) - now;
            // A round may end at any time, so up to _patience is always worth the wait.
            if (wait > TimeSpanMath.Min(TimeSpanMath.Max(mayWait, _patience), _maxWait))
            {
                throw new NotAdmittedException(wait);
            }

            waiter = new Waiter(call.Account, call.Started, ++_waiterCount);
            _waiters.Add(waiter);
            ready = TakeReady(now);
        }

        Continue(ready, here: ready.Contains(waiter) ? waiter : null);
        return WaitAsync(waiter, TimeSpanMath.Max(mayWait, TimeSpan.Zero), cancellationToken);
    }

    /// <summary>Whether the account was refused since the attempt's turn came, while the attempt waited for a permit.</summary>
    internal bool IsHeld(string account)
    {
        lock (_lock)
        {
            return Now < _holds.Until(account);
        }
    }

    /// <summary>Records the end of an attempt. A refusal without a wait holds nobody.</summary>
    internal void Leave(string account, long attempt, AttemptProgress progress, AttemptOutcome outcome, TimeSpan? retryAfter)
    {
        Waiter[] ready;
        lock (_lock)
        {
            TimeSpan now = Now;
            _underWay--;
            _holds.Answered(account, attempt, wasSent: progress != AttemptProgress.Begun);
            // A response that was lost on its way may have been a refusal.
            if (progress == AttemptProgress.Answered && outcome is not (AttemptOutcome.TooManyRequests or AttemptOutcome.Lost))
            {
                _holds.Accepted(attempt, now);
            }
            else if (outcome == AttemptOutcome.TooManyRequests && retryAfter is { } wait)
            {
                _holds.Refused(account, attempt, _lastAttempt, wait, othersFollow: _waiters.Count > 0 || _underWay > 0, now);
            }

            ready = _waiters.Count == 0 ? [] : TakeReady(now);
        }

        Continue(ready, here: null);
    }

    /// <summary>Continues attempts on other threads, except one: what follows a turn may run for long, or reenter the caller.</summary>
    private void Continue(Waiter[] ready, Waiter? here)
    {
        foreach (Waiter waiter in ready.Where(waiter => waiter != here))
        {
            _queue(waiter.Continue);
        }

        here?.Continue();
    }

    /// <summary>Takes the attempts that may be sent now out of the lane, counts them as sent, and sets the timer for the others.</summary>
    private Waiter[] TakeReady(TimeSpan now)
    {
        List<Waiter> ready = [];
        TimeSpan next = TimeSpan.MaxValue;
        foreach (Waiter waiter in _waiters)
        {
            TimeSpan all = _holds.TurnOfKey(now);
            if (all > now)
            {
                next = TimeSpanMath.Min(next, all);
                break;
            }

            TimeSpan turn = _holds.TurnOf(waiter.Account, now);
            if (turn > now)
            {
                next = TimeSpanMath.Min(next, turn);
                continue;
            }

            _underWay++;
            waiter.Attempt = ++_lastAttempt;
            _holds.Sent(waiter.Account, waiter.Attempt, now);
            ready.Add(waiter);
        }

        _waiters.ExceptWith(ready);
        _holds.Forget(now, nobodyWaits: _waiters.Count == 0);
        _timer.Change(next == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : next - now, Timeout.InfiniteTimeSpan);
        return [.. ready];
    }

    private async ValueTask<long> WaitAsync(Waiter waiter, TimeSpan mayWait, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.Turn.WaitAsync(mayWait, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return Remove(waiter) ? throw new NotAdmittedException(null) : waiter.Attempt;
        }
        catch (OperationCanceledException)
        {
            if (!Remove(waiter))
            {
                Leave(waiter.Account, waiter.Attempt, AttemptProgress.Begun, default, retryAfter: null);
            }

            throw;
        }
    }

    private bool Remove(Waiter waiter)
    {
        lock (_lock)
        {
            return _waiters.Remove(waiter);
        }
    }

    private void TimerFired()
    {
        Waiter[] ready;
        lock (_lock)
        {
            ready = TakeReady(Now);
        }

        Continue(ready, here: ready.FirstOrDefault());
    }
}
