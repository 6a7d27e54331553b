using StackOne.Ats.Client.RateLimits;

namespace StackOne.Ats.Client.Tests.RateLimits;

public class AccountGateTests
{
    private const long Patience = 10;

    private readonly AccountGate _gate = new(Patience);
    private readonly Queue<Ticket> _tickets = new();

    [Fact]
    public void TryEnter_NothingKnown_LetsSomeOutAndOneMoreForEachTaken()
    {
        Assert.Equal(32, EnterAll(now: 0));

        Leave(taken: true);

        // The place of the one that ended, and one more.
        Assert.Equal(2, EnterAll(now: 0));
    }

    [Fact]
    public void TryEnter_NotTaken_MakesNoMoreRoom()
    {
        EnterAll(now: 0);

        Leave(taken: false);

        Assert.Equal(1, EnterAll(now: 0));
    }

    /// <summary>Orders may take minutes, and a refusal does not.</summary>
    [Fact]
    public void TryEnter_NoneRefusedForAWhile_LetsOutTwiceAsMany()
    {
        Assert.Equal(32, EnterAll(now: 5));
        Assert.Equal(0, EnterAll(now: 5 + Patience - 1));
        Assert.Equal(32, EnterAll(now: 5 + Patience));
        Assert.Equal(0, EnterAll(now: 5 + Patience));
        Assert.Equal(64, EnterAll(now: 5 + (2 * Patience)));
    }

    [Fact]
    public void TryEnter_Closed_WaitsForTheMomentAndThenLetsOutWhatWasTaken()
    {
        EnterAll(now: 0);
        Leave(taken: true, count: 30);
        Leave(taken: false, closedUntil: 100);
        Leave(taken: false, closedUntil: 90);

        Assert.Equal(0, EnterAll(now: 99));
        // As many as were taken, and one that feels for more.
        Assert.Equal(31, EnterAll(now: 100));
        Leave(taken: true, count: 30);
        Assert.Equal(0, EnterAll(now: 100));
        // The probe's place, and one more.
        Leave(taken: true);
        Assert.Equal(2, EnterAll(now: 100));
    }

    [Fact]
    public void TryEnter_StillUnderWayWhenItOpens_CountsAsTakenOnce()
    {
        EnterAll(now: 0);
        Leave(taken: false, closedUntil: 100);

        Assert.Equal(31 + 1, EnterAll(now: 100));
        // The slow ones of before end: they have been counted, and are no probes of now.
        Leave(taken: true, count: 31);
        Assert.Equal(0, EnterAll(now: 100));
        Leave(taken: false, closedUntil: 200);
        // What went freely in between is under way.
        Assert.Equal(31 + 1, EnterAll(now: 200));
    }

    /// <summary>Orders may run for many epochs: each counts in its own only.</summary>
    [Fact]
    public void TryEnter_SlowOnesOfOlderEpochs_AreNotCountedAgain()
    {
        var gate = new AccountGate(Patience);
        var letOut = new List<int>();
        for (long now = 0; now < 500; now += 100)
        {
            var tickets = new List<Ticket>();
            while (gate.TryEnter(now, sends: true, out Ticket ticket))
            {
                tickets.Add(ticket);
            }

            letOut.Add(tickets.Count);
            // Ten are taken and run on.
            tickets.Skip(10).ToList().ForEach(refused => gate.Leave(refused, TicketEnd.Refused, now, closedUntil: now + 100));
        }

        Assert.Equal([32, 11, 11, 11, 11], letOut);
    }

    [Fact]
    public void TryEnter_AfterALongQuietTime_KnowsNoMoreThanAtFirst()
    {
        for (int i = 0; i < 5000; i++)
        {
            Enter(now: 0);
            Leave(taken: true);
        }

        Assert.Equal(32, EnterAll(now: 0));
        Leave(taken: false, closedUntil: 100);
        Leave(taken: false, count: 31);
        // All of the quiet time were taken, but one after another.
        Assert.Equal(32 + 1, EnterAll(now: 100));
    }

    /// <summary>A server that rounds the seconds down names this very moment in the last of them.</summary>
    [Theory]
    [InlineData(1, 50)]
    [InlineData(2, 60)]
    public void Leave_ToldToComeAtOnce_WaitsForTheOthersAnswers(int underWay, long opensAt)
    {
        for (int i = 0; i < underWay; i++)
        {
            Enter(now: 0);
        }

        Leave(taken: false, now: 50, closedUntil: 50);

        Assert.False(Enter(now: opensAt - 1));
        Assert.True(Enter(now: opensAt));
    }

    [Fact]
    public void Leave_RefusedInAnOlderEpoch_ClosesAgain()
    {
        EnterAll(now: 0);
        Leave(taken: false, closedUntil: 100);
        EnterAll(now: 100);

        Leave(taken: false, now: 100, closedUntil: 200);

        Assert.Equal(0, EnterAll(now: 199));
        // Thirty-one and a probe went out in the epoch that has ended, and none of them was refused.
        Assert.Equal(32 + 1, EnterAll(now: 200));
    }

