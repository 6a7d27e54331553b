using StackOne.Ats.Client.RateLimits;

namespace StackOne.Ats.Client.Tests.RateLimits;

/// <summary>Which accounts a refusal holds, and until when. Moments are in seconds.</summary>
public class HoldsTests
{
    private readonly Queue<double> _random = new([0]);
    private readonly Holds _holds;
    private long _attempt;

    public HoldsTests() => _holds = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(120), () => _random.Count > 1 ? _random.Dequeue() : _random.Peek());

    [Theory]
    [InlineData(10, false, 10.02)]
    [InlineData(0, false, 0.02)]
    [InlineData(0.5, false, 0.52)]
    [InlineData(0.5, true, 1.02)]
    [InlineData(0, true, 1.02)]
    [InlineData(3_600, false, 3_600.02)]
    [InlineData(1_000_000, false, 3_600.02)]
    public void Refused_Wait_HoldsTheAccountUntilThen(double wait, bool othersFollow, double until)
    {
        _holds.Refused("a", 1, 1, TimeSpan.FromSeconds(wait), othersFollow, TimeSpan.Zero);

        Assert.Equal((until, 0), (Until("a"), Until("b")));
        Assert.True(_holds.Remembers("a"));
        Assert.False(_holds.Remembers("b"));
    }

    [Fact]
    public void Refused_Jitter_IsDrawnOnceForAHold()
    {
        _random.Clear();
        _random.Enqueue(0.5);
        _random.Enqueue(0.9);

        Refuse("a", 10);
        double first = Until("a");
        Refuse("a", 10);

        Assert.Equal(10.52, first);
        Assert.Equal(first, Until("a"));
    }

    /// <summary>A hold that has just ended is another one: its refusal draws a jitter of its own.</summary>
    [Fact]
    public void Refused_WhenTheHoldEnds_DrawsAgain()
    {
        _random.Clear();
        _random.Enqueue(0);
        _random.Enqueue(0.5);

        Refuse("a", 10);
        Refuse("a", 10, now: 10.02);

        Assert.Equal(20.54, Until("a"), precision: 6);
    }

    [Fact]
    public void Refused_ShorterWaitLater_DoesNotShortenTheHold()
    {
        Refuse("a", 60);
        Refuse("a", 1, now: 1);

        Assert.Equal(60.02, Until("a"));
    }

    [Fact]
    public void Refused_LongerWaitLater_ProlongsTheHold()
    {
        Refuse("a", 10);
        Refuse("a", 20, now: 1);

        Assert.Equal(21.02, Until("a"));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Refused_SeveralAccountsInARow_HoldsAll(int accounts, bool all)
    {
        for (int i = 0; i < accounts; i++)
        {
            Refuse($"a{i}", 10 + i);
        }

        // Until the earliest of the moments, because a provider may ask for a much later one.
        Assert.Equal((all, all ? 10.02 : 0), (_holds.Remembers("other"), Until("other")));
    }

    /// <summary>The holds of the first four have just ended, and say nothing about how long the key is limited.</summary>
    [Fact]
    public void Refused_OthersHoldsHaveEnded_HoldsTheKeyByTheOneThatHasNot()
    {
        for (int i = 0; i < 4; i++)
        {
            Refuse($"a{i}", 10);
        }

        Refuse("a4", 10, now: 10.02);

        Assert.Equal(20.04, Until("other"));
    }

    /// <summary>Behind a call without an account is no provider that could have refused it.</summary>
    [Fact]
    public void Refused_CallWithoutAnAccount_HoldsAll()
    {
        Refuse("a", 5);
        Refuse("", 10);

        Assert.Equal((10.02, 10.02, 10.02), (Until(""), Until("a"), Until("other")));
        Assert.True(_holds.Remembers("other"));
    }

    /// <summary>The limit was not that of the key after all, but the refused call still waits for its Retry-After.</summary>
    [Fact]
    public void Accepted_AfterACallWithoutAnAccountWasRefused_HoldsThatAlone()
    {
        Refuse("", 10);
        _holds.Accepted(++_attempt, TimeSpan.FromSeconds(1));

        Assert.Equal((10.02, 0), (Until(""), Until("other")));
    }

    [Fact]
    public void Refused_SeveralAccountsInARow_HoldsCallsWithoutAnAccount()
    {
        for (int i = 0; i < 5; i++)
        {
            Refuse($"a{i}", 10);
        }

        Assert.Equal(10.02, Until(""));
    }

    [Fact]
    public void Refused_OneAccountManyTimes_HoldsNoOther()
    {
        for (int i = 0; i < 50; i++)
        {
            Refuse("a", 10, now: i);
        }

        Assert.False(_holds.Remembers("other"));
    }

    [Fact]
    public void Refused_OneSentLaterWasAccepted_HoldsNoOther()
    {
        for (int i = 0; i < 4; i++)
        {
            Refuse($"a{i}", 10);
        }

        _holds.Accepted(++_attempt, TimeSpan.Zero);
        Refuse("a4", 10);

        Assert.False(_holds.Remembers("other"));
    }

    /// <summary>It was sent before the one that was accepted: it says nothing of the key.</summary>
    [Fact]
    public void Refused_SentBeforeOneThatWasAccepted_CountsForItsAccountOnly()
    {
        _holds.Accepted(100, TimeSpan.Zero);
        for (int i = 0; i < 10; i++)
        {
            _holds.Refused($"a{i}", i, 100, TimeSpan.FromSeconds(10), othersFollow: false, TimeSpan.Zero);
        }

        Assert.False(_holds.Remembers("other"));
        Assert.Equal(10.02, Until("a3"));
    }

    [Theory]
    [InlineData(100, 5, false)]
    [InlineData(0, 5, true)]
    [InlineData(100, 11, true)]
    public void Accepted_WhileTheKeyIsHeld_EndsItsHoldIfItWasSentAfterTheFirstRefusal(long attempt, double now, bool held)
    {
        for (int i = 0; i < 5; i++)
        {
            Refuse($"a{i}", 10);
        }

        _holds.Accepted(attempt, TimeSpan.FromSeconds(now));

        // After its moment, the key stays in the lane until it is forgotten.
        Assert.Equal(held, _holds.Remembers("other"));
        Assert.Equal(10.02, Until("a0"));
    }

    /// <summary>Refusals may arrive in another order than that in which their attempts were sent.</summary>
    [Theory]
    [InlineData(11, true)]
    [InlineData(13, false)]
    public void Accepted_AfterRefusalsInAnotherOrder_EndsTheHoldIfItWasSentAfterTheFirst(long attempt, bool held)
    {
        // An earlier run of refusals, which has ended.
        Refuse("a0", 10);
        _holds.Accepted(++_attempt, TimeSpan.Zero);
        foreach (long refused in (long[])[16, 12, 13, 14, 15])
        {
            _holds.Refused($"a{refused}", refused, 16, TimeSpan.FromSeconds(10), othersFollow: false, TimeSpan.Zero);
        }

        _holds.Accepted(attempt, TimeSpan.FromSeconds(1));

        Assert.Equal(held, _holds.Remembers("other"));
    }

    /// <summary>The key is over and remembered: one account that is refused afterwards is limited by its own provider.</summary>
    [Fact]
    public void Refused_AfterTheKeysHoldAndAnAcceptedAttempt_HoldsItsAccountOnly()
    {
        for (int i = 0; i < 5; i++)
        {
            Refuse($"a{i}", 10);
        }

        _holds.Accepted(++_attempt, TimeSpan.FromSeconds(11));
        Refuse("b", 600, now: 11);

        Assert.Equal((611.02, 10.02), (Until("b"), Until("other")));
    }

    /// <summary>Refusals that were forgotten do not count with one of another day.</summary>
    [Fact]
    public void Refused_LongAfterOthersWere_HoldsItsAccountOnly()
    {
        for (int i = 0; i < 4; i++)
        {
            Refuse($"a{i}", 10);
        }

        _holds.Forget(TimeSpan.FromSeconds(11), nobodyWaits: true);
        Refuse("b", 600, now: 11);

        Assert.False(_holds.Remembers("other"));
    }

    [Fact]
    public void Forget_WhatIsOver_IsNotHeldAnyMore()
    {
        Refuse("a", 10);
        Refuse("b", 20);

        _holds.Forget(TimeSpan.FromSeconds(15), nobodyWaits: true);
        Assert.Equal((false, true), (_holds.Remembers("a"), _holds.Remembers("b")));
        _holds.Forget(TimeSpan.FromSeconds(21), nobodyWaits: true);
        Assert.False(_holds.Remembers("b"));
    }

    [Fact]
    public void Forget_TheKeysHold_IsForgottenAfterItsMoment()
    {
        for (int i = 0; i < 5; i++)
        {
            Refuse($"a{i}", 10);
        }

        _holds.Forget(TimeSpan.FromSeconds(10), nobodyWaits: true);
        Assert.True(_holds.Remembers("other"));
        _holds.Forget(TimeSpan.FromSeconds(10.02), nobodyWaits: true);
        Assert.False(_holds.Remembers("other"));
    }

    /// <summary>While all wait for the key, nobody has asked for the turn of an account, for which some may wait.</summary>
    [Fact]
    public void Forget_WhileTheKeyIsHeld_ForgetsNoAccount()
    {
        for (int i = 0; i < 5; i++)
        {
            Refuse($"a{i}", i == 4 ? 60 : 10);
        }

        Refuse("", 20);

        _holds.Forget(TimeSpan.FromSeconds(15), nobodyWaits: true);
        Assert.Equal((10.02, 20.02), (_holds.TurnOf("a0", TimeSpan.FromSeconds(5)).TotalSeconds, _holds.TurnOfKey(TimeSpan.FromSeconds(15)).TotalSeconds));

        _holds.Forget(TimeSpan.FromSeconds(21), nobodyWaits: true);
        Assert.Equal((5, 60.02), (_holds.TurnOf("a0", TimeSpan.FromSeconds(5)).TotalSeconds, _holds.TurnOf("a4", TimeSpan.FromSeconds(21)).TotalSeconds));
    }

    /// <summary>Each account and the key have rounds of their own.</summary>
    [Fact]
    public void Turn_AfterTheHold_IsThatOfTheAccountsRound()
    {
        Refuse("a", 10);
        Refuse("b", 10);
        var now = TimeSpan.FromSeconds(11);
        Send("a");

        Assert.Equal((12, 11, 11), (Turn("a"), Turn("b"), _holds.TurnOfKey(now).TotalSeconds));

        // The round of a is answered, and one of the next is sent.
        _holds.Answered("a", _attempt, wasSent: true);
        Assert.Equal(11, Turn("a"));
        Send("a");
        Refuse("b", 10, now: 11);
        Assert.Equal((11, 21.02), (Turn("a"), Turn("b")));
        Send("a");
        Assert.Equal((12, 21.02), (Turn("a"), Turn("b")));

        // One that was not sent after all leaves its place.
        _holds.Answered("a", _attempt, wasSent: false);
        Assert.Equal(11, Turn("a"));

        // While the key has rounds, those of the account do not count, but its moment does.
        Send("a");
        Assert.Equal(12, Turn("a"));
        Refuse("", 10, now: 11);
        Assert.Equal((11, 21.02), (Turn("a"), Turn("b")));

        double Turn(string account) => _holds.TurnOf(account, now).TotalSeconds;
        void Send(string account) => _holds.Sent(account, ++_attempt, now);
    }

    [Fact]
    public void TurnOfKey_AfterTheHold_IsThatOfItsRound()
    {
        Refuse("", 10);
        var now = TimeSpan.FromSeconds(11);
        _holds.Sent("a", ++_attempt, now);
        Assert.Equal(12, _holds.TurnOfKey(now).TotalSeconds);

        _holds.Answered("a", _attempt, wasSent: true);
        Assert.Equal(11, _holds.TurnOfKey(now).TotalSeconds);
        _holds.Sent("b", ++_attempt, now);
        Assert.Equal(11, _holds.TurnOfKey(now).TotalSeconds);

        // The refusal of one account is not the key's; that of a call without an account begins with a round of one again.
        _holds.Refused("b", _attempt, _attempt, TimeSpan.Zero, othersFollow: false, now);
        Assert.Equal(11, _holds.TurnOfKey(now).TotalSeconds);
        _holds.Sent("a", ++_attempt, now);
        _holds.Refused("", _attempt, _attempt, TimeSpan.Zero, othersFollow: false, now);
        now = TimeSpan.FromSeconds(11.02);
        _holds.Sent("a", ++_attempt, now);
        Assert.Equal(12.02, _holds.TurnOfKey(now).TotalSeconds);
    }

    private void Refuse(string account, double wait, double now = 0) =>
        _holds.Refused(account, ++_attempt, _attempt, TimeSpan.FromSeconds(wait), othersFollow: false, TimeSpan.FromSeconds(now));

    private double Until(string account) => _holds.Until(account).TotalSeconds;
}
