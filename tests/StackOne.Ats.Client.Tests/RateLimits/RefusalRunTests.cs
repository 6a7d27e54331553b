using StackOne.Ats.Client.RateLimits;

namespace StackOne.Ats.Client.Tests.RateLimits;

/// <summary>Attempts are known by their number in the order of sending. The clock is a number of seconds.</summary>
public class RefusalRunTests
{
    private readonly RefusalRun _run = new();

    [Fact]
    public void Refused_FiveAccounts_IsTheKeysLimit() =>
        Assert.Equal([false, false, false, false, true], Enumerable.Range(1, 5).Select(i => Refuse($"a{i}", i)));

    [Fact]
    public void Refused_OneAccountFiveTimes_IsNot() => Assert.DoesNotContain(true, Enumerable.Range(1, 5).Select(i => Refuse("a", i)));

    [Fact]
    public void Refused_InAnyOrder_KeepsTheFirstAttemptAndTheEarliestMoment()
    {
        Refuse("a", 7, until: 30);
        Refuse("b", 5, until: 20);
        Refuse("c", 6, until: 25);

        Assert.Equal((5L, 20.0), (_run.First, _run.Until.TotalSeconds));
        Assert.Equal(["a", "b", "c"], _run.Accounts.Order(StringComparer.Ordinal));
    }

    /// <summary>A moment that has passed would hold nobody.</summary>
    [Theory]
    [InlineData(9.9, 10)]
    [InlineData(10, 20)]
    public void Refused_EarliestMomentHasPassed_TakesTheNext(double now, double until)
    {
        Refuse("a", 1, until: 10);
        Refuse("b", 2, until: 20, now);

        Assert.Equal(until, _run.Until.TotalSeconds);
    }

    [Fact]
    public void Refused_AfterARunHasEnded_StartsAnew()
    {
        Refuse("a", 1, until: 20);
        _run.Taken(2);
        Refuse("b", 3, until: 30);

        Assert.Equal((3L, 30.0), (_run.First, _run.Until.TotalSeconds));
        Assert.Equal("b", Assert.Single(_run.Accounts));
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(9, true)]
    public void Taken_SentBeforeOrAfterTheFirstRefused_EndsTheRunOnlyIfAfter(long taken, bool ends)
    {
        Refuse("a", 5);
        _run.Taken(taken);

        Assert.Equal(ends, _run.Accounts.Count == 0);
    }

    /// <summary>One that was sent later was accepted, so this is no limit of the key.</summary>
    [Fact]
    public void Refused_SentBeforeTheLastTaken_DoesNotCount()
    {
        _run.Taken(10);
        _run.Taken(4);

        Assert.False(Refuse("a", 9));
        Assert.Empty(_run.Accounts);
        Refuse("b", 11);
        Assert.Single(_run.Accounts);
    }

    [Fact]
    public void Clear_ARun_StartsAnew()
    {
        Refuse("a", 1);
        _run.Clear();

        Assert.Empty(_run.Accounts);
    }

    private bool Refuse(string account, long attempt, double until = 10, double now = 0) =>
        _run.Refused(account, attempt, TimeSpan.FromSeconds(until), TimeSpan.FromSeconds(now));
}
