using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>Decides when an attempt may go out: after its account's cool-down, and with leave of the application's own limiter.</summary>
internal sealed class Admission(StackOneAtsClientOptions options, PipelineServices services)
{
    /// <summary>Beyond so many accounts, those that are idle are forgotten.</summary>
    private const int MostAccounts = 4096;

    /// <summary>A server that limits rates refuses at once: who has not been refused by then has been taken.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, AccountGate> _gates = new(StringComparer.Ordinal);

    private TimeProvider Time => services.Time;

    /// <summary>Waits until the attempt may go out.</summary>
    /// <param name="call">The call.</param>
    /// <param name="time">How long it may wait.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="StackOneTooManyRequestsException">It would have to wait for longer than it may.</exception>
    internal ValueTask<Pass> EnterAsync(ApiCall call, TimeSpan time, CancellationToken cancellationToken)
    {
        AccountGate? gate = options.Retry.CoolDown ? GateOf(call.AccountId) : null;
        AccountGate.Ticket ticket = default;
        return options.RateLimiter is null && gate?.TryEnter(Time.GetTimestamp(), out ticket) != false
            ? new(new Pass(this, gate, ticket, null))
            : EnterWaitingAsync(gate, call, Add(Time.GetTimestamp(), time), cancellationToken);
    }

    private async ValueTask<Pass> EnterWaitingAsync(AccountGate? gate, ApiCall call, long deadline, CancellationToken cancellationToken)
    {
        AccountGate.Ticket ticket = gate is null
            ? default
            : await EnterAsync(gate, call, deadline, cancellationToken).ConfigureAwait(false);
        var pass = new Pass(this, gate, ticket, null);
        try
        {
            return options.RateLimiter is { } limiter
                ? pass with { Lease = await AcquireAsync(limiter, call, deadline, cancellationToken).ConfigureAwait(false) }
                : pass;
        }
        catch
        {
            pass.Return(status: null, retryAfter: null);
            throw;
        }
    }

    private async ValueTask<AccountGate.Ticket> EnterAsync(
        AccountGate gate,
        ApiCall call,
        long deadline,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            long now = Time.GetTimestamp();
            if (gate.TryEnter(now, out AccountGate.Ticket ticket, out long? until, out TaskCompletionSource? turn))
            {
                return ticket;
            }

            if (turn is not null)
            {
                await TakeTurnAsync(turn, call, Time.GetElapsedTime(now, deadline), cancellationToken).ConfigureAwait(false);
                continue;
            }

            TimeSpan wait = Time.GetElapsedTime(now, until!.Value);
            if (until > deadline || wait > options.Retry.MaxRetryAfter)
            {
                throw CallErrors.CoolingDown(call, wait);
            }

            await Task.Delay(wait + RetryDelay.TimerGrain, Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for its turn, or for a while; then it is worth asking again.</summary>
    private async Task TakeTurnAsync(TaskCompletionSource turn, ApiCall call, TimeSpan time, CancellationToken cancellationToken)
    {
        if (time <= TimeSpan.Zero)
        {
            turn.TrySetCanceled(CancellationToken.None);
            throw CallErrors.CoolingDown(call, retryAfter: null);
        }

        try
        {
            await turn.Task.WaitAsync(time < Patience ? time : Patience, Time, cancellationToken).ConfigureAwait(false);
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

    private async ValueTask<RateLimitLease> AcquireAsync(
        RateLimiter limiter,
        ApiCall call,
        long deadline,
        CancellationToken cancellationToken)
    {
        TimeSpan time = Time.GetElapsedTime(Time.GetTimestamp(), deadline);
        using var limit = new CancellationTokenSource(time > TimeSpan.Zero ? time : TimeSpan.Zero, Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        RateLimitLease lease;
        try
        {
            lease = await limiter.AcquireAsync(1, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw CallErrors.CoolingDown(call, retryAfter: null);
        }

        if (lease.IsAcquired)
        {
            return lease;
        }

        using (lease)
        {
            throw CallErrors.CoolingDown(call, lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : null);
        }
    }

    private AccountGate GateOf(string accountId)
    {
        if (_gates.TryGetValue(accountId, out AccountGate? gate))
        {
            return gate;
        }

        if (_gates.Count >= MostAccounts)
        {
            long now = Time.GetTimestamp();
            foreach ((string id, AccountGate other) in _gates)
            {
                if (other.IsIdle(now))
                {
                    _gates.TryRemove(id, out _);
                }
            }
        }

        return _gates.GetOrAdd(accountId, _ => new AccountGate(Add(0, Patience)));
    }

    private long Add(long timestamp, TimeSpan time) => timestamp + (long)(time.TotalSeconds * Time.TimestampFrequency);

    /// <summary>The leave to make one attempt.</summary>
    internal readonly record struct Pass(Admission Admission, AccountGate? Gate, AccountGate.Ticket Ticket, RateLimitLease? Lease)
    {
        /// <summary>The attempt has ended.</summary>
        /// <param name="status">The response's status, if there was one.</param>
        /// <param name="retryAfter">How long it asked to wait.</param>
        internal void Return(int? status, TimeSpan? retryAfter)
        {
            long? until = status == 429 && retryAfter is { } wait ? Admission.Add(Admission.Time.GetTimestamp(), wait) : null;
            Gate?.Leave(Ticket, taken: status is not (null or 429), until);
            Lease?.Dispose();
        }
    }
}
