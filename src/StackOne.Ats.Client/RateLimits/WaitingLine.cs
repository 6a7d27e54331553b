using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>The queue in which the attempts of a client wait for <see cref="CoolDowns"/> to end.</summary>
/// <remarks>An attempt that no cool-down holds is sent immediately. Moments are times since the client was created.</remarks>
internal sealed class WaitingLine
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly Action<Action> _queue;
    private readonly TimeSpan _patience;

    /// <summary>The longest wait that the options allow, with jitter. It is never too short to wait for the end of a round.</summary>
    private readonly TimeSpan _longestWait;
    private readonly long _created;
    private readonly CoolDowns _coolDowns;
    private readonly ITimer _timer;

    /// <summary>The attempts that wait. Also the lock that guards every mutable field of this type, and <see cref="CoolDowns"/>.</summary>
    private readonly SortedSet<Waiter> _waiters = [];
    private long _waiterCount;

    /// <summary>When the timer checks the line again.</summary>
    private TimeSpan _next = TimeSpan.MaxValue;

    /// <param name="options">The options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">A number from 0 up to but not including 1, for jitter.</param>
    /// <param name="queue">Runs an action on another thread.</param>
    internal WaitingLine(StackOneAtsClientOptions options, TimeProvider time, Func<double> random, Action<Action> queue)
    {
        _time = time;
        _queue = queue;
        _patience = options.LongestRefusal;
        TimeSpan longest = options.Retry.MaxRetryAfter;
        _longestWait = RetryDelay.AfterHint(TimeSpanMath.Max(longest, _patience), random: 1);
        _created = time.GetTimestamp();
        _coolDowns = new CoolDowns(_patience, TimeSpanMath.Max(longest, LongestHold), random);
        _timer = time.CreateDetachedTimer(static line => ((WaitingLine)line!).TimerFired(), this);
    }

    /// <summary>How many attempts wait; others may come and go while it is read.</summary>
    internal int Waiting => _waiters.Count;

    private TimeSpan Now => _time.GetElapsedTime(_created);

    /// <summary>Waits until the attempt may be sent.</summary>
    /// <param name="account">The attempt's account.</param>
    /// <param name="callStarted">When the call started, as a timestamp.</param>
    /// <param name="time">How long the attempt may wait.</param>
    /// <param name="cancellationToken">Canceled by the caller, or when the client is disposed.</param>
    /// <returns>The attempt's number, for <see cref="Leave"/>.</returns>
    /// <exception cref="RateLimitedException">The attempt would have to wait for longer.</exception>
    internal ValueTask<long> EnterAsync(string account, long callStarted, TimeSpan time, CancellationToken cancellationToken)
    {
        lock (_waiters)
        {
            TimeSpan now = Now;
            // If the line is due, the timer is about to fire, and the attempts that wait already go first.
            bool due = now >= _next && _waiters.Count > 0;
            TimeSpan at = due ? now : _coolDowns.ReadyAt(account, now, out _);
            if (!due && at <= now)
            {
                return new(_coolDowns.Send(account, now));
            }

            TimeSpan wait = at - now;
            // A wait of up to _patience is for the end of a round, which may come much sooner.
            if ((wait > time && wait > _patience) || wait > _longestWait)
            {
                throw new RateLimitedException(wait);
            }

            var waiter = new Waiter(account, callStarted, ++_waiterCount);
            _waiters.Add(waiter);
            LookAgainAt(at, now);
            return WaitAsync(waiter, TimeSpanMath.Max(time, TimeSpan.Zero), cancellationToken);
        }
    }

    /// <summary>Whether the account was refused since the attempt's turn came, while the attempt waited for a permit.</summary>
    internal bool IsHeld(string account)
    {
        lock (_waiters)
        {
            return _coolDowns.IsHeld(account, Now);
        }
    }

    /// <summary>Records the end of an attempt.</summary>
    /// <param name="account">The attempt's account.</param>
    /// <param name="attempt">The attempt's number.</param>
    /// <param name="end">The result of the attempt.</param>
    /// <param name="retryAfter">The wait that a refusal asks for.</param>
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

        // What follows a turn may run for long, or reenter the caller.
        ready?.ForEach(waiter => _queue(waiter.Continue));
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

        foreach (Waiter waiter in ready?.Skip(1) ?? [])
        {
            _queue(waiter.Continue);
        }

        // The timer's thread is free to continue one of them.
        ready?[0].Continue();
    }

    /// <summary>Removes the attempts that are ready from the line, and records them as sent.</summary>
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
        LookAgainAt(_coolDowns.Forget(now), now);
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
