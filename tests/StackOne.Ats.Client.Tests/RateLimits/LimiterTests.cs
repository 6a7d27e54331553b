using System.Net;
using System.Threading.RateLimiting;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.RateLimits;

/// <summary>A rate limiter of the application's own, good or bad.</summary>
public class LimiterTests
{
    [Fact]
    public async Task Order_LimiterOfTheApplication_IsAskedForEachAttempt()
    {
        var harness = new Harness();
        using var limiter = new TokenBucketRateLimiter(new()
        {
            TokenLimit = 2,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromHours(1),
            AutoReplenishment = false,
        });
        harness.Options.RateLimiter = limiter;
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "0")).Answer(HttpStatusCode.OK);
        await harness.OrderAsync();

        var failure = await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());

        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.Equal(0, failure.Attempts);
        Assert.Equal(2, harness.Stub.Sent.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Order_LimiterMakesItWait_EndsWithTheCallsTimeOrItsCancellation(bool cancel)
    {
        var harness = new Harness();
        using var limiter = new ConcurrencyLimiter(new() { PermitLimit = 1, QueueLimit = 10 });
        using RateLimitLease taken = limiter.AttemptAcquire();
        harness.Options.RateLimiter = limiter;
        await EndsInTimeAsync(harness, cancel);

        Assert.Empty(harness.Stub.Sent);
    }

    [Fact]
    public async Task Order_LimiterThrows_IsTypedAndNothingIsOpen()
    {
        var harness = new Harness();
        var limiter = new ConcurrencyLimiter(new() { PermitLimit = 1 });
        limiter.Dispose();
        harness.Options.RateLimiter = limiter;

        var failure = await Assert.ThrowsAsync<StackOneException>(() => harness.OrderAsync());

        Assert.IsType<ObjectDisposedException>(failure.InnerException);
        Assert.False(failure.OutcomeUnknown);
        Assert.Empty(harness.Stub.Sent);
    }

    [Fact]
    public async Task Order_LimiterWithoutCoolDown_IsAskedAllTheSame()
    {
        var harness = new Harness();
        using var limiter = new ConcurrencyLimiter(new() { PermitLimit = 1 });
        harness.Options.RateLimiter = limiter;
        harness.Options.Retry.CoolDown = false;
        harness.Stub.Answer(HttpStatusCode.OK);

        await harness.OrderAsync();
        using (limiter.AttemptAcquire())
        {
            await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());
        }

        Assert.Single(harness.Stub.Sent);
    }

    /// <summary>A lease that is kept would let one order out, and no more.</summary>
    [Theory]
    [InlineData(200)]
    [InlineData(409)]
    public async Task Order_LimiterOfOneAtATime_GetsItsLeaseBack(int status)
    {
        var harness = new Harness();
        using var limiter = new ConcurrencyLimiter(new() { PermitLimit = 1 });
        harness.Options.RateLimiter = limiter;
        for (int i = 0; i < 3; i++)
        {
            harness.Stub.Answer((HttpStatusCode)status);
            await Task.WhenAny(harness.OrderAsync());
        }

        Assert.Equal(3, harness.Stub.Sent.Count);
        Assert.Equal(1, limiter.GetStatistics()!.CurrentAvailablePermits);
    }

    /// <summary>Attempts that get no permit leave nothing behind.</summary>
    [Fact]
    public async Task Order_RefusedByTheLimiterManyTimes_GoesOutWhenItMay()
    {
        var harness = new Harness();
        using var limiter = new ConcurrencyLimiter(new() { PermitLimit = 1 });
        harness.Options.RateLimiter = limiter;
        using (limiter.AttemptAcquire())
        {
            for (int i = 0; i < 40; i++)
            {
                Task refused = harness.Client.Assessments.OrderAsync(Harness.Request);
                Assert.True(refused.IsCompleted);
                await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => refused);
            }
        }

        harness.Stub.Answer(HttpStatusCode.OK);
        Task<AssessmentOrderResult> order = harness.Client.Assessments.OrderAsync(Harness.Request);

        // Without the clock moving.
        Assert.Equal("o1", (await order).Id);

        // Nor does a call that is alone wait for others.
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "0")).Answer(HttpStatusCode.OK);
        await harness.OrderAsync();
        Assert.Equal(0.02, harness.Waits.Last().TotalSeconds);
    }

    [Fact]
    public async Task Order_AnotherIsRefusedWhileItIsInTheLimitersLine_WaitsForTheCoolDown()
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        using var limiter = new OwnLimiter();
        harness.Options.RateLimiter = limiter;
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        harness.Stub.Then((_, _) => answer.Task).Answer(HttpStatusCode.OK);
        limiter.Coming.SetResult(new OwnLease());
        Task first = harness.Client.Assessments.OrderAsync(Harness.Request);
        limiter.Coming = new();
        Task<AssessmentOrderResult> second = harness.Client.Assessments.OrderAsync(Harness.Request);

        answer.SetResult(StubHandler.Response(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "10")));
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => first);
        var lease = new OwnLease();
        limiter.Coming.SetResult(lease);

        Assert.True(lease.Disposed);
        Assert.Single(harness.Stub.Sent);
        await harness.RunAsync(() => second);
        Assert.Equal(10.02, harness.Waits.Single().TotalSeconds);

        // The permit that was returned counts for nothing: a call that is alone need not wait for others.
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "0"));
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());
        harness.Stub.Answer(HttpStatusCode.OK);
        await harness.OrderAsync();
        Assert.Equal(0.02, harness.Waits.Last().TotalSeconds);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Order_LimiterNeverAnswers_EndsWithTheCallsTimeOrItsCancellation(bool cancel)
    {
        var harness = new Harness();
        using var limiter = new OwnLimiter();
        harness.Options.RateLimiter = limiter;
        await EndsInTimeAsync(harness, cancel);

        // What it gives in the end goes back.
        var lease = new OwnLease();
        limiter.Coming.SetResult(lease);
        Assert.True(lease.Disposed);
    }

    /// <summary>The cool-down has taken all of the time but for less than a timer's grain.</summary>
    [Fact]
    public async Task Order_NoTimeLeftForTheLimiter_IsNotSent()
    {
        var harness = new Harness();
        using var limiter = new OwnLimiter();
        await CoolDownAsync(harness, limiter, totalSeconds: 11.01);

        var failure = await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());

        Assert.Equal(0, failure.Attempts);
        Assert.Equal(1, limiter.Asked);
    }

    /// <summary>The time spent in a cool-down is not available to the limiter.</summary>
    [Fact]
    public async Task Order_CoolDownThenLimiter_EndsWithTheCallsTime()
    {
        var harness = new Harness();
        using var limiter = new OwnLimiter();
        await CoolDownAsync(harness, limiter, totalSeconds: 15);

        Task<AssessmentOrderResult> order = harness.Client.Assessments.OrderAsync(Harness.Request);
        harness.Time.Advance(TimeSpan.FromSeconds(10.1));
        Assert.Equal(2, limiter.Asked);
        harness.Time.Advance(TimeSpan.FromSeconds(4));

        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => order);
    }

    /// <summary>The order was placed, and the call must say so, whatever becomes of the lease.</summary>
    [Fact]
    public async Task Order_LeaseCannotBeGivenBack_IsAnOrderAllTheSame()
    {
        var harness = new Harness();
        using var limiter = new OwnLimiter();
        limiter.Coming.SetResult(new OwnLease { Failure = new InvalidOperationException("mine") });
        harness.Options.RateLimiter = limiter;
        harness.Stub.Answer(HttpStatusCode.OK).Answer(HttpStatusCode.Conflict);

        Assert.Equal("o1", (await harness.OrderAsync()).Id);
        await Assert.ThrowsAsync<StackOneConflictException>(() => harness.OrderAsync());

        Assert.Equal(
            "Assessments.OrderAsync could not release its RateLimiter lease: System.InvalidOperationException",
            harness.Logger.Collector.GetSnapshot().First(record => record.Id.Id == 6).Message);
    }

    /// <summary>Its token ends its wait with an exception of its own.</summary>
    [Fact]
    public async Task Order_LimiterFailsWhenCancelled_IsACancellation()
    {
        var harness = new Harness();
        using var limiter = new OwnLimiter();
        harness.Options.RateLimiter = limiter;
        using var source = new CancellationTokenSource();
        using CancellationTokenRegistration first = source.Token.Register(() => limiter.Coming.SetException(new IOException("closed")));
        Task<AssessmentOrderResult> order = harness.Client.Assessments.OrderAsync(Harness.Request, source.Token);

        source.Cancel();

        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => order)).CancellationToken);
    }

    [Theory]
    [InlineData(true, "could not be sent: RateLimiter failed")]
    [InlineData(false, "was not sent: the rate limit is exhausted")]
    public async Task Order_LeaseThatIsNoLeave_IsGivenBack(bool failsWhenAsked, string message)
    {
        var harness = new Harness();
        using var limiter = new OwnLimiter();
        var lease = new OwnLease { Denied = true, FailsWhenAsked = failsWhenAsked };
        limiter.Coming.SetResult(lease);
        harness.Options.RateLimiter = limiter;

        var failure = await Assert.ThrowsAnyAsync<StackOneException>(() => harness.OrderAsync());

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.True(lease.Disposed);
    }

    /// <summary>It fails as a connection does, but nothing was sent, and a retry would ask it again.</summary>
    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task Send_LimiterFailsLikeAConnection_IsNamedAndNotTriedAgain(string method)
    {
        var harness = new Harness();
        using var limiter = new OwnLimiter();
        var cause = new IOException("the limiter's own server is gone");
        limiter.Coming.SetException(cause);
        harness.Options.RateLimiter = limiter;

        var failure = await Assert.ThrowsAsync<StackOneException>(() => harness.SendAsync(method));

        Assert.Same(cause, failure.InnerException);
        Assert.Contains("could not be sent: RateLimiter failed", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.OutcomeUnknown);
        Assert.Equal(1, limiter.Asked);
    }

    /// <summary>The account cools down for 10 seconds, and the limiter has no more permits to give.</summary>
    private static async Task CoolDownAsync(Harness harness, OwnLimiter limiter, double totalSeconds)
    {
        harness.Options.TotalTimeout = TimeSpan.FromSeconds(totalSeconds);
        harness.Options.Retry.MaxRetries = 0;
        harness.Options.RateLimiter = limiter;
        limiter.Coming.SetResult(new OwnLease());
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "10"));
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());
        limiter.Coming = new();
    }

    private static async Task EndsInTimeAsync(Harness harness, bool cancel)
    {
        using var source = new CancellationTokenSource();

        Task<AssessmentOrderResult> order = harness.Client.Assessments.OrderAsync(Harness.Request, source.Token);
        if (cancel)
        {
            source.Cancel();
            var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => order);
            Assert.Equal(source.Token, cancelled.CancellationToken);
        }
        else
        {
            harness.Time.Advance(harness.Options.TotalTimeout);
            await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => order);
        }
    }

    private sealed class OwnLimiter : RateLimiter
    {
        internal TaskCompletionSource<RateLimitLease> Coming { get; set; } = new();

        internal int Asked { get; private set; }

        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
        {
            Asked++;
            return new(Coming.Task);
        }
    }

    private sealed class OwnLease : RateLimitLease
    {
        internal Exception? Failure { get; init; }

        internal bool Disposed { get; private set; }

        internal bool Denied { get; init; }

        internal bool FailsWhenAsked { get; init; }

        public override bool IsAcquired => !Denied;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return FailsWhenAsked ? throw new IOException("closed") : false;
        }

        protected override void Dispose(bool disposing)
        {
            Disposed = true;
            base.Dispose(disposing);
            if (Failure is not null)
            {
                throw Failure;
            }
        }
    }
}
