using StackOne.Ats.Client.RateLimits;

namespace StackOne.Ats.Client.Tests.RateLimits;

/// <summary>What is held, for how long, and how much is sent afterwards. The clock is a number of seconds.</summary>
public class CoolDownsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly CoolDowns _coolDowns = new(Patience, TimeSpan.FromHours(1), () => 0);

    [Fact]
    public void ReadyAt_NothingWasRefused_IsNowHoweverMuchIsUnderWay()
    {
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(IsReady("a", 0));
            Send("a", 0);
        }
    }

    [Theory]
    [InlineData(10, false, 10.02)]
    [InlineData(10, true, 10.02)]
    [InlineData(0.5, false, 0.52)]
    [InlineData(0.5, true, 1.02)]
    [InlineData(0, false, 0.02)]
    [InlineData(0, true, 1.02)]
    [InlineData(3600, false, 3600.02)]
    [InlineData(3601, false, 3600.02)]
    [InlineData(9e9, false, 3600.02)]
    public void Hold_RetryAfter_HoldsTheAccountUntilThen(double wait, bool others, double until)
    {
        Refuse("a", Send("a", 0), wait, 0, others);

        Assert.Equal(until, ReadyAt("a", until - 0.001), precision: 6);
        Assert.True(IsReady("a", until));
        Assert.True(IsReady("b", 0));
        Assert.True(_coolDowns.IsHeld("a", Seconds(until - 0.001)));
        Assert.False(_coolDowns.IsHeld("a", Seconds(until)));
        Assert.False(_coolDowns.IsHeld("b", Seconds(0)));
    }

    /// <summary>An attempt of another account under way is another that may be refused.</summary>
    [Fact]
    public void Hold_OthersUnderWay_LastsForTheShortestCoolDown()
    {
        long refused = Send("a", 0);
        Send("b", 0);

        Refuse("a", refused, 0, 0);

        Assert.Equal(1.02, ReadyAt("a", 0), precision: 6);
    }

    [Fact]
    public void Hold_JitterIsDrawn_OnceForACoolDown()
    {
        int draws = 0;
        var coolDowns = new CoolDowns(Patience, TimeSpan.FromHours(1), () => draws++ == 0 ? 0.5 : 0.9);
        TimeSpan first = coolDowns.Hold("a", 1, Seconds(10), others: false, Seconds(0));
        TimeSpan second = coolDowns.Hold("a", 2, Seconds(10), others: false, Seconds(0));

        Assert.Equal(10.52, first.TotalSeconds, precision: 6);
        Assert.Equal(first, second);
        Assert.Equal(1, draws);
    }

    /// <summary>After the first, rounds of 1, 2, 4: each starts when the last one is answered.</summary>
    [Theory]
    [InlineData(10.02)]
    [InlineData(20)]
    public void ReadyAt_AfterTheCoolDown_RoundsDouble(double now)
    {
        Refuse("a", Send("a", 0), 10, 0);

        foreach (int size in (int[])[1, 1, 2, 4, 8])
        {
            long[] round = SendAllReady("a", now);
            Assert.Equal(size, round.Length);
            Assert.All(round, (attempt, i) => Assert.Equal(i == size - 1, End("a", attempt, AttemptEnd.Taken, now)));
        }
    }

    /// <summary>A server that limits rates refuses at once: a round that is not answered may be followed by the next.</summary>
    [Fact]
    public void ReadyAt_RoundIsNotAnswered_NextStartsAfterASecond()
    {
        Refuse("a", Send("a", 0), 10, 0);

        Assert.Single(SendAllReady("a", 20));
        Assert.Equal(21, ReadyAt("a", 20.5), precision: 6);
        long late = Assert.Single(SendAllReady("a", 21));
        Assert.Equal(2, SendAllReady("a", 22).Length);
        Assert.False(End("a", late, AttemptEnd.Taken, 22));
        Assert.False(IsReady("a", 22));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    public void ReadyAt_SecondCoolDown_FirstRoundIsAsLargeAsWhatWasTaken(int lost, int firstRound)
    {
        Refuse("a", Send("a", 0), 10, 0);
        End("a", Assert.Single(SendAllReady("a", 20)), lost > 0 ? AttemptEnd.Unanswered : AttemptEnd.Taken, 20);
        End("a", Assert.Single(SendAllReady("a", 20)), lost > 1 ? AttemptEnd.Unanswered : AttemptEnd.Taken, 20);
        // What is under way counts as taken until it is refused.
        long[] third = SendAllReady("a", 20);
        End("a", third[1], lost > 2 ? AttemptEnd.Unanswered : AttemptEnd.Taken, 20);

        Refuse("a", third[0], 10, 20);

        Assert.Equal(firstRound, SendAllReady("a", 40).Length);
    }

    /// <summary>A refusal that crosses the end of the cool-down says nothing of what was sent since.</summary>
    [Fact]
    public void Ended_SentBeforeTheCoolDown_CountsForNothing()
    {
        long first = Send("a", 0);
        long crossing = Send("a", 0);
        Refuse("a", first, 10, 0);
        long probe = Assert.Single(SendAllReady("a", 20));

        Assert.False(End("a", crossing, AttemptEnd.Unanswered, 20));

        Assert.False(IsReady("a", 20));
        Assert.True(End("a", probe, AttemptEnd.Taken, 20));
        End("a", Assert.Single(SendAllReady("a", 20)), AttemptEnd.Taken, 20);
        Refuse("a", SendAllReady("a", 20)[0], 10, 20);
        Assert.Equal(3, SendAllReady("a", 40).Length);
    }

    [Fact]
    public void Ended_NotSentAfterAll_GivesItsPlaceToAnother()
    {
        Refuse("a", Send("a", 0), 10, 0);
        long unsent = Assert.Single(SendAllReady("a", 20));

        Assert.True(End("a", unsent, AttemptEnd.Unsent, 20));

        Assert.Single(SendAllReady("a", 20));
    }

    /// <summary>Those who wait take the place at once, rather than when the others of the round are answered.</summary>
    [Fact]
    public void Ended_NotSentAfterAllWhileOthersAreUnanswered_GivesItsPlaceToAnother()
    {
        Refuse("a", Send("a", 0), 10, 0);
        End("a", Assert.Single(SendAllReady("a", 20)), AttemptEnd.Taken, 20);
        End("a", Assert.Single(SendAllReady("a", 20)), AttemptEnd.Taken, 20);
        long[] round = SendAllReady("a", 20);
        Assert.Equal(2, round.Length);

        Assert.True(End("a", round[0], AttemptEnd.Unsent, 20));

        Assert.Single(SendAllReady("a", 20));
    }

    [Fact]
    public void Forget_NothingIsUnanswered_NothingIsHeldAnyMore()
    {
        Refuse("a", Send("a", 0), 10, 0);
        _coolDowns.Forget(Seconds(5));
        Assert.True(_coolDowns.IsHeld("a", Seconds(5)));

        long probe = Assert.Single(SendAllReady("a", 20));
        _coolDowns.Forget(Seconds(20));
        Assert.False(IsReady("a", 20));

        End("a", probe, AttemptEnd.Taken, 20);
        _coolDowns.Forget(Seconds(20));
        Assert.Equal(10_000, SendAllReady("a", 20).Length);
    }

    [Theory]
    [InlineData(10.02)]
    [InlineData(11)]
    public void Forget_NeverCalledAgain_NothingIsRemembered(double now)
    {
        Refuse("a", Send("a", 0), 10, 0);

        _coolDowns.Forget(Seconds(now));

        Assert.Equal(10_000, SendAllReady("a", now).Length);
    }

    [Fact]
    public void Forget_AccountsAreHeld_ReturnsTheFirstMomentToCome()
    {
        Refuse("a", Send("a", 0), 30, 0);
        Refuse("b", Send("b", 0), 10, 0);
        Refuse("c", Send("c", 0), 20, 0);

        Assert.Equal(10.02, Forget(5), precision: 6);
        Assert.Equal(20.02, Forget(10.02), precision: 6);
    }

    /// <summary>A round that is not answered is no reason to look again: its end is.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Forget_HeldUntilNowAndNotAnswered_ReturnsNoMoment(int accounts)
    {
        RefuseInARow(accounts, 10, 0);
        SendAllReady("a0", 10.02);

        Assert.Equal(TimeSpan.MaxValue, _coolDowns.Forget(Seconds(10.02)));
    }

    /// <summary>The key is held until the earliest moment, and the accounts, each refused again, until one much later.</summary>
    [Fact]
    public void Forget_TheKeyIsHeldForLessThanItsAccounts_ReturnsItsMoment()
    {
        Refuse("a0", Send("a0", 0), 10, 0);
        RefuseInARow(5, 60, 0);

        Assert.Equal(10.02, Forget(5), precision: 6);
        Assert.Equal(60.02, Forget(10.02), precision: 6);
    }

    /// <summary>An attempt that was under way when its account was refused belongs to no round.</summary>
    [Fact]
    public void Forget_AnotherEndedWhileHeld_NothingIsHeldAnyMore()
    {
        long refused = Send("a", 0);
        long other = Send("a", 0);
        Refuse("a", refused, 10, 0);
        Assert.False(End("a", other, AttemptEnd.Taken, 0));

        _coolDowns.Forget(Seconds(11));

        Assert.Equal(10_000, SendAllReady("a", 11).Length);
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Hold_SeveralAccountsInARow_HoldsAll(int accounts, bool all)
    {
        RefuseInARow(accounts, 10, 0);

        Assert.Equal(all, !IsReady("other", 0));
        Assert.Equal(all, _coolDowns.IsHeld("other", Seconds(0)));
        Assert.False(_coolDowns.IsHeld("other", Seconds(10.02)));
    }

    /// <summary>The earliest moment counts, but not one that has passed: it would hold nobody.</summary>
    [Fact]
    public void Hold_FirstOfTheRunAskedForAMomentThatHasPassed_HoldsAllUntilTheNext()
    {
        Refuse("early", Send("early", 0), 10, 0);

        RefuseInARow(4, 10, 60);

        Assert.Equal(70.02, ReadyAt("other", 60), precision: 6);
    }

    /// <summary>One account that is refused many times is one account.</summary>
    [Fact]
    public void Hold_OneAccountManyTimes_HoldsNoOther()
    {
        long[] attempts = [.. Enumerable.Range(0, 100).Select(_ => Send("a", 0))];
        Assert.All(attempts, attempt => Refuse("a", attempt, 10, 0));

        Assert.True(IsReady("other", 0));
    }

    [Fact]
    public void Hold_OneSentLaterWasTaken_HoldsNoOther()
    {
        long[] attempts = [.. Accounts(5).Select(account => Send(account, 0))];
        End("other", Send("other", 0), AttemptEnd.Taken, 0);

        Assert.All(attempts, (attempt, i) => Refuse($"a{i}", attempt, 10, 0));

        Assert.True(IsReady("other", 0));
    }

    [Theory]
    [InlineData(AttemptEnd.Taken, true)]
    [InlineData(AttemptEnd.Unanswered, false)]
    [InlineData(AttemptEnd.Unsent, false)]
    public void Ended_OneSentLaterIsTakenWhileAllAreHeld_HoldsOnlyTheRefused(object end, bool released)
    {
        long[] attempts = [.. Accounts(5).Select(account => Send(account, 0))];
        long later = Send("other", 0);
        Assert.All(attempts, (attempt, i) => Refuse($"a{i}", attempt, 10, 0));

        Assert.Equal(released, End("other", later, (AttemptEnd)end, 0));

        Assert.Equal(released, IsReady("other", 0));
        Assert.False(IsReady("a0", 0));
    }

    /// <summary>Once the key's moment has come, its rounds show what the server accepts.</summary>
    [Fact]
    public void Ended_OneSentLaterIsTakenAtTheKeysMoment_TheRoundsStay()
    {
        long[] attempts = [.. Accounts(5).Select(account => Send(account, 0))];
        long later = Send("other", 0);
        Assert.All(attempts, (attempt, i) => Refuse($"a{i}", attempt, 10, 0));

        Assert.False(End("other", later, AttemptEnd.Taken, 10.02));

        Assert.Single(SendAllReady("other", 10.02));
    }

    /// <summary>A refusal at the key's moment or later was not sent before the limit was detected.</summary>
    [Fact]
    public void Hold_SeveralAccountsAtTheKeysMoment_HoldsAllAgain()
    {
        RefuseInARow(5, 10, 0);

        RefuseInARow(5, 10, 10.02);

        Assert.Equal(20.04, ReadyAt("other", 10.02), precision: 6);
    }

    /// <summary>What was sent before the minute and is lost in it was not counted in it.</summary>
    [Fact]
    public void ReadyAt_SentBeforeTheMinuteAndLostInIt_CountsForNothing()
    {
        long lost = Send("a", 0);
        for (int i = 0; i < 3; i++)
        {
            End("a", Send("a", 60), AttemptEnd.Taken, 60);
        }

        End("a", lost, AttemptEnd.Unanswered, 60);
        RefuseInARow(5, 10, 60);

        Assert.Equal(3, SendAllReady("other", 71).Length);
    }

    /// <summary>What was sent before the first that was refused may well have been taken.</summary>
    [Fact]
    public void Ended_OneSentEarlierIsTakenWhileAllAreHeld_AllStayHeld()
    {
        long earlier = Send("other", 0);
        RefuseInARow(5, 10, 0);

        Assert.False(End("other", earlier, AttemptEnd.Taken, 0));

        Assert.False(IsReady("other", 0));
    }

    [Fact]
    public void ReadyAt_AfterTheKeysCoolDown_AsManyAsTheKeyWasAllowed()
    {
        long[] sent = [.. Accounts(100).Select(account => Send(account, 0))];
        for (int i = 0; i < 95; i++)
        {
            (string account, AttemptEnd end) = ($"a{i}", i < 40 ? AttemptEnd.Taken : AttemptEnd.Unanswered);
            End(account, sent[i], end, 0);
        }

        for (int i = 95; i < 100; i++)
        {
            Refuse($"a{i}", sent[i], 10, 0);
        }

        Assert.Equal(40, SendAllReady("a99", 11).Length);
        Assert.False(IsReady("other", 11));
    }

    /// <summary>StackOne counts by the minute: what was taken before says nothing.</summary>
    [Fact]
    public void ReadyAt_MuchWasTakenLongAgo_OnlyTheLastMinuteCounts()
    {
        for (int i = 0; i < 100; i++)
        {
            End("a", Send("a", 0), AttemptEnd.Taken, 0);
        }

        End("a", Send("a", 60), AttemptEnd.Taken, 60);
        RefuseInARow(5, 10, 60);

        Assert.Single(SendAllReady("other", 71));
    }

    /// <summary>A minute starts with the first attempt after the last one has passed.</summary>
    [Fact]
    public void ReadyAt_TakenInOneMinute_AllOfThemCount()
    {
        foreach (double now in (double[])[60, 70, 119])
        {
            End("a", Send("a", now), AttemptEnd.Taken, now);
        }

        RefuseInARow(5, 10, 119);

        Assert.Equal(3, SendAllReady("other", 130).Length);
    }

    [Fact]
    public void Forget_TheKeysCoolDownHasPassed_NothingIsHeldAnyMore()
    {
        RefuseInARow(5, 10, 0);

        _coolDowns.Forget(Seconds(11));

        Assert.Equal(10_000, SendAllReady("other", 11).Length);
    }

    /// <summary>Moments of the key's are alike. One that is much later is the account's own.</summary>
    [Fact]
    public void Hold_AProviderAsksForMuchMore_HoldsNoOtherForThat()
    {
        long[] attempts = [.. Accounts(6).Select(account => Send(account, 0))];
        Refuse("a0", attempts[0], 60, 0);
        for (int i = 1; i < 5; i++)
        {
            Refuse($"a{i}", attempts[i], 10, 0);
        }

        Refuse("a5", attempts[5], 60, 0);

        Assert.Equal(10.02, ReadyAt("other", 0), precision: 6);
        Assert.True(IsReady("a1", 10.02));
        Assert.Equal(60.02, ReadyAt("a0", 11), precision: 6);
        Assert.Equal(60.02, ReadyAt("a5", 11), precision: 6);
    }

    /// <summary>Refusals that cross the key's are the key's: their accounts find out nothing anew.</summary>
    [Theory]
    [InlineData(0.5, 10.52)]
    [InlineData(1, 11.02)]
    [InlineData(1.001, 10.02)]
    public void Hold_RefusalsCrossTheKeys_TheirAccountsShareItsRounds(double more, double until)
    {
        long[] attempts = [.. Enumerable.Range(0, 30).Select(i => Send($"a{i % 10}", 0))];
        for (int i = 0; i < 30; i++)
        {
            Refuse($"a{i % 10}", attempts[i], 10 + (i == 29 ? more : 0), 0);
        }

        Assert.Equal(until, ReadyAt("other", 0), precision: 6);
        Assert.Single(SendAllReady("a9", 12));
        Assert.False(IsReady("a3", 12));
    }

    [Fact]
    public void Hold_RefusedAgainAfterTheKeysCoolDown_SeveralAreNeededAgain()
    {
        RefuseInARow(5, 10, 0);
        _coolDowns.Forget(Seconds(11));

        Refuse("c", Send("c", 11), 10, 11);

        Assert.True(IsReady("d", 11));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static IEnumerable<string> Accounts(int count) => Enumerable.Range(0, count).Select(i => $"a{i}");

    private double ReadyAt(string account, double now) => _coolDowns.ReadyAt(account, Seconds(now), out _).TotalSeconds;

    private double Forget(double now) => _coolDowns.Forget(Seconds(now)).TotalSeconds;

    private bool IsReady(string account, double now) => ReadyAt(account, now) <= now;

    private long Send(string account, double now) => _coolDowns.Send(account, Seconds(now));

    private long[] SendAllReady(string account, double now)
    {
        var sent = new List<long>();
        while (IsReady(account, now) && sent.Count < 10_000)
        {
            sent.Add(Send(account, now));
        }

        return [.. sent];
    }

    private bool End(string account, long attempt, AttemptEnd end, double now) => _coolDowns.Ended(account, attempt, end, Seconds(now));

    private void Refuse(string account, long attempt, double wait, double now, bool others = false)
    {
        End(account, attempt, AttemptEnd.Refused, now);
        _coolDowns.Hold(account, attempt, Seconds(wait), others, Seconds(now));
    }

    private void RefuseInARow(int accounts, double wait, double now)
    {
        long[] attempts = [.. Accounts(accounts).Select(account => Send(account, now))];
        Assert.All(attempts, (attempt, i) => Refuse($"a{i}", attempt, wait, now));
    }
}
