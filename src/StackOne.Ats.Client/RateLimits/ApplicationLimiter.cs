using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>Acquires permits from the application's limiter and returns them.</summary>
/// <remarks>
/// <para>
/// The limiter may be slow, ignore cancellation or fail. It never delays a call beyond its timeout, and a lease that cannot be returned does
/// not change the result of the call.
/// </para>
/// <para>
/// A limiter without a queue, such as a distributed one, refuses a permit and says when to ask again. It is asked again then, by one call at a
/// time: the others wait behind it in the order in which they came, so that nobody is overtaken and the limiter is not flooded.
/// </para>
/// </remarks>
/// <param name="options">The options, with the limiter.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Returns a number from 0 up to but not including 1, for jitter.</param>
/// <param name="events">What is logged.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore has nothing to dispose, because its wait handle is never used.")]
internal sealed class ApplicationLimiter(StackOneAtsClientOptions options, TimeProvider time, Func<double> random, LimiterEvents events)
{
    /// <summary>How long a limiter that has failed is left alone, if calls go on without it: each question may take seconds.</summary>
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>Less than after a refusal by the server: of processes that share a limiter, the first to ask could take all permits.</summary>
    private static readonly TimeSpan MaxJitter = TimeSpan.FromMilliseconds(100);

    private readonly RateLimiter _limiter = options.RateLimiter!;
    private readonly long _created = time.GetTimestamp();

    /// <summary>The turn to ask while there are no permits. It lets calls in by the order in which they came.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The calls that have the turn or wait for it.</summary>
    private int _inLine;

    /// <summary>The moments, in ticks, until which there are no permits, and until which the limiter is left alone.</summary>
    private long _noneUntil;
    private long _restUntil;

    private TimeSpan Now => time.GetElapsedTime(_created);

    /// <summary>Waits for a permit for one attempt.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="wait">How long the attempt may wait.</param>
    /// <param name="cancellationToken">Canceled by the caller, or when the client is disposed.</param>
    /// <returns>The permit; null if the limiter fails and the options let calls go on without it.</returns>
    /// <exception cref="NotAdmittedException">The limiter refuses the permit, does not grant it in time, or fails.</exception>
    internal async ValueTask<RateLimitLease?> AcquireAsync(string operation, TimeSpan wait, CancellationToken cancellationToken)
    {
        TimeSpan end = Now + wait;
        using var limit = new CancellationTokenSource(TimeSpanMath.Max(wait, TimeSpan.Zero), time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        bool hasTurn = false;
        try
        {
            while (true)
            {
                TimeSpan pause = Read(ref _noneUntil) - Now;
                if (!hasTurn && (pause > TimeSpan.Zero || Volatile.Read(ref _inLine) > 0))
                {
                    ThrowIfTooLate(pause, end);
                    hasTurn = await TakeTurnAsync(ending.Token).ConfigureAwait(false);
                    continue;
                }

                if (pause > TimeSpan.Zero)
                {
                    ThrowIfTooLate(pause, end);
                    await Task.Delay(pause, time, ending.Token).ConfigureAwait(false);
                }

                if (Now < Read(ref _restUntil))
                {
                    return null;
                }

                (RateLimitLease? lease, TimeSpan? retryAfter) = await AskAsync(operation, ending.Token).ConfigureAwait(false);
                if (retryAfter is not { } asked)
                {
                    return lease;
                }

                Volatile.Write(ref _noneUntil, (Now + asked + RetryDelay.TimerGrain + (MaxJitter * random())).Ticks);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new NotAdmittedException(null);
        }
        finally
        {
            if (hasTurn)
            {
                Interlocked.Decrement(ref _inLine);
                _turn.Release();
            }
        }
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
            events.LeaseFailed(operation, exception);
        }
    }

    private static TimeSpan Read(ref long ticks) => new(Volatile.Read(ref ticks));

    private void ThrowIfTooLate(TimeSpan pause, TimeSpan end)
    {
        if (Now + pause > end)
        {
            throw new NotAdmittedException(pause);
        }
    }

    private async Task<bool> TakeTurnAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _inLine);
        try
        {
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch
        {
            Interlocked.Decrement(ref _inLine);
            throw;
        }
    }

    /// <summary>Asks once.</summary>
    /// <returns>The permit, or when to ask again; neither if the limiter has failed and the options let calls go on without it.</returns>
    private async ValueTask<(RateLimitLease? Lease, TimeSpan? RetryAfter)> AskAsync(string operation, CancellationToken cancellationToken)
    {
        Task<RateLimitLease> asking = StartAsync(cancellationToken);
        RateLimitLease? lease = null;
        TimeSpan? retryAfter;
        try
        {
            // WaitAsync: a limiter that ignores its token must not outlast the call.
            lease = await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (lease.IsAcquired)
            {
                return (lease, null);
            }

            retryAfter = LeaseMetadata.RetryAfter(lease);
        }
        catch (Exception) when (lease is null && cancellationToken.IsCancellationRequested)
        {
            _ = ReturnAsync(asking, operation);
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception)
        {
            Return(lease, operation);
            if (!options.RateLimiterFailsOpen)
            {
                throw new NotAdmittedException(null, exception);
            }

            Volatile.Write(ref _restUntil, (Now + RestAfterFailure).Ticks);
            events.FailedOpen(operation, exception);
            return default;
        }

        Return(lease, operation);
        return retryAfter is null || retryAfter > options.Retry.MaxRetryAfter ? throw new NotAdmittedException(retryAfter) : (null, retryAfter);
    }

    /// <summary>Asks the limiter; one that throws instead of returning a task fails the task.</summary>
    private async Task<RateLimitLease> StartAsync(CancellationToken cancellationToken) =>
        await _limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);

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
