using System.Net;
using CsCheck;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Tests.Properties;

/// <summary>What is tried again, and when. There are few decisions, so all of them are looked at; waits are drawn.</summary>
public class RetryProperties
{
    private const long Day = TimeSpan.TicksPerDay;

    private static readonly AttemptOutcome[] Outcomes = Enum.GetValues<AttemptOutcome>();

    /// <summary>All that OptionsRules allow, the ends included.</summary>
    private static readonly Gen<StackOneRetryOptions> Options =
        from maxDelay in Time(Day)
        from baseDelay in Time(maxDelay.Ticks)
        from maxRetryAfter in Time(Day)
        select new StackOneRetryOptions { BaseDelay = baseDelay, MaxDelay = maxDelay, MaxRetryAfter = maxRetryAfter };

    private static readonly Gen<TimeSpan?> Hint = Gen.Frequency(
        (1, Gen.Const((TimeSpan?)null)),
        (4, Time(2 * Day).Select(time => (TimeSpan?)time)),
        (1, Gen.Const((TimeSpan?)TimeSpan.MaxValue)));

    private static readonly Gen<double> Chance = Gen.Frequency((6, Gen.Double[0, 1].Where(chance => chance < 1)), (1, Gen.Const(0d)), (1, Gen.Const(0.9999999999999999)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void MayRetry_EveryDecision_IsSafe(bool retryTimedOutWrites)
    {
        foreach (AttemptOutcome outcome in Outcomes)
        {
            bool write = outcome.MayRetry(idempotent: false, retryTimedOutWrites);
            bool read = outcome.MayRetry(idempotent: true, retryTimedOutWrites);

            Assert.True(read || !write, $"{outcome}: a write is tried again, and a read is not.");
            // What may have been carried out is sent again on the server's word alone.
            Assert.False(write && outcome.LeavesOutcomeUnknown() && outcome != AttemptOutcome.TimedOutByServer, $"{outcome}");
            Assert.True(!write || retryTimedOutWrites || outcome is AttemptOutcome.TooManyRequests or AttemptOutcome.NotSent, $"{outcome}");
        }
    }

    [Fact]
    public void Of_EveryStatus_IsRetriedAsStated()
    {
        for (int status = 0; status <= 999; status++)
        {
            AttemptOutcome outcome = AttemptOutcomes.Of((HttpStatusCode)status);

            Assert.Equal(status is 408 or 429, outcome.MayRetry(idempotent: false, retryTimedOutWrites: true));
            Assert.Equal(status is 429, outcome.MayRetry(idempotent: false, retryTimedOutWrites: false));
            Assert.Equal(status is 408 or 429 or 502 or 503 or 504, outcome.MayRetry(idempotent: true, retryTimedOutWrites: false));
            Assert.Equal(status is 408 or < 200 or (>= 300 and < 400) or (>= 500 and not 501), outcome.LeavesOutcomeUnknown());
        }
    }

    [Fact]
    public void Next_Hint_IsNeverPassedEarlyNorByMuch() =>
        Gen.Select(Options, Gen.Int[0, 100], Hint, Time(Day), Chance).Sample((retry, attempt, hint, remaining, chance) =>
            RetryDelay.Next(retry, attempt, hint, remaining, chance) is not { } wait
            || (wait < remaining
                && (hint is null || (hint <= retry.MaxRetryAfter && wait > hint && wait < hint + TimeSpan.FromSeconds(1.021)))),
            iter: 50_000);

    [Fact]
    public void Next_NoHint_IsBetweenHalfOfTheDoubledWaitAndTheWhole() =>
        Gen.Select(Options, Gen.Int[0, 100], Chance).Sample((retry, attempt, chance) =>
        {
            // By doubling, as a person would.
            decimal whole = retry.BaseDelay.Ticks;
            for (int i = 0; i < attempt && whole < retry.MaxDelay.Ticks; i++)
            {
                whole *= 2;
            }

            whole = Math.Min(whole, retry.MaxDelay.Ticks);
            long wait = RetryDelay.Next(retry, attempt, null, TimeSpan.MaxValue, chance)!.Value.Ticks;
            return wait >= Math.Floor(whole / 2) && wait <= whole;
        },
        iter: 50_000);

    /// <summary>A delay is refused only because the time left is too short, or because the server asks for too much.</summary>
    [Fact]
    public void Next_Refused_HasAReason() =>
        Gen.Select(Options, Gen.Int[0, 100], Hint, Time(Day), Chance).Sample((retry, attempt, hint, remaining, chance) =>
            RetryDelay.Next(retry, attempt, hint, remaining, chance) is not null
            || hint > retry.MaxRetryAfter
            || RetryDelay.Next(retry, attempt, hint, TimeSpan.MaxValue, chance) >= remaining,
            iter: 50_000);

    /// <summary>From zero to a longest, of every magnitude.</summary>
    private static Gen<TimeSpan> Time(long longest) => Gen.OneOf(
        Gen.Long[0, longest],
        Gen.Long[0, Math.Min(longest, TimeSpan.TicksPerSecond)],
        Gen.OneOf(0L, longest)).Select(TimeSpan.FromTicks);
}
