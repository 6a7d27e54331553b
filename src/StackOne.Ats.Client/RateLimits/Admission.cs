using System.Threading.RateLimiting;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>Decides when an attempt is sent: after the cool-downs, and with a permit from the application's limiter.</summary>
internal sealed class Admission(
    StackOneAtsClientOptions options,
    TimeProvider time,
    Func<double> random,
    Action<Action> queue,
    LimiterEvents events)
{
    private readonly Lane? _lane = options.Retry.CoolDown ? new(options, time, random, queue) : null;
    private readonly ApplicationLimiter? _limiter = options.RateLimiter is null ? null : new(options, time, random, events);

    /// <summary>Waits until the call's next attempt may be sent.</summary>
    /// <exception cref="NotAdmittedException">
    /// The attempt would have to wait for longer than <see cref="WaitingCall.MayWait"/>, or the application's limiter failed.
    /// </exception>
    internal ValueTask<AdmittedAttempt> EnterAsync(in WaitingCall call, CancellationToken cancellationToken)
    {
        if (_limiter is not null)
        {
            return EnterWithPermitAsync(_limiter, call, cancellationToken);
        }

        ValueTask<long> entering = EnterLaneAsync(call, call.MayWait, cancellationToken);
        return entering.IsCompletedSuccessfully ? new(new AdmittedAttempt(entering.Result, null)) : AwaitAsync(entering);

        static async ValueTask<AdmittedAttempt> AwaitAsync(ValueTask<long> entering) => new(await entering.ConfigureAwait(false), null);
    }

    /// <summary>Records the end of an attempt and returns its permit.</summary>
    /// <param name="call">The call.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="progress">How far the attempt got.</param>
    /// <param name="outcome">Its outcome, if it was answered.</param>
    /// <param name="retryAfter">The wait that its response asks for.</param>
    internal void Leave(
        in WaitingCall call, AdmittedAttempt attempt, AttemptProgress progress, AttemptOutcome outcome = default, TimeSpan? retryAfter = null)
    {
        // First: a permit wakes another attempt, which must see that the account was refused.
        _lane?.Leave(call.Account, attempt.Number, progress, outcome, retryAfter);
        _limiter?.Return(attempt.Lease, call.Operation);
    }

    private async ValueTask<AdmittedAttempt> EnterWithPermitAsync(
        ApplicationLimiter limiter,
        WaitingCall call,
        CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        while (true)
        {
            var attempt = new AdmittedAttempt(
                await EnterLaneAsync(call, call.MayWait - time.GetElapsedTime(started), cancellationToken).ConfigureAwait(false),
                null);
            try
            {
                TimeSpan left = call.MayWait - time.GetElapsedTime(started);
                attempt = attempt with { Lease = await limiter.AcquireAsync(call.Operation, left, cancellationToken).ConfigureAwait(false) };
            }
            catch
            {
                Leave(call, attempt, AttemptProgress.Begun);
                throw;
            }

            if (_lane?.IsHeld(call.Account) != true)
            {
                return attempt;
            }

            // The account was refused while the attempt waited for its permit.
            Leave(call, attempt, AttemptProgress.Begun);
        }
    }

    private ValueTask<long> EnterLaneAsync(in WaitingCall call, TimeSpan mayWait, CancellationToken cancellationToken) =>
        _lane?.EnterAsync(call, mayWait, cancellationToken) ?? default;
}

/// <summary>A call that is about to send its next attempt.</summary>
/// <param name="Operation">The name of the operation.</param>
/// <param name="Account">The account.</param>
/// <param name="Started">When the call started, as a timestamp.</param>
/// <param name="MayWait">How long the attempt may wait.</param>
internal readonly record struct WaitingCall(string Operation, string Account, long Started, TimeSpan MayWait);

/// <summary>An attempt that may be sent.</summary>
/// <param name="Number">The attempt's number in the order of turns.</param>
/// <param name="Lease">The permit from the application's limiter; null if there is no limiter, or it has failed and calls go on without it.</param>
internal readonly record struct AdmittedAttempt(long Number, RateLimitLease? Lease);
