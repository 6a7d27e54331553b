using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.RateLimits;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.RateLimits;

public class AdmissionTests
{
    private static readonly WaitingCall Call = new("Things.Get", "acc", Started: 0, MayWait: TimeSpan.FromMinutes(1));

    /// <summary>A permit that is returned wakes the next attempt, which must see the refusal.</summary>
    [Fact]
    public async Task Leave_Refused_HoldsTheAccountBeforeThePermitIsReturned()
    {
        var time = new FakeTimeProvider();
        ValueTask<AdmittedAttempt> next = default;
        Action returned = () => { };
        using var limiter = new LimiterOf(() => returned());
        var options = new StackOneAtsClientOptions { RateLimiter = limiter };
        var admission = new Admission(options, time, () => 0, PipelineServices.Default.Queue, new((_, _) => { }, (_, _) => { }));
        AdmittedAttempt first = await admission.EnterAsync(Call, CancellationToken.None);
        returned = () =>
        {
            returned = () => { };
            next = admission.EnterAsync(Call, CancellationToken.None);
        };

        admission.Leave(Call, first, AttemptProgress.Answered, AttemptOutcome.TooManyRequests, TimeSpan.FromSeconds(10));

        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(10.02));
        Assert.Equal(2, (await next).Number);
    }

    /// <summary>The account was refused for 40 seconds while the attempt waited 30 of its 60 for a permit.</summary>
    [Fact]
    public async Task Enter_RefusedWhileItWaitsForAPermit_HasOnlyTheTimeThatIsLeft()
    {
        var time = new FakeTimeProvider();
        using var limiter = new ConcurrencyLimiter(new() { PermitLimit = 2, QueueLimit = 1 });
        var options = new StackOneAtsClientOptions { RateLimiter = limiter };
        var admission = new Admission(options, time, () => 0, PipelineServices.Default.Queue, new((_, _) => { }, (_, _) => { }));
        AdmittedAttempt first = await admission.EnterAsync(Call, CancellationToken.None);
        using RateLimitLease taken = limiter.AttemptAcquire();
        ValueTask<AdmittedAttempt> waiting = admission.EnterAsync(Call, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(30));

        admission.Leave(Call, first, AttemptProgress.Answered, AttemptOutcome.TooManyRequests, TimeSpan.FromSeconds(40));

        NotAdmittedException refused = await Assert.ThrowsAsync<NotAdmittedException>(waiting.AsTask);
        Assert.InRange(refused.RetryAfter!.Value.TotalSeconds, 40, 41);
    }

    [Fact]
    public async Task Order_CoolDownIsOff_IsSentAtOnceAfterARefusal()
    {
        var harness = new Harness();
        harness.Options.Retry.CoolDown = false;
        harness.Options.Retry.MaxRetries = 0;
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "10")).Answer(HttpStatusCode.OK);
        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());

        Task<AssessmentOrderResult> order = harness.Client.Assessments.OrderAsync(Harness.Request);

        Assert.True(order.IsCompleted);
        Assert.Equal("o1", (await order).Id);
    }

    /// <summary>Grants each permit at once, and runs an action when one is returned.</summary>
    private sealed class LimiterOf(Action returned) : RateLimiter
    {
        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => new Lease(returned);

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            new(AttemptAcquireCore(permitCount));

        private sealed class Lease(Action returned) : RateLimitLease
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
                returned();
                base.Dispose(disposing);
            }
        }
    }
}
