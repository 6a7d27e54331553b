using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Pipeline;

public class PipelineHandlerTests
{
    /// <summary>The thread of a user interface may be blocked by the code that made the call.</summary>
    [Fact]
    public async Task Order_SentAgainUnderASynchronizationContext_DoesNotComeBackToIt()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.TooManyRequests).Answer(HttpStatusCode.OK);
        var context = new CountingContext();

        await harness.RunAsync(() =>
        {
            SynchronizationContext.SetSynchronizationContext(context);
            Task<Models.AssessmentOrderResult> order = harness.Client.Assessments.OrderAsync(Harness.Request);
            SynchronizationContext.SetSynchronizationContext(null);
            return order;
        });

        Assert.Equal(2, harness.Stub.Sent.Count);
        Assert.Equal(0, context.Posts);
    }

    /// <summary>The socket would notice, but a handler of the application may not.</summary>
    [Theory]
    [InlineData("GET", 0)]
    [InlineData("GET", 3)]
    [InlineData("POST", 0)]
    [InlineData("POST", 3)]
    public async Task Send_CanceledBefore_SendsNothing(string method, int retries)
    {
        int keys = 0;
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = retries;
        harness.Options.ApiKey = null;
        harness.Options.ApiKeyProvider = _ =>
        {
            keys++;
            return new(Harness.Key);
        };
        harness.Stub.Answer(HttpStatusCode.OK);
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.SendAsync(method, caller.Token));

        Assert.Equal(caller.Token, canceled.CancellationToken);
        Assert.Empty(harness.Stub.Sent);
        Assert.Equal(0, keys);
    }

    /// <summary>The answer is better than nothing, although it would be retried.</summary>
    [Fact]
    public async Task Send_CanceledWhenAnswered_ThrowsTheAnswersException()
    {
        var harness = new Harness();
        using var caller = new CancellationTokenSource();
        harness.Options.RateLimiter = new CancelingLimiter(caller);
        harness.Stub.Answer(HttpStatusCode.ServiceUnavailable);

        await Assert.ThrowsAsync<StackOneApiException>(() => harness.SendAsync("GET", caller.Token));

        Assert.Single(harness.Stub.Sent);
    }

    [Fact]
    public async Task Execute_CanceledBeforePolly_ReturnsTheFirstResult()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();
        using var request = new HttpRequestMessage();
        using var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        int attempts = 0;
        var loop = new RetryLoop(new() { ApiKey = Harness.Key }, PipelineServices.Default, (_, _, _) =>
        {
            attempts++;
            return new(new AttemptResult(response, null, null) { RetryDelay = TimeSpan.Zero });
        });
        var operation = new Operation("id", "Things.Get", "GET", "/things", TakesPrefer: false, AssessmentsOperations.Models);

        AttemptResult result = await loop.ExecuteAsync(request, new ApiCall(operation, CallScope.Mock, caller.Token), CancellationToken.None);

        Assert.Same(response, result.Response);
        Assert.Equal(1, attempts);
    }

    /// <summary>A stream of the application's handler may use the token of a download while it is read.</summary>
    [Fact]
    public async Task Send_AfterADownload_HasAnotherToken()
    {
        List<CancellationToken> tokens = [];
        using var stub = new StubHandler();
        using var client = new StackOneAtsClient(new() { ApiKey = Harness.Key, AccountId = Harness.Account }, stub);
        for (int i = 0; i < 300; i++)
        {
            stub.Then((_, token) =>
            {
                tokens.Add(token);
                return Task.FromResult(StubHandler.Response(HttpStatusCode.OK));
            });
        }

        await using StackOneDownload document = await client.Applications.DownloadDocumentAsync("a1", "d1");
        for (int i = 1; i < 300; i++)
        {
            await client.Assessments.OrderAsync(Harness.Request);
        }

        Assert.DoesNotContain(tokens[0], tokens.Skip(1));
    }

    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        internal int Posts => _posts;

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            d(state);
        }
    }

    private sealed class CountingTime : FakeTimeProvider
    {
        private int _alive;

        internal int Created { get; private set; }

        internal int Alive => _alive;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Created++;
            Interlocked.Increment(ref _alive);
            return new Timer(base.CreateTimer(callback, state, dueTime, period), this);
        }

        private sealed class Timer(ITimer timer, CountingTime time) : ITimer
        {
            private int _disposed;

            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                if (Interlocked.Exchange(ref _disposed, 1) == 0)
                {
                    Interlocked.Decrement(ref time._alive);
                }

                timer.Dispose();
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }

    /// <summary>Cancels the caller's token when an attempt has ended.</summary>
    private sealed class CancelingLimiter(CancellationTokenSource caller) : RateLimiter
    {
        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            new(new Lease(caller));

        private sealed class Lease(CancellationTokenSource caller) : RateLimitLease
        {
            public override bool IsAcquired => true;

            public override IEnumerable<string> MetadataNames => [];

            public override bool TryGetMetadata(string metadataName, out object? metadata)
            {
                metadata = null;
                return false;
            }

            protected override void Dispose(bool disposing)
            {
                caller.Cancel();
                base.Dispose(disposing);
            }
        }
    }
}
