using StackOne.Ats.Client.Pipeline;

namespace StackOne.Ats.Client.Tests.Pipeline;

public class AccountGateTests
{
    private readonly AccountGate _gate = new();

    [Fact]
    public void TryEnter_NothingKnown_LetsSomeOutAndOneMoreForEachTaken()
    {
        Assert.Equal(32, EnterAll(now: 0));

        _gate.Leave(taken: true, probing: true, closedUntil: null);

        // The place of the one that ended, and one more.
        Assert.Equal(2, EnterAll(now: 0));
    }

    [Fact]
    public void TryEnter_NotTaken_MakesNoMoreRoom()
    {
        EnterAll(now: 0);

        _gate.Leave(taken: false, probing: true, closedUntil: null);

        Assert.Equal(1, EnterAll(now: 0));
    }

    [Fact]
    public void TryEnter_Closed_WaitsForTheMomentAndThenLetsOutWhatWasTaken()
    {
        EnterAll(now: 0);
        Leave(30, taken: true);
        _gate.Leave(taken: false, probing: true, closedUntil: 100);
        _gate.Leave(taken: false, probing: true, closedUntil: 90);

        Assert.Equal(0, EnterAll(now: 99));
        // As many as were taken, and one that feels for more.
        Assert.Equal(30, EnterAll(now: 100));
        Leave(30, taken: true, probing: false);
        Assert.Equal(1, EnterAll(now: 100));
        Leave(1, taken: true);
        Assert.Equal(2, EnterAll(now: 100));
    }

    [Fact]
    public void TryEnter_TakenLateBehindTheClosedGate_CountsForTheNextTime()
    {
        EnterAll(now: 0);
        _gate.Leave(taken: false, probing: true, closedUntil: 100);
        Leave(31, taken: true);

        Assert.Equal(31, EnterAll(now: 100));
    }

    [Fact]
    public void TryEnter_NothingTaken_LetsOneOut()
    {
        _gate.TryEnter(0, out _);
        _gate.Leave(taken: false, probing: true, closedUntil: 100);

        Assert.Equal(1, EnterAll(now: 100));
    }

    [Fact]
    public async Task Leave_OneWaits_ItsTurnComes()
    {
        EnterAll(now: 0);
        Assert.False(_gate.TryEnter(0, out _, out long? until, out TaskCompletionSource? turn));
        Assert.Null(until);
        Assert.False(turn!.Task.IsCompleted);

        _gate.Leave(taken: true, probing: true, closedUntil: null);

        await turn.Task;
    }

    [Fact]
    public async Task Leave_Refused_AllWhoWaitLearnOfTheMoment()
    {
        EnterAll(now: 0);
        var turns = Enumerable.Range(0, 10).Select(number =>
        {
            _gate.TryEnter(0, out _, out _, out TaskCompletionSource? turn);
            return turn!.Task;
        }).ToArray();

        _gate.Leave(taken: false, probing: true, closedUntil: 100);

        await Task.WhenAll(turns);
        Assert.False(_gate.TryEnter(0, out _, out long? until, out TaskCompletionSource? none));
        Assert.Equal(100, until);
        Assert.Null(none);
    }

    [Fact]
    public async Task Leave_FirstInLineGaveUp_TheNextHasTheTurn()
    {
        EnterAll(now: 0);
        _gate.TryEnter(0, out bool _, out _, out TaskCompletionSource? first);
        _gate.TryEnter(0, out bool _, out _, out TaskCompletionSource? second);
        first!.SetCanceled();

        _gate.Leave(taken: false, probing: true, closedUntil: null);

        await second!.Task;
    }

    [Fact]
    public void IsIdle_UnderWayOrClosed_IsNot()
    {
        Assert.True(_gate.IsIdle(0));
        _gate.TryEnter(0, out _);
        Assert.False(_gate.IsIdle(0));
        _gate.Leave(taken: false, probing: true, closedUntil: 100);
        Assert.False(_gate.IsIdle(99));
        Assert.True(_gate.IsIdle(100));
    }

    private int EnterAll(long now)
    {
        int count = 0;
        while (_gate.TryEnter(now, out _))
        {
            count++;
        }

        return count;
    }

    private void Leave(int count, bool taken, bool probing = true)
    {
        for (int i = 0; i < count; i++)
        {
            _gate.Leave(taken, probing, closedUntil: null);
        }
    }
}
