using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.RateLimits;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Tests.RateLimits;

/// <summary>Who waits in the lane, for how long, and in which order they leave it.</summary>
public class LaneTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _time = new();
    private readonly StackOneAtsClientOptions _options = new();
    private readonly Lazy<Lane> _lane;
    private Action<Action> _queue = PipelineServices.Default.Queue;

    public LaneTests() => _lane = new(() => new Lane(_options, _time, () => 0, _queue));

    [Fact]
    public async Task Enter_NothingIsHeld_IsSentAtOnceAndNumbered()
    {
        long[] numbers = await Task.WhenAll(Enter("a"), Enter("b"), Enter("a"));

        Assert.Equal(new long[] { 1, 2, 3 }, numbers);
    }

    /// <summary>Rounds of 1, 2, 4: the call that started first is sent first, whenever it entered.</summary>
    [Fact]
    public async Task Enter_SeveralWait_TheOldestCallIsSentFirst()
    {
        await RefuseAsync("a", 10);
        Task<long>[] waiting = [Enter("a", started: 3), Enter("a", started: 1), Enter("a", started: 2), Enter("a", started: 1)];

        _time.Advance(TimeSpan.FromSeconds(10.02));
        Assert.Equal([false, true, false, false], waiting.Select(entering => entering.IsCompleted));

        Accept("a", await waiting[1]);
        Assert.True(await waiting[3] < await waiting[2]);
        Assert.False(waiting[0].IsCompleted);

        Accept("a", await waiting[3]);
        Assert.False(waiting[0].IsCompleted);
        Accept("a", await waiting[2]);
        await waiting[0];
    }

    [Fact]
    public async Task Enter_AccountsWait_NoneWaitsForAnother()
    {
        await RefuseAsync("a", 10);
        await RefuseAsync("b", 20);
        Task<long> a = Enter("a", started: 2);
        Task<long> b = Enter("b", started: 1);

        _time.Advance(TimeSpan.FromSeconds(10.02));
        await a;
        Assert.False(b.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(10.5));
        await b;
    }

    /// <summary>Refusals of five accounts are the key's: all wait, also those that were not refused.</summary>
    [Fact]
    public async Task Enter_KeyIsHeld_AllWaitAndTheOldestIsSentFirst()
    {
        for (int i = 0; i < 5; i++)
        {
            await RefuseAsync($"a{i}", 10);
        }

        Task<long> young = Enter("other", started: 2);
        Task<long> old = Enter("a1", started: 1);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(young.IsCompleted || old.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(2));
        long first = await old;
        Assert.False(young.IsCompleted);
        Accept("a1", first);
        Assert.True(first < await young);
    }

    [Theory]
    [InlineData(122, 300, true)]
    [InlineData(121, 300, false)]
    [InlineData(120, 300, false)]
    [InlineData(60, 30, true)]
    [InlineData(60, 60.02, false)]
    [InlineData(60, 61, false)]
    public async Task Enter_WaitIsLongerThanAllowed_IsRefusedAtOnce(double retryAfter, double time, bool refused)
    {
        await RefuseAsync("a", retryAfter);

        Task<long> entering = Enter("a", time: TimeSpan.FromSeconds(time));

        Assert.Equal(refused, entering.IsFaulted);
        if (refused)
        {
            var limited = await Assert.ThrowsAsync<NotAdmittedException>(() => entering);
            Assert.Equal(retryAfter + 0.02, limited.RetryAfter!.Value.TotalSeconds, precision: 6);
        }
        else
        {
            _time.Advance(TimeSpan.FromSeconds(retryAfter + 0.02));
            await entering;
        }
    }

    /// <summary>The end of a round is waited for, since it may come at any time.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Enter_RoundIsUsedUp_WaitsForAsLongAsItMay(double time)
    {
        await RefuseAsync("a", 10);
        _time.Advance(TimeSpan.FromSeconds(11));
        await RefuseAsync("a", 10);
        Task<long> probe = Enter("a");
        _time.Advance(TimeSpan.FromSeconds(11));
        await probe;

        Task<long> next = Enter("a", time: TimeSpan.FromSeconds(time));
        Assert.Equal(time <= 0, next.IsFaulted);
        _time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Null((await Assert.ThrowsAsync<NotAdmittedException>(() => next)).RetryAfter);
    }

    /// <summary>A round of 1 and one of 2, of which none is answered: the second is sent a second after the first.</summary>
    [Fact]
    public async Task Enter_RoundIsNotAnswered_NextIsSentASecondLater()
    {
        _queue = proceed => proceed();
        await RefuseAsync("a", 10);
        Task<long>[] waiting = [.. Enumerable.Range(0, 4).Select(started => Enter("a", started))];

        _time.Advance(TimeSpan.FromSeconds(10.02));
        Assert.Equal(1, Sent());
        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(1, Sent());
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(3, Sent());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(4, Sent());
        await Task.WhenAll(waiting);

        int Sent() => waiting.Count(entering => entering.IsCompleted);
    }

    /// <summary>Nothing was answered since the hold, so attempts that enter just after the last of the held ones was sent are paced, too.</summary>
    [Fact]
    public async Task Enter_LastOfThoseWhoWaitedWasJustSent_IsPaced()
    {
        await RefuseAsync("a", 10);
        Task<long>[] waiting = [Enter("a"), Enter("a", started: 1)];
        _time.Advance(TimeSpan.FromSeconds(10.02));
        _time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(waiting);

        Task<long>[] burst = [.. Enumerable.Range(2, 10).Select(started => Enter("a", started))];

        // The rest of the round of 2.
        Assert.Equal(1, burst.Count(entering => entering.IsCompleted));
        // Rounds of 4 and of 8.
        _time.Advance(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(burst);
    }

    /// <summary>The jitter of an account is its own. Its calls leave in the rounds of the key all the same.</summary>
    [Fact]
    public async Task Enter_KeysHoldWithJitter_AllLeaveInItsRounds()
    {
        double jitter = 0;
        var lane = new Lane(_options, _time, () => jitter, static proceed => proceed());
        for (int i = 0; i < 5; i++, jitter += 0.1)
        {
            long refused = await lane.EnterAsync(Call($"a{i}"), Long, default);
            lane.Leave($"a{i}", refused, AttemptProgress.Answered, AttemptOutcome.TooManyRequests, TimeSpan.FromSeconds(10));
        }

        Task<long>[] waiting = [.. Enumerable.Range(0, 5).Select(i => lane.EnterAsync(Call($"a{i}", started: i), Long, default).AsTask())];
        _time.Advance(TimeSpan.FromSeconds(10.05));
        lane.Leave("a0", await waiting[0], AttemptProgress.Answered, AttemptOutcome.Settled, retryAfter: null);
        _time.Advance(TimeSpan.FromSeconds(0.5));

        // A round of 2, of which none is answered.
        Assert.Equal(3, waiting.Count(entering => entering.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(waiting);
    }

    /// <summary>Calls that may take 2 seconds in all cannot wait one for each round.</summary>
    [Fact]
    public async Task Enter_RoundIsNotAnsweredAndCallsAreShort_NextIsSentAfterATenthOfTheirTime()
    {
        _options.TotalTimeout = TimeSpan.FromSeconds(2);
        await RefuseAsync("a", 10);
        Task<long>[] waiting = [Enter("a"), Enter("a", started: 1)];
        _time.Advance(TimeSpan.FromSeconds(10.02));
        await waiting[0];

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(waiting[1].IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await waiting[1];
    }

    /// <summary>The round was not answered in time, and nobody waited for the next: who comes then continues at once, without another thread.</summary>
    [Fact]
    public async Task Enter_RoundIsOverdue_IsSentAtOnce()
    {
        _queue = _ => Assert.Fail("Nothing continues on another thread.");
        await RefuseAsync("a", 10);
        Task<long> first = Enter("a");
        _time.Advance(TimeSpan.FromSeconds(10.02));
        await first;
        _time.Advance(TimeSpan.FromSeconds(1));

        Task<long> second = Enter("a");

        Assert.True(second.IsCompletedSuccessfully);
        Assert.Equal(3, await second);
    }

    /// <summary>Rounds of 1, 2 and 4 of the first account, while the second is refused again.</summary>
    [Fact]
    public async Task Leave_AnotherAccountIsRefused_DoesNotPaceThisOne()
    {
        await RefuseAsync("a", 10);
        await RefuseAsync("b", 10);
        Task<long>[] a = [.. Enumerable.Range(0, 7).Select(started => Enter("a", started))];
        Task<long> b = Enter("b");
        _time.Advance(TimeSpan.FromSeconds(10.02));
        Accept("a", await a[0]);
        long refused = await b;
        long[] round = await Task.WhenAll(a[1], a[2]);

        Refuse("b", refused, 10);
        Accept("a", round[0]);
        Accept("a", round[1]);

        await Task.WhenAll(a);
    }

    /// <summary>Something is always under way, and an account that its provider limits always has a call in the lane.</summary>
    [Fact]
    public async Task Enter_BusyLongAfterTheKeysHold_IsSentAtOnceHoweverMuch()
    {
        await RefuseAsync("limited", 100);
        for (int i = 0; i < 4; i++)
        {
            await RefuseAsync($"a{i}", 10);
        }

        Task<long> limited = Enter("limited");
        Task<long> underWay = Enter("a0");
        _time.Advance(TimeSpan.FromSeconds(11));
        await underWay;
        _time.Advance(TimeSpan.FromSeconds(1));
        Accept("b", await Enter("b"));

        Task<long>[] burst = [.. Enumerable.Range(0, 100).Select(_ => Enter("a1"))];

        Assert.All(burst, entering => Assert.True(entering.IsCompletedSuccessfully));
        await Task.WhenAll(burst);
        Assert.False(limited.IsCompleted);
    }

    [Fact]
    public async Task Enter_CanceledInTheLane_LeavesIt()
    {
        await RefuseAsync("a", 10);
        using var source = new CancellationTokenSource();
        Task<long> first = Enter("a", started: 1, cancellationToken: source.Token);
        Task<long> second = Enter("a", started: 2);

        source.Cancel();

        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first)).CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(10.02));
        await second;
    }

    /// <summary>The timer of its turn finds nobody.</summary>
    [Fact]
    public async Task Enter_TheOnlyOneIsCanceled_LaneIsEmpty()
    {
        await RefuseAsync("a", 10);
        using var source = new CancellationTokenSource();
        Task<long> only = Enter("a", cancellationToken: source.Token);
        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => only);

        _time.Advance(TimeSpan.FromSeconds(10.02));

        Assert.True(Enter("a").IsCompletedSuccessfully);
    }

    /// <summary>It was canceled after its turn came, but before it could continue: its place in the round goes to the next.</summary>
    [Fact]
    public async Task Enter_CanceledWhenItsTurnHasCome_LeavesItsPlaceToAnother()
    {
        List<Action> queued = [];
        _queue = queued.Add;
        await RefuseAsync("a", 10);
        using var source = new CancellationTokenSource();
        Task<long> first = Enter("a");
        Task<long> second = Enter("a", started: 1, cancellationToken: source.Token);
        Task<long> third = Enter("a", started: 2);
        Task<long> fourth = Enter("a", started: 3);
        _time.Advance(TimeSpan.FromSeconds(10.02));
        // The round of the second and the third.
        Accept("a", await first);

        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        queued.ToList().ForEach(proceed => proceed());

        await third;
        await fourth;
    }

    /// <summary>Its time ended after its turn came, but before it could continue: the attempt counts as sent, so it is.</summary>
    [Fact]
    public async Task Enter_TimeEndsWhenItsTurnHasCome_IsSent()
    {
        _queue = _ => { };
        await RefuseAsync("a", 10);
        Task<long> first = Enter("a");
        Task<long> second = Enter("a", started: 1, time: TimeSpan.FromSeconds(10.5));
        _time.Advance(TimeSpan.FromSeconds(10.02));
        Accept("a", await first);
        Assert.False(second.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(3, await second);
    }

    [Fact]
    public async Task IsHeld_Account_UntilItsMoment()
    {
        await RefuseAsync("a", 10);

        Assert.True(_lane.Value.IsHeld("a"));
        Assert.False(_lane.Value.IsHeld("b"));
        _time.Advance(TimeSpan.FromSeconds(10.02));
        Assert.False(_lane.Value.IsHeld("a"));
    }

    /// <summary>Nobody calls the account again until long after: nothing is held, nothing waits.</summary>
    [Fact]
    public async Task Enter_LongAfterTheCoolDown_IsSentAtOnceHoweverMuch()
    {
        await RefuseAsync("a", 10);
        _time.Advance(TimeSpan.FromMinutes(10));

        Task<long>[] burst = [.. Enumerable.Range(0, 100).Select(_ => Enter("a"))];

        Assert.All(burst, entering => Assert.True(entering.IsCompletedSuccessfully));
        await Task.WhenAll(burst);
    }

    /// <summary>A refusal may arrive a minute after its attempt was sent. What it holds starts with a round of one.</summary>
    [Fact]
    public async Task Leave_RefusedWhenAllElseIsOver_BeginsWithARoundOfOne()
    {
        int queued = 0;
        _queue = proceed =>
        {
            queued++;
            proceed();
        };
        long straggler = await Enter("a");
        await RefuseAsync("a", 10);
        Task<long>[] earlier = [Enter("a"), Enter("a", started: 1), Enter("a", started: 2)];
        _time.Advance(TimeSpan.FromSeconds(10.02));
        foreach (Task<long> entering in earlier)
        {
            Accept("a", await entering);
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        Accept("b", await Enter("b"));
        queued = 0;

        Refuse("a", straggler, 10);
        Task<long>[] later = [Enter("a"), Enter("a", started: 1)];
        _time.Advance(TimeSpan.FromSeconds(10.02));

        await later[0];
        Assert.Equal(0, queued);
        Assert.False(later[1].IsCompleted);
    }

    /// <summary>An attempt that was accepted after the first refusal shows that the limit is not the key's. A lost one shows nothing.</summary>
    [Theory]
    [InlineData(AttemptProgress.Answered, AttemptOutcome.Settled, true)]
    [InlineData(AttemptProgress.HandedOn, AttemptOutcome.Settled, false)]
    [InlineData(AttemptProgress.Answered, AttemptOutcome.Lost, false)]
    public async Task Leave_WhileTheKeyIsHeld_ReleasesOtherAccountsIfItWasAccepted(object progress, object outcome, bool released)
    {
        long[] refused = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Enter($"a{i}")));
        long last = await Enter("b");
        for (int i = 0; i < 5; i++)
        {
            Refuse($"a{i}", refused[i], 10);
        }

        _lane.Value.Leave("b", last, (AttemptProgress)progress, (AttemptOutcome)outcome, retryAfter: null);

        Assert.Equal(released, Enter("c").IsCompletedSuccessfully);
        Assert.False(Enter("a0").IsCompleted);
    }

    [Fact]
    public async Task Leave_RefusedWhileAnotherIsUnderWay_HoldsForASecondAtLeast()
    {
        long[] underWay = await Task.WhenAll(Enter("a"), Enter("b"));

        Refuse("a", underWay[0], 0.5);
        Task<long> next = Enter("a");
        _time.Advance(TimeSpan.FromSeconds(0.9));

        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await next;
    }

    /// <summary>A server that asks for half a second would refuse the attempt that is under way as well.</summary>
    [Fact]
    public async Task Leave_RefusedWhileOneOfTheRoundIsUnderWay_HoldsForASecondAtLeast()
    {
        await RefuseAsync("a", 10);
        Task<long>[] waiting = [Enter("a"), Enter("a", started: 1), Enter("a", started: 2)];
        _time.Advance(TimeSpan.FromSeconds(10.02));
        Accept("a", await waiting[0]);
        await waiting[2];

        Refuse("a", await waiting[1], 0.5);
        Task<long> next = Enter("a");
        _time.Advance(TimeSpan.FromSeconds(0.9));

        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await next;
    }

    [Theory]
    [InlineData(AttemptProgress.HandedOn, AttemptOutcome.Lost)]
    [InlineData(AttemptProgress.Answered, AttemptOutcome.Lost)]
    [InlineData(AttemptProgress.Answered, AttemptOutcome.Settled)]
    [InlineData(AttemptProgress.Answered, AttemptOutcome.Unavailable)]
    public async Task Leave_NotRefused_HoldsNothingWhateverTheHeader(object progress, object outcome)
    {
        _lane.Value.Leave("a", await Enter("a"), (AttemptProgress)progress, (AttemptOutcome)outcome, TimeSpan.FromSeconds(10));

        Assert.True(Enter("a").IsCompletedSuccessfully);
    }

    private static WaitingCall Call(string account, long started = 0) => new("Operation", account, started, default);

    private Task<long> Enter(string account, long started = 0, TimeSpan? time = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return _lane.Value.EnterAsync(Call(account, started), time ?? Long, cancellationToken).AsTask();
        }
        catch (NotAdmittedException exception)
        {
            return Task.FromException<long>(exception);
        }
    }

    private void Accept(string account, long attempt) =>
        _lane.Value.Leave(account, attempt, AttemptProgress.Answered, AttemptOutcome.Settled, retryAfter: null);

    private async Task RefuseAsync(string account, double retryAfter) => Refuse(account, await Enter(account), retryAfter);

    private void Refuse(string account, long attempt, double retryAfter) =>
        _lane.Value.Leave(account, attempt, AttemptProgress.Answered, AttemptOutcome.TooManyRequests, TimeSpan.FromSeconds(retryAfter));
}