    /// <summary>In the application's limiter's line nothing has been sent, and nothing taken.</summary>
    [Fact]
    public void TryEnter_NotSentWhenItCloses_CountsForNothing()
    {
        Ticket[] waiting = [.. Enumerable.Range(0, 31).Select(_ => Let(sends: false))];
        Enter(now: 0);
        Leave(taken: false, closedUntil: 100);

        Assert.All(waiting, ticket => Assert.False(_gate.TrySend(ticket)));
        Assert.Equal(1, EnterAll(now: 100));
        // Of an epoch that is over: to be asked for again.
        Assert.All(waiting, ticket => Assert.False(_gate.TrySend(ticket)));
    }

    [Fact]
    public void TrySend_NothingHappened_CountsAsSentFromThen()
    {
        Ticket ticket = Let(sends: false);
        Assert.True(_gate.TrySend(ticket));
        Enter(now: 0);

        Leave(taken: false, closedUntil: 100);

        Assert.Equal(1 + 1, EnterAll(now: 100));
        _gate.Leave(ticket, TicketEnd.Taken, now: 100, closedUntil: null);
    }

    [Fact]
    public void Leave_Unused_GivesItsPlaceBack()
    {
        EnterAll(now: 0);
        Leave(taken: true, count: 31);
        Leave(taken: false, closedUntil: 100);
        Ticket free = Let(sends: false, now: 100);
        Assert.False(free.Probing);

        _gate.Leave(free, TicketEnd.Unused, now: 100, closedUntil: null);

        Assert.Equal(31 + 1, EnterAll(now: 100));
    }

    /// <summary>Refusals that name no moment close nothing, but they are refusals.</summary>
    [Fact]
    public void TryEnter_RefusedLately_LetsOutNoMore()
    {
        EnterAll(now: 0);
        Leave(taken: false, now: Patience);
        Enter(now: Patience);

        Assert.Equal(0, EnterAll(now: (2 * Patience) - 1));
        Assert.Equal(32, EnterAll(now: 2 * Patience));
    }

    [Fact]
    public void TryEnter_NothingTaken_LetsOneOut()
    {
        Enter(now: 0);
        Leave(taken: false, closedUntil: 100);

        Assert.Equal(1, EnterAll(now: 100));
    }

    [Fact]
    public async Task Leave_OneWaits_ItsTurnComes()
    {
        EnterAll(now: 0);
        Assert.False(_gate.TryEnter(0, sends: true, out _, out long? until, out TaskCompletionSource? turn));
        Assert.Null(until);
        Assert.False(turn!.Task.IsCompleted);

        Leave(taken: true);

        await turn.Task;
    }

    [Fact]
    public async Task Leave_Refused_AllWhoWaitLearnOfTheMoment()
    {
        EnterAll(now: 0);
        Task[] turns = [.. Enumerable.Range(0, 10).Select(number => Turn().Task)];

        Leave(taken: false, closedUntil: 100);

        await Task.WhenAll(turns);
        Assert.False(_gate.TryEnter(0, sends: true, out _, out long? until, out TaskCompletionSource? none));
        Assert.Equal(100, until);
        Assert.Null(none);
    }

    [Fact]
    public async Task Leave_FirstInLineGaveUp_TheNextHasTheTurn()
    {
        EnterAll(now: 0);
        TaskCompletionSource first = Turn();
        TaskCompletionSource second = Turn();
        first.SetCanceled();

        Leave(taken: false);

        await second.Task;
    }

    [Fact]
    public void IsIdle_UnderWayOrClosed_IsNot()
    {
        Assert.True(_gate.IsIdle(0));
        Enter(now: 0);
        Assert.False(_gate.IsIdle(0));
        Leave(taken: false, closedUntil: 100);
        Assert.False(_gate.IsIdle(99));
        Assert.True(_gate.IsIdle(100));
    }

    private Ticket Let(bool sends, long now = 0)
    {
        Assert.True(_gate.TryEnter(now, sends, out Ticket ticket));
        return ticket;
    }

    private bool Enter(long now)
    {
        bool entered = _gate.TryEnter(now, sends: true, out Ticket ticket);
        if (entered)
        {
            _tickets.Enqueue(ticket);
        }

        return entered;
    }

    private int EnterAll(long now)
    {
        int count = 0;
        while (Enter(now))
        {
            count++;
        }

        return count;
    }

    /// <summary>The oldest of those under way end.</summary>
    private void Leave(bool taken, int count = 1, long now = 0, long? closedUntil = null)
    {
        for (int i = 0; i < count; i++)
        {
            _gate.Leave(_tickets.Dequeue(), taken ? TicketEnd.Taken : TicketEnd.Refused, now, closedUntil);
        }
    }

    private TaskCompletionSource Turn()
    {
        Assert.False(_gate.TryEnter(0, sends: true, out _, out _, out TaskCompletionSource? turn));
        return turn!;
    }
}
