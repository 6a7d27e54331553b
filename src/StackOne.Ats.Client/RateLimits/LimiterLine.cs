using System.Threading.RateLimiting;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Pipeline;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>
/// The line before the application's own limiter, which may be slow, deaf or broken. One that fails ends the call typed and unsent; a lease
/// that fails changes nothing.
/// </summary>
internal sealed class LimiterLine(RateLimiter limiter, PipelineServices services, CallReporter reporter)
{
    /// <summary>Waits for leave to make one attempt.</summary>
    /// <param name="call">The call.</param>
    /// <param name="time">How long it may wait.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="StackOneTooManyRequestsException">It is refused, or would have to wait for longer than it may.</exception>
    internal async ValueTask<RateLimitLease> AcquireAsync(ApiCall call, TimeSpan time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(time > TimeSpan.Zero ? time : TimeSpan.Zero, services.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        Task<RateLimitLease>? asking = null;
        RateLimitLease? lease = null;
        TimeSpan? retryAfter;
        try
        {
            // WaitAsync: a limiter that ignores its token must not outlast the call.
            asking = limiter.AcquireAsync(1, ending.Token).AsTask();
            lease = await asking.WaitAsync(ending.Token).ConfigureAwait(false);
            if (lease.IsAcquired)
            {
                return lease;
            }

            retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : null;
        }
        catch (Exception) when (lease is null && ending.IsCancellationRequested)
        {
            _ = GiveBackAsync(asking, call);
            cancellationToken.ThrowIfCancellationRequested();
            throw CallErrors.CoolingDown(call, retryAfter: null);
        }
        catch (Exception exception)
        {
            GiveBack(lease, call);
            throw CallErrors.CouldNotSend(call, $"{nameof(StackOneAtsClientOptions.RateLimiter)} failed", exception);
        }

        GiveBack(lease, call);
        throw CallErrors.CoolingDown(call, retryAfter);
    }

    /// <summary>The lease is the application's own: if it fails, that must not hide what became of an order.</summary>
    internal void GiveBack(RateLimitLease? lease, ApiCall call)
    {
        try
        {
            lease?.Dispose();
        }
        catch (Exception exception)
        {
            reporter.LeaseFailed(call, exception);
        }
    }

    /// <summary>Gives a lease back that nobody waits for any more.</summary>
    private async Task GiveBackAsync(Task<RateLimitLease>? asking, ApiCall call)
    {
        try
        {
            GiveBack(asking is null ? null : await asking.ConfigureAwait(false), call);
        }
        catch (Exception)
        {
            // It ended without a lease, as it was asked to; or failed too late to matter.
        }
    }
}
