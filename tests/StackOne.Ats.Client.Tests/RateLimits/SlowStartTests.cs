using StackOne.Ats.Client.RateLimits;

namespace StackOne.Ats.Client.Tests.RateLimits;

public class SlowStartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SlowStart _rounds = new();
    private long _attempt;

    [Fact]
    public void Advance_AnsweredRounds_Double()
    {
        Assert.Equal([1, 2, 4, 8, 16], Enumerable.Range(0, 5).Select(_ => SendRound(0).Count(attempt => Answer(attempt))));
    }

    /// <summary>A rate limit refuses at once, whereas an order may take minutes.</summary>
    [Theory]
    [InlineData(0.9, true)]
    [InlineData(1, false)]
    public void Advance_RoundIsNotAnswered_EndsAfterAWhile(double now, bool full)
    {
        SendRound(0);

        _rounds.Advance(TimeSpan.FromSeconds(now), Patience);

        Assert.Equal(full, _rounds.IsFull);
    }

    [Fact]
    public void Advance_ManyRounds_DoNotOverflow()
    {
        for (int round = 0; round < 25; round++)
        {
            _rounds.Advance(TimeSpan.Zero, Patience);
            for (int i = 0; i < 1 << 20 && !_rounds.IsFull; i++)
            {
                _rounds.Sent(0, TimeSpan.Zero);
            }

            Assert.True(_rounds.IsFull);
            _rounds.Answered(0, wasSent: true);
        }
    }

    [Fact]
    public void Refused_AfterSomeRounds_BeginsWithOne()
    {
        List<long> sent = [.. SendRound(0), .. SendRound(1), .. SendRound(2)];

        _rounds.Refused(_attempt, lastAttempt: _attempt);

        // What was sent before belongs to no round.
        sent.ForEach(attempt => _rounds.Answered(attempt, wasSent: false));
        Assert.True(_rounds.IsAnswered);
        Assert.Single(SendRound(3));
    }

    /// <summary>Refusals of attempts that were under way together are one event: each would let another attempt go.</summary>
    [Fact]
    public void Refused_TogetherWithOthers_BeginsWithOneOnce()
    {
        SendRound(0);
        List<long> round = [.. SendRound(1), .. SendRound(2)];
        _rounds.Refused(round[0], lastAttempt: _attempt);
        SendRound(3);

        round.ForEach(attempt => _rounds.Refused(attempt, lastAttempt: _attempt));

        Assert.True(_rounds.IsFull);
        _rounds.Refused(_attempt, lastAttempt: _attempt);
        Assert.False(_rounds.IsFull);
    }

    /// <summary>A round may wait for long for attempts that fill it: its time starts with the last of them.</summary>
    [Fact]
    public void Advance_RoundWasFilledLate_EndsAWhileAfterThat()
    {
        SendRound(0);
        _rounds.Advance(TimeSpan.FromSeconds(1), Patience);
        _rounds.Sent(++_attempt, TimeSpan.FromSeconds(1));
        _rounds.Sent(++_attempt, TimeSpan.FromSeconds(10));

        _rounds.Advance(TimeSpan.FromSeconds(10.9), Patience);

        Assert.True(_rounds.IsFull);
        Assert.Equal(TimeSpan.FromSeconds(10), _rounds.LastSent);
    }

    [Fact]
    public void Answered_NotSentAfterAll_LeavesItsPlaceToAnother()
    {
        long attempt = SendRound(0).Single();

        _rounds.Answered(attempt, wasSent: false);

        Assert.False(_rounds.IsFull);
        Assert.True(_rounds.IsAnswered);
    }

    /// <summary>Fills a round.</summary>
    private List<long> SendRound(double now)
    {
        _rounds.Advance(TimeSpan.FromSeconds(now), Patience);
        List<long> sent = [];
        while (!_rounds.IsFull)
        {
            _rounds.Sent(++_attempt, TimeSpan.FromSeconds(now));
            sent.Add(_attempt);
        }

        return sent;
    }

    private bool Answer(long attempt)
    {
        _rounds.Answered(attempt, wasSent: true);
        return true;
    }
}
