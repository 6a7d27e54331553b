using System.Threading.RateLimiting;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>Acquires permits from the application's limiter and returns them.</summary>
/// <remarks>
/// The limiter may be slow, ignore cancellation or fail. It never delays a call beyond its timeout, and a lease that cannot be returned does
/// not change the result of the call.
/// </remarks>
/// <param name="limiter">The application's limiter.</param>
/// <param name="time">The clock.</param>
/// <param name="leaseFailed">Called with the operation's name when a lease cannot be returned.</param>
internal sealed class ApplicationLimiter(RateLimiter limiter, TimeProvider time, Action<string, Exception> leaseFailed)
{
    /// <summary>Waits for a permit for one attempt.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="wait">How long the attempt may wait.</param>
    /// <param name="cancellationToken">Canceled by the caller, or when the client is disposed.</param>
    /// <exception cref="NotAdmittedException">The limiter refuses the permit, does not grant it in time, or fails.</exception>
    internal async ValueTask<RateLimitLease> AcquireAsync(string operation, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpanMath.Max(wait, TimeSpan.Zero), time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        Task<RateLimitLease> asking = AskAsync(ending.Token);
        RateLimitLease? lease = null;
        TimeSpan? retryAfter;
        try
        {
            // WaitAsync: a limiter that ignores its token must not outlast the call.
            lease = await asking.WaitAsync(ending.Token).ConfigureAwait(false);
            if (lease.IsAcquired)
            {
                return lease;
            }

            retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan after) ? after : null;
        }
        catch (Exception) when (lease is null && ending.IsCancellationRequested)
        {
            _ = ReturnAsync(asking, operation);
            cancellationToken.ThrowIfCancellationRequested();
            throw new NotAdmittedException(null);
        }
        catch (Exception exception)
        {
            Return(lease, operation);
            throw new NotAdmittedException(null, exception);
        }

        Return(lease, operation);
        throw new NotAdmittedException(retryAfter);
    }

    /// <summary>Returns a permit.</summary>
    /// <remarks>The lease is application code: an exception that it throws is logged, because it must not hide the result of an order.</remarks>
    internal void Return(RateLimitLease? lease, string operation)
    {
        try
        {
            lease?.Dispose();
        }
        catch (Exception exception)
        {
            leaseFailed(operation, exception);
        }
    }

    /// <summary>Asks the limiter; one that throws instead of returning a task fails the task.</summary>
    private async Task<RateLimitLease> AskAsync(CancellationToken cancellationToken) =>
        await limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);

    /// <summary>Returns a lease that is granted after the call has stopped waiting for it.</summary>
    private async Task ReturnAsync(Task<RateLimitLease> asking, string operation)
    {
        try
        {
            Return(await asking.ConfigureAwait(false), operation);
        }
        catch (Exception)
        {
            // The wait ended without a lease because its token was canceled, or it failed after the call had ended.
        }
    }
}
