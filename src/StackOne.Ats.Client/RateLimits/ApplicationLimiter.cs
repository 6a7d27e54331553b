using System.Threading.RateLimiting;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>
/// Asks the application's own limiter, which may be slow, ignore cancellation or fail: it never outlasts the call, and a lease that cannot be
/// returned changes nothing for the call.
/// </summary>
/// <param name="limiter">The application's limiter.</param>
/// <param name="time">The clock.</param>
/// <param name="leaseFailed">Called with the operation's name when a lease cannot be returned.</param>
internal sealed class ApplicationLimiter(RateLimiter limiter, TimeProvider time, Action<string, Exception> leaseFailed)
{
    /// <summary>Waits for a permit for one attempt.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="wait">How long it may wait.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="RateLimitedException">It is refused, or would have to wait for longer.</exception>
    /// <exception cref="LimiterFailedException">The limiter failed.</exception>
    internal async ValueTask<RateLimitLease> AcquireAsync(string operation, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time);
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

            retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan after) ? after : null;
        }
        catch (Exception) when (lease is null && ending.IsCancellationRequested)
        {
            _ = ReturnAsync(asking, operation);
            cancellationToken.ThrowIfCancellationRequested();
            throw new RateLimitedException(null);
        }
        catch (Exception exception)
        {
            Return(lease, operation);
            throw new LimiterFailedException(exception);
        }

        Return(lease, operation);
        throw new RateLimitedException(retryAfter);
    }

    /// <summary>The lease is the application's own: if it fails, that must not hide what became of an order.</summary>
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

    /// <summary>Returns a lease that comes after its call has given up.</summary>
    private async Task ReturnAsync(Task<RateLimitLease>? asking, string operation)
    {
        try
        {
            Return(asking is null ? null : await asking.ConfigureAwait(false), operation);
        }
        catch (Exception)
        {
            // It ended without a lease, as its token asked it to; or failed too late to matter.
        }
    }
}
