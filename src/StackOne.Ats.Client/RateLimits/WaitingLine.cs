using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>
/// Where the attempts of a client wait for <see cref="CoolDowns"/>. An attempt that nothing holds is sent at once. Moments are times since the
/// client was made.
/// </summary>
internal sealed class WaitingLine
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;

    /// <summary>The longest wait that the options allow, with its jitter. A round may always be waited for.</summary>
    private readonly TimeSpan _longestWait;
    private readonly long _created;
    private readonly CoolDowns _coolDowns;
    private readonly ITimer _timer;

    /// <summary>Also the lock of everything.</summary>
    private readonly SortedSet<Waiter> _waiters = [];
    private long _waiterCount;

    /// <summary>When those in line are looked at again.</summary>
    private TimeSpan _next = TimeSpan.MaxValue;

    internal WaitingLine(StackOneAtsClientOptions options, TimeProvider time, Func<double> random)
    {
        _time = time;
        _patience = options.LongestRefusal;
        TimeSpan longest = options.Retry.MaxRetryAfter;
        _longestWait = RetryDelay.AfterHint(longest > _patience ? longest : _patience, random: 1);
        _created = time.GetTimestamp();
        _coolDowns = new CoolDowns(_patience, longest > LongestHold ? longest : LongestHold, random);
        _timer = time.CreateTimer(
            static line => ((WaitingLine)line!).TimerFired(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Now => _time.GetElapsedTime(_created);

    /// <summary>Waits until the attempt may be sent.</summary>
    /// <param name="account">Its account.</param>
    /// <param name="callStarted">When its call started, as a timestamp.</param>
    /// <param name="time">How long it may wait.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <returns>Its number, for <see cref="Leave"/>.</returns>
    /// <exception cref="RateLimitedException">It would have to wait for longer.</exception>
    internal ValueTask<long> EnterAsync(string account, long callStarted, TimeSpan time, CancellationToken cancellationToken)
    {
        lock (_waiters)
        {
            TimeSpan now = Now;
            // Where the line is due, its timer is about to fire: those in it come first.
            bool due = now >= _next;
            TimeSpan at = due ? now : _coolDowns.ReadyAt(account, now, out _);
            if (!due && at <= now)
            {
                return new(_coolDowns.Send(account, now));
            }

            TimeSpan wait = at - now;
            // The end of a round may come long before that.
            if ((wait > time && wait > _patience) || wait > _longestWait)
            {
                throw new RateLimitedException(wait);
            }

            var waiter = new Waiter(account, callStarted, ++_waiterCount);
            _waiters.Add(waiter);
            LookAgainAt(at, now);
            return WaitAsync(waiter, time > TimeSpan.Zero ? time : TimeSpan.Zero, cancellationToken);
        }
    }

    /// <summary>Whether an attempt that has waited elsewhere since its turn was overtaken by a refusal.</summary>
    internal bool IsHeld(string account)
    {
        lock (_waiters)
        {
            return _coolDowns.IsHeld(account, Now);
        }
    }

    /// <summary>An attempt has ended.</summary>
    /// <param name="account">Its account.</param>
    /// <param name="attempt">Its number.</param>
    /// <param name="end">What became of it.</param>
    /// <param name="retryAfter">How long a refusal asks to wait.</param>
    internal void Leave(string account, long attempt, AttemptEnd end, TimeSpan? retryAfter)
    {
        List<Waiter>? ready = null;
        lock (_waiters)
        {
            TimeSpan now = Now;
            bool look = _coolDowns.Ended(account, attempt, end, now);
            if (retryAfter is { } wait && end == AttemptEnd.Refused)
            {
                LookAgainAt(_coolDowns.Hold(account, attempt, wait, _waiters.Count > 0, now), now);
            }

            ready = look ? TakeReady(now) : null;
        }

        ready?.ForEach(waiter => waiter.ContinueElsewhere());
    }

    private async ValueTask<long> WaitAsync(Waiter waiter, TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.Turn.WaitAsync(time, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            bool waited;
            lock (_waiters)
            {
                waited = _waiters.Remove(waiter);
            }

            if (exception is TimeoutException)
            {
                return waited ? throw new RateLimitedException(null) : waiter.Attempt;
            }

            if (!waited)
            {
                Leave(waiter.Account, waiter.Attempt, AttemptEnd.Unsent, retryAfter: null);
            }

            throw;
        }
    }

    private void TimerFired()
    {
        List<Waiter>? ready;
        lock (_waiters)
        {
            ready = TakeReady(Now);
        }

        ready?.Skip(1).ToList().ForEach(waiter => waiter.ContinueElsewhere());
        // The timer's thread has nothing else to do.
        ready?[0].Continue();
    }

    /// <summary>Takes those that are ready out of the line, as sent.</summary>
    private List<Waiter>? TakeReady(TimeSpan now)
    {
        List<Waiter>? ready = null;
        _next = TimeSpan.MaxValue;
        foreach (Waiter waiter in _waiters)
        {
            TimeSpan at = _coolDowns.ReadyAt(waiter.Account, now, out bool keyIsReady);
            if (at <= now)
            {
                waiter.Attempt = _coolDowns.Send(waiter.Account, now);
                (ready ??= []).Add(waiter);
                continue;
            }

            LookAgainAt(at, now);
            if (!keyIsReady)
            {
                break;
            }
        }

        ready?.ForEach(waiter => _waiters.Remove(waiter));
        _coolDowns.Forget(now);
        return ready;
    }

    private void LookAgainAt(TimeSpan at, TimeSpan now)
    {
        if (at < _next)
        {
            _next = at;
            _timer.Change(at - now, Timeout.InfiniteTimeSpan);
        }
    }
}
