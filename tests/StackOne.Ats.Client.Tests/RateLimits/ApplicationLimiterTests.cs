using System.Threading.RateLimiting;
using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.RateLimits;

namespace StackOne.Ats.Client.Tests.RateLimits;

public class ApplicationLimiterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<Exception> _leaseFailures = [];
    private readonly List<Exception> _failuresOpen = [];

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

    /// <summary>The name of .NET, and that of the package RedisRateLimiting, whose value is in whole seconds.</summary>
    [Theory]
    [InlineData("RETRY_AFTER", 10, 10.02)]
    [InlineData("RATELIMIT_RETRYAFTER", 10, 10.02)]
    [InlineData("RATELIMIT_RETRYAFTER", 0, 0.02)]
    [InlineData("RETRY_AFTER", -5, 0.02)]
    // The longest wait that the options allow.
    [InlineData("RETRY_AFTER", 120, 120.02)]
    public async Task Acquire_RefusedWithATime_IsAskedAgainThen(string name, int seconds, double waits)
    {
        using var limiter = new GateLimiter { Name = name, Seconds = seconds };
        Task<RateLimitLease?> acquiring = AcquireAsync(limiter, TimeSpan.FromMinutes(5), CancellationToken.None);
        limiter.Permits = 1;

        _time.Advance(TimeSpan.FromSeconds(waits - 0.01));
        Assert.Equal(1, limiter.Asked);
        _time.Advance(TimeSpan.FromSeconds(0.01));

        Assert.True((await acquiring)!.IsAcquired);
        Assert.Equal(2, limiter.Asked);
    }

    [Theory]
    [InlineData(121, 300)]
    [InlineData(30, 20)]
    public async Task Acquire_RefusedForTooLong_IsRefusedAtOnce(int seconds, int wait)
    {
        using var limiter = new GateLimiter { Seconds = seconds };

        NotAdmittedException refused = await Assert.ThrowsAsync<NotAdmittedException>(
            () => AcquireAsync(limiter, TimeSpan.FromSeconds(wait), CancellationToken.None));

        Assert.Equal(seconds, (int)refused.RetryAfter!.Value.TotalSeconds);
        Assert.Equal(1, limiter.Asked);
    }

    [Fact]
    public async Task Acquire_RefusedWithATime_IsAskedAgainWithJitter()
    {
        using var limiter = new GateLimiter { Seconds = 10 };
        var limit = new ApplicationLimiter(Options(limiter), _time, () => 0.5, Events);
        ValueTask<RateLimitLease?> acquiring = limit.AcquireAsync("Things.Get", TimeSpan.FromMinutes(1), CancellationToken.None);
        limiter.Permits = 1;

        _time.Advance(TimeSpan.FromSeconds(10.06));
        Assert.Equal(1, limiter.Asked);
        _time.Advance(TimeSpan.FromSeconds(0.01));

        Assert.True((await acquiring)!.IsAcquired);
    }

    [Fact]
    public async Task Acquire_RefusedAgainForTooLong_IsRefusedAtOnce()
    {
        using var limiter = new GateLimiter { Seconds = 10 };
        Task acquiring = AcquireAsync(limiter, TimeSpan.FromSeconds(30), CancellationToken.None);

        limiter.Seconds = 60;
        _time.Advance(TimeSpan.FromSeconds(10.02));

        Assert.Equal(60.02, (await Assert.ThrowsAsync<NotAdmittedException>(() => acquiring)).RetryAfter!.Value.TotalSeconds);
        Assert.Equal(2, limiter.Asked);
    }

    /// <summary>A queue that is full says no time: the application wants such calls to fail.</summary>
    [Fact]
    public async Task Acquire_RefusedWithoutATime_IsRefusedAtOnce()
    {
        using var limiter = new GateLimiter { Name = "OTHER" };

        Task acquiring = AcquireAsync(limiter, TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Null((await Assert.ThrowsAsync<NotAdmittedException>(() => acquiring)).RetryAfter);
    }

    /// <summary>One call asks, the others wait behind it: in their order, and without a question of their own.</summary>
    [Fact]
    public async Task Acquire_SeveralWait_AreServedInTheirOrderByOneQuestionAtATime()
    {
        using var limiter = new GateLimiter { Seconds = 10 };
        var served = new List<int>();
        ApplicationLimiter limit = Create(limiter);
        Task[] waiting = [.. Enumerable.Range(0, 4).Select(async i =>
        {
            await AcquireAsync(limit);
            lock (served)
            {
                served.Add(i);
            }
        })];
        Assert.Equal(1, limiter.Asked);

        limiter.Permits = 2;
        _time.Advance(TimeSpan.FromSeconds(10.02));
        await Task.WhenAll(waiting[0], waiting[1]);
        await limiter.AskedAsync(4);
        limiter.Permits = 2;
        _time.Advance(TimeSpan.FromSeconds(10.02));
        await Task.WhenAll(waiting);

        // Those that are granted together may continue in any order.
        Assert.Equal([0, 1, 2, 3], [.. served.Take(2).Order(), .. served.Skip(2).Order()]);
        // One that all but the first were spared, two that were granted, one refused, two granted.
        Assert.Equal(6, limiter.Asked);
    }

    /// <summary>It is known that there is no permit in time, so the limiter is not asked.</summary>
    [Fact]
    public async Task Acquire_NoneInTime_IsRefusedWithoutAQuestion()
    {
        using var limiter = new GateLimiter { Seconds = 30 };
        ApplicationLimiter limit = Create(limiter);
        _ = AcquireAsync(limit);

        NotAdmittedException refused = await Assert.ThrowsAsync<NotAdmittedException>(
            () => limit.AcquireAsync("Things.Get", TimeSpan.FromSeconds(20), CancellationToken.None).AsTask());

        Assert.Equal(30.02, refused.RetryAfter!.Value.TotalSeconds);
        Assert.Equal(1, limiter.Asked);
    }

    [Fact]
    public async Task Acquire_CanceledInLine_LetsTheNextAsk()
    {
        using var limiter = new GateLimiter { Seconds = 10 };
        ApplicationLimiter limit = Create(limiter);
        using var source = new CancellationTokenSource();
        Task first = AcquireAsync(limit, source.Token);
        Task<RateLimitLease?> second = limit.AcquireAsync("Things.Get", TimeSpan.FromDays(1), CancellationToken.None).AsTask();

        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        limiter.Permits = 1;
        await AdvanceUntilAsync(second);

        Assert.True((await second)!.IsAcquired);
    }

    /// <summary>While one call asks the limiter, later calls wait behind it, because it is not known whether there are permits.</summary>
    [Fact]
    public async Task Acquire_AnotherIsAsking_WaitsBehindIt()
    {
        using var limiter = new GateLimiter { Seconds = 10 };
        ApplicationLimiter limit = Create(limiter);
        Task<RateLimitLease?> first = AcquireAsync(limit);
        limiter.Answering = new();
        _time.Advance(TimeSpan.FromSeconds(10.02));
        await limiter.AskedAsync(2);

        Task<RateLimitLease?> second = AcquireAsync(limit);

        Assert.Equal(2, limiter.Asked);
        limiter.Permits = 2;
        limiter.Answering.SetResult();
        Assert.All(await Task.WhenAll(first, second), lease => Assert.True(lease!.IsAcquired));
        Assert.Equal(3, limiter.Asked);
    }

    /// <summary>Calls wait for each other only while there are no permits. One that is canceled in the line leaves it.</summary>
    [Fact]
    public async Task Acquire_LineIsOver_AsksAtTheSameTimeAsOthers()
    {
        using var limiter = new GateLimiter { Seconds = 10 };
        ApplicationLimiter limit = Create(limiter);
        using var source = new CancellationTokenSource();
        Task<RateLimitLease?> first = AcquireAsync(limit);
        Task<RateLimitLease?> canceled = AcquireAsync(limit, source.Token);
        source.Cancel();
        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled)).CancellationToken);
        limiter.Permits = 3;
        _time.Advance(TimeSpan.FromSeconds(10.02));
        await first;
        limiter.Answering = new();

        Task<RateLimitLease?>[] both =
        [
            AcquireAsync(limit),
            AcquireAsync(limit),
        ];

        Assert.Equal(4, limiter.Asked);
        limiter.Answering.SetResult();
        Assert.All(await Task.WhenAll(both), lease => Assert.True(lease!.IsAcquired));
    }

    [Fact]
    public async Task Acquire_LimiterFailsAndMayBeLeftOut_IsAskedAgainAfterASecond()
    {
        using var limiter = new GateLimiter { Permits = 5, Failure = new IOException("down") };
        StackOneAtsClientOptions options = Options(limiter);
        options.RateLimiterFailsOpen = true;
        var limit = new ApplicationLimiter(options, _time, () => 0, Events);

        Assert.Null(await AcquireAsync(limit));
        Assert.Null(await AcquireAsync(limit));
        Assert.Equal(1, limiter.Asked);
        Assert.IsType<IOException>(Assert.Single(_failuresOpen));

        limiter.Failure = null;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await AcquireAsync(limit))!.IsAcquired);
    }

    /// <summary>Continuations run on other threads, so that the clock may have to be moved after a timer was set.</summary>
    private async Task AdvanceUntilAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(task, Task.Run(() => { }));
        }
    }

    private LimiterEvents Events => new((_, exception) => _leaseFailures.Add(exception), (_, exception) => _failuresOpen.Add(exception));

    private static StackOneAtsClientOptions Options(RateLimiter limiter) => new() { RateLimiter = limiter };

    private Task<RateLimitLease?> AcquireAsync(RateLimiter limiter, TimeSpan wait, CancellationToken cancellationToken) =>
        Create(limiter).AcquireAsync("Things.Get", wait, cancellationToken).AsTask();

    private static Task<RateLimitLease?> AcquireAsync(ApplicationLimiter limit, CancellationToken cancellationToken = default) =>
        limit.AcquireAsync("Things.Get", TimeSpan.FromMinutes(1), cancellationToken).AsTask();

    private ApplicationLimiter Create(RateLimiter limiter) => new(Options(limiter), _time, () => 0, Events);

    /// <summary>Grants its permits, and refuses without a queue when it has none.</summary>
    private sealed class GateLimiter : RateLimiter
    {
        private readonly SemaphoreSlim _wasAsked = new(0);
        private int _permits;
        private int _asked;

        internal string Name { get; init; } = "RETRY_AFTER";

        internal int Seconds { get; set; }

        /// <summary>If set, the answers come when it is completed.</summary>
        internal TaskCompletionSource? Answering { get; set; }

        internal Exception? Failure { get; set; }

        internal int Permits
        {
            set => Volatile.Write(ref _permits, value);
        }

        internal int Asked => Volatile.Read(ref _asked);

        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        internal async Task AskedAsync(int count)
        {
            while (Asked < count)
            {
                await _wasAsked.WaitAsync();
            }
        }

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

        protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            _wasAsked.Release();
            await (Answering?.Task ?? Task.CompletedTask);
            if (Failure is not null)
            {
                throw Failure;
            }

            bool isGranted = Volatile.Read(ref _permits) > 0 && Interlocked.Decrement(ref _permits) >= 0;
            return new Lease(isGranted, Name, Name == "RETRY_AFTER" ? TimeSpan.FromSeconds(Seconds) : Seconds);
        }

        private sealed class Lease(bool isAcquired, string name, object value) : RateLimitLease
        {
            public override bool IsAcquired => isAcquired;

            public override IEnumerable<string> MetadataNames => [name];

            public override bool TryGetMetadata(string metadataName, out object? metadata)
            {
                metadata = metadataName == name ? value : null;
                return metadata is not null;
            }
        }
    }

    private sealed class ThrowingLimiter(Func<Exception> failure) : RateLimiter
    {
        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => throw failure();
    }
}
