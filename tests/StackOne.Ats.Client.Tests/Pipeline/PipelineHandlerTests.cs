using System.Net;
using Microsoft.Extensions.Time.Testing;
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

    [Fact]
    public async Task Order_AfterAnother_CreatesNoTimer()
    {
        var time = new CountingTime();
        using StubHandler stub = new StubHandler().Answer(HttpStatusCode.OK).Answer(HttpStatusCode.OK);
        using var client = new StackOneAtsClient(
            new() { ApiKey = Harness.Key, AccountId = Harness.Account },
            stub,
            PipelineServices.Default with { Time = time });

        await client.Assessments.OrderAsync(Harness.Request);
        (int created, int alive) = (time.Created, time.Alive);
        await client.Assessments.OrderAsync(Harness.Request);

        Assert.Equal((created, alive), (time.Created, time.Alive));
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
}
