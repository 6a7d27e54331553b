using System.Threading.RateLimiting;
using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.RateLimits;

namespace StackOne.Ats.Client.Tests.RateLimits;

public class ApplicationLimiterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<Exception> _leaseFailures = [];

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-5000)]
    public async Task Acquire_NoTimeIsLeft_IsRefused(int milliseconds)
    {
        using RateLimiter limiter = new ConcurrencyLimiter(new() { PermitLimit = 1, QueueLimit = 1 });
        using RateLimitLease taken = limiter.AttemptAcquire();

        Task acquiring = AcquireAsync(limiter, TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None);

        Assert.Null((await Assert.ThrowsAsync<NotAdmittedException>(() => acquiring)).RetryAfter);
        Assert.Equal(0, limiter.GetStatistics()!.CurrentQueuedCount);
    }

    [Fact]
    public async Task Acquire_Cancelled_ThrowsWithTheCallersToken()
    {
        using RateLimiter limiter = new ConcurrencyLimiter(new() { PermitLimit = 1, QueueLimit = 1 });
        using RateLimitLease taken = limiter.AttemptAcquire();
        using var source = new CancellationTokenSource();
        Task acquiring = AcquireAsync(limiter, TimeSpan.FromMinutes(1), source.Token);

        source.Cancel();

        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => acquiring)).CancellationToken);
        Assert.Equal(0, limiter.GetStatistics()!.CurrentQueuedCount);
    }

    /// <summary>The limiter throws instead of returning a task, and cancels the call as it does so.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Acquire_LimiterThrowsAtOnce_IsItsFailureUnlessTheCallIsCancelled(bool cancel)
    {
        using var source = new CancellationTokenSource();
        var failure = new IOException("closed");
        using var limiter = new ThrowingLimiter(() =>
        {
            if (cancel)
            {
                source.Cancel();
            }

            return failure;
        });

        Exception? thrown = await Record.ExceptionAsync(() => AcquireAsync(limiter, TimeSpan.FromMinutes(1), source.Token));

        if (cancel)
        {
            Assert.Equal(source.Token, Assert.IsAssignableFrom<OperationCanceledException>(thrown).CancellationToken);
        }
        else
        {
            Assert.Same(failure, Assert.IsType<NotAdmittedException>(thrown).InnerException);
        }

        Assert.Empty(_leaseFailures);
    }

    private Task<RateLimitLease> AcquireAsync(RateLimiter limiter, TimeSpan wait, CancellationToken cancellationToken) =>
        new ApplicationLimiter(limiter, _time, (_, exception) => _leaseFailures.Add(exception))
            .AcquireAsync("Things.Get", wait, cancellationToken).AsTask();

    private sealed class ThrowingLimiter(Func<Exception> failure) : RateLimiter
    {
        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => throw failure();
    }
}
