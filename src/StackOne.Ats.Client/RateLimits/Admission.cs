using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>Decides when an attempt may go out: after its account's cool-down, and with leave of the application's own limiter.</summary>
internal sealed class Admission(StackOneAtsClientOptions options, PipelineServices services, CallReporter reporter)
{
    /// <summary>So many accounts are remembered; beyond them, those that are idle are forgotten now and then.</summary>
    private const int ManyAccounts = 4096;

    /// <summary>A refusal that names a later moment is asked for again by then: a wrong date must not stop an account for good.</summary>
    private static readonly TimeSpan LongestCoolDown = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, AccountGate> _gates = new(StringComparer.Ordinal);
    private readonly LimiterLine? _limiter = options.RateLimiter is { } limiter ? new(limiter, services, reporter) : null;
    private int _forgetAt = ManyAccounts;

    private TimeProvider Time => services.Time;

    /// <summary>A server that limits rates refuses at once: who has not been refused by then has been taken.</summary>
    private TimeSpan Patience => options.LongestRefusal;

    /// <summary>Waits until the attempt may go out.</summary>
    /// <param name="call">The call.</param>
    /// <param name="time">How long it may wait.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="StackOneTooManyRequestsException">It would have to wait for longer than it may.</exception>
    /// <exception cref="DeadlineExpiredException">Its turn did not come in time, with no refusal.</exception>
    internal ValueTask<Pass> EnterAsync(ApiCall call, TimeSpan time, CancellationToken cancellationToken)
    {
        AccountGate? gate = options.Retry.CoolDown ? GateOf(call.AccountId) : null;
        Ticket ticket = default;
        return _limiter is null && gate?.TryEnter(Time.GetTimestamp(), sends: true, out ticket) != false
            ? new(new Pass(this, gate, ticket, null))
            : EnterWaitingAsync(gate, call, Add(Time.GetTimestamp(), time), cancellationToken);
    }

    private async ValueTask<Pass> EnterWaitingAsync(AccountGate? gate, ApiCall call, long deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            Ticket ticket = gate is null
                ? default
                : await EnterAsync(gate, call, deadline, cancellationToken).ConfigureAwait(false);
            var pass = new Pass(this, gate, ticket, null);
            if (_limiter is null)
            {
                return pass;
            }

            try
            {
                TimeSpan time = Time.GetElapsedTime(Time.GetTimestamp(), deadline);
                pass = pass with { Lease = await _limiter.AcquireAsync(call, time, cancellationToken).ConfigureAwait(false) };
            }
            catch
            {
                pass.ReturnUnused(call);
                throw;
            }

            // In the limiter's line it may have been overtaken by a refusal.
            if (gate is null || gate.TrySend(ticket))
            {
                return pass;
            }

            pass.ReturnUnused(call);
        }
    }

    private async ValueTask<Ticket> EnterAsync(
        AccountGate gate,
        ApiCall call,
        long deadline,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            long now = Time.GetTimestamp();
            if (gate.TryEnter(now, sends: _limiter is null, out Ticket ticket, out long? until, out TaskCompletionSource? turn))
            {
                return ticket;
            }

            if (turn is not null)
            {
                await TakeTurnAsync(turn, Time.GetElapsedTime(now, deadline), cancellationToken).ConfigureAwait(false);
                continue;
            }

            TimeSpan wait = Time.GetElapsedTime(now, until!.Value);
            // Patience is the gate's own, and no wait that the server asked for.
            if (until > deadline || (wait > options.Retry.MaxRetryAfter && wait > Patience))
            {
                throw CallErrors.CoolingDown(call, wait);
            }

            await Task.Delay(wait + RetryDelay.TimerGrain, Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for its turn, or for a while; then it is worth asking again.</summary>
    private async Task TakeTurnAsync(TaskCompletionSource turn, TimeSpan time, CancellationToken cancellationToken)
    {
        if (time <= TimeSpan.Zero)
        {
            // If its turn has come it goes on.
            if (turn.TrySetCanceled(CancellationToken.None))
            {
                throw new DeadlineExpiredException(StackOneTimeLimit.Total, null);
            }

            return;
        }

        try
        {
            TimeSpan most = Patience + RetryDelay.TimerGrain;
            await turn.Task.WaitAsync(time < most ? time : most, Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // If its turn had come by then it goes on, and passes it to the next when it ends.
            bool hadNone = turn.TrySetCanceled(CancellationToken.None);
            if (hadNone && exception is OperationCanceledException)
            {
                throw;
            }
        }
    }

    private AccountGate GateOf(string accountId)
    {
        if (_gates.TryGetValue(accountId, out AccountGate? gate))
        {
            return gate;
        }

        if (_gates.Count >= _forgetAt)
        {
            ForgetIdle();
        }

        return _gates.GetOrAdd(accountId, _ => new AccountGate(Add(0, Patience)));
    }

    /// <remarks>Who enters a gate just as it is forgotten may earn a refusal that nobody learns of: a request too many, and no harm.</remarks>
    private void ForgetIdle()
    {
        long now = Time.GetTimestamp();
        foreach ((string id, AccountGate gate) in _gates)
        {
            if (gate.IsIdle(now))
            {
                _gates.TryRemove(id, out _);
            }
        }

        // Not for every new account, where all are busy.
        _forgetAt = Math.Max(ManyAccounts, 2 * _gates.Count);
    }

    private long Add(long timestamp, TimeSpan time) => timestamp + (long)(time.TotalSeconds * Time.TimestampFrequency);

    /// <summary>The moment that a refusal closes its account's gate until.</summary>
    private long? ClosedUntil(long now, TimeSpan? retryAfter)
    {
        TimeSpan longest = options.Retry.MaxRetryAfter > LongestCoolDown ? options.Retry.MaxRetryAfter : LongestCoolDown;
        return retryAfter is { } wait ? Add(now, wait < longest ? wait : longest) : null;
    }

    /// <summary>The leave to make one attempt.</summary>
    internal readonly record struct Pass(Admission? Admission, AccountGate? Gate, Ticket Ticket, RateLimitLease? Lease)
    {
        /// <summary>The attempt has ended.</summary>
        /// <param name="call">Its call, which knows how long the answer asked to wait.</param>
        /// <param name="status">The response's status, if there was one.</param>
        internal void Return(ApiCall call, int? status)
        {
            if (Gate is not null)
            {
                long now = Admission!.Time.GetTimestamp();
                TicketEnd end = status switch { null => TicketEnd.Unanswered, 429 => TicketEnd.Refused, _ => TicketEnd.Taken };
                Gate.Leave(Ticket, end, now, status == 429 ? Admission.ClosedUntil(now, call.RetryAfter) : null);
            }

            Admission?._limiter?.GiveBack(Lease, call);
        }

        /// <summary>The attempt is not made after all.</summary>
        internal void ReturnUnused(ApiCall call)
        {
            Gate?.Leave(Ticket, TicketEnd.Unused, Admission!.Time.GetTimestamp(), closedUntil: null);
            Admission?._limiter?.GiveBack(Lease, call);
        }
    }
}
