using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.RateLimits;

/// <summary>What rate limits cost a client with many calls, on a clock of the test's.</summary>
public class RateLimitFigures
{
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(1, 600, 20)]
    [InlineData(60, 10, 20)]
    [InlineData(600, 1, 20)]
    [InlineData(1, 600, 200)]
    [InlineData(60, 10, 200)]
    [InlineData(600, 1, 200)]
    public void Order_BurstBeyondTheKeysLimit_NeedsFewRequestsAndNoneFails(int accounts, int callsOfEach, int milliseconds)
    {
        var time = new SimulatedTime();
        using var server = new RateLimitedServer(time, TimeSpan.FromMilliseconds(milliseconds)) { PerWindow = 100 };
        using var simulation = new Simulation(time, server);
        for (int i = 0; i < accounts * callsOfEach; i++)
        {
            simulation.Order($"acc-{i % accounts}");
        }

        TimeSpan took = simulation.RunToEnd();

        Report($"{accounts} x {callsOfEach}, {milliseconds} ms: {server.Requests} requests, {simulation.Failures.Count} failed, {took}");
        Assert.Empty(simulation.Failures);
        Assert.InRange(server.Requests, 600, 1300);
        // Six windows at least; a Retry-After in whole seconds, with its jitter, may miss one now and then.
        Assert.InRange(took.TotalSeconds, 10, 24);
    }

    /// <summary>The limit that StackOne documents.</summary>
    [Theory]
    [InlineData(300, 10)]
    [InlineData(1, 3000)]
    public void Order_ThreeMinutesOfTheKeysLimitAtOnce_NoneFails(int accounts, int callsOfEach)
    {
        var time = new SimulatedTime();
        using var server = new RateLimitedServer(time, TimeSpan.FromMilliseconds(200)) { PerWindow = 1000, Window = TimeSpan.FromMinutes(1) };
        using var simulation = new Simulation(time, server);
        for (int i = 0; i < accounts * callsOfEach; i++)
        {
            simulation.Order($"acc-{i % accounts}");
        }

        TimeSpan took = simulation.RunToEnd();

        Report($"{accounts} x {callsOfEach}: {server.Requests} requests, {simulation.Failures.Count} failed, {took}");
        Assert.Empty(simulation.Failures);
        Assert.InRange(server.Requests, 3000, 5200);
        Assert.InRange(took.TotalSeconds, 120, 126);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(200)]
    [InlineData(2_000)]
    [InlineData(10_000)]
    public void Order_BurstThatNobodyRefuses_IsAsFastAsWithoutCoolDown(int milliseconds)
    {
        TimeSpan with = Run(coolDown: true);
        TimeSpan without = Run(coolDown: false);

        Report($"{milliseconds} ms: {with} with, {without} without");
        Assert.InRange(with / without, 0, 1.05);

        TimeSpan Run(bool coolDown)
        {
            var time = new SimulatedTime();
            using var server = new RateLimitedServer(time, TimeSpan.FromMilliseconds(milliseconds));
            using var simulation = new Simulation(time, server, coolDown);
            for (int i = 0; i < 1000; i++)
            {
                simulation.Order("acc");
            }

            return simulation.RunToEnd();
        }
    }

    /// <summary>Which three: the first, the last, some between, in the order of the calls.</summary>
    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(97, 98, 99)]
    [InlineData(10, 50, 99)]
    public void Order_ThreeAccountsLimitedByTheirProviders_OthersAreNotHeld(int first, int second, int third)
    {
        var time = new SimulatedTime();
        int[] limited = [first, second, third];
        TimeSpan end = TimeSpan.FromMinutes(1);
        var names = limited.Select(Name).ToHashSet();
        using var server = new RateLimitedServer(time, Fast) { Provider = (account, now) => names.Contains(account) && now < end ? end - now : null };
        using var simulation = new Simulation(time, server);
        var others = new List<int>();
        int made = 0;
        for (int round = 0; round < 30; round++)
        {
            for (int account = 0; account < 100; account++)
            {
                others.AddRange(limited.Contains(account) ? [] : [made]);
                simulation.Order(Name(account));
                made++;
            }

            simulation.Run(TimeSpan.FromSeconds(1));
        }

        simulation.RunToEnd();

        Assert.Empty(simulation.Failures);
        Assert.Equal(97 * 30, others.Count);
        Assert.All(others, call => Assert.Equal(Fast, simulation.Took[call]));
    }

    /// <summary>
    /// The client is never idle after the key's limit was reached, so something is always under way. Later, a provider limits one account by the second.
    /// </summary>
    [Fact]
    public void Order_ProviderLimitsAnAccountAfterTheKeysLimit_OthersAreNotHeld()
    {
        const string Limited = "acc-0";
        TimeSpan calm = TimeSpan.FromSeconds(20);
        var time = new SimulatedTime();
        using var server = new RateLimitedServer(time, TimeSpan.FromMilliseconds(200))
        {
            PerWindow = 50,
            Provider = (account, now) => account == Limited && now >= calm ? TimeSpan.FromSeconds(1) : null,
        };
        using var simulation = new Simulation(time, server);
        for (int i = 0; i < 100; i++)
        {
            simulation.Order(Name(i % 20));
        }

        var others = new List<int>();
        for (int i = 100; time.Now < 3 * calm; i++)
        {
            simulation.Run(TimeSpan.FromMilliseconds(100));
            others.AddRange(time.Now >= calm && Name(i % 20) != Limited ? [i] : []);
            simulation.Order(Name(i % 20));
        }

        simulation.RunToEnd();

        Assert.True(server.Requests > simulation.Took.Count, "The limit of the key was not reached.");
        Assert.All(simulation.Failures, failure => Assert.Equal(Limited, Assert.IsType<StackOneTooManyRequestsException>(failure).AccountId));
        Assert.InRange(others.Count, 350, 400);
        Assert.All(others, call => Assert.Equal(TimeSpan.FromMilliseconds(200), simulation.Took[call]));
    }

    /// <summary>A cool-down that once was must not pace the calls that come later.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(20, 40)]
    public void Order_LongAfterTheCoolDown_IsSentAtOnce(int accounts, int calls)
    {
        const int Later = 20;
        var time = new SimulatedTime();
        using var server = new RateLimitedServer(time, Fast) { PerWindow = Later };
        using var simulation = new Simulation(time, server);
        for (int i = 0; i < calls + Later; i++)
        {
            simulation.Order(Name(i % accounts));
        }

        simulation.RunToEnd();
        simulation.Run(TimeSpan.FromSeconds(10));
        for (int i = 0; i < Later; i++)
        {
            simulation.Order(Name(i % accounts));
        }

        simulation.RunToEnd();

        Assert.Empty(simulation.Failures);
        Assert.All(simulation.Took.TakeLast(Later), took => Assert.Equal(Fast, took));
    }

    [Fact]
    public void Order_NewcomersEachSecond_DoNotOvertakeThoseWhoWait()
    {
        var time = new SimulatedTime();
        using var server = new RateLimitedServer(time, Fast) { PerWindow = 100, Window = TimeSpan.FromSeconds(1) };
        using var simulation = new Simulation(time, server);
        for (int i = 0; i < 400; i++)
        {
            simulation.Order($"acc-{i % 40}");
        }

        for (int i = 0; i < 80 * 8; i++)
        {
            simulation.Run(TimeSpan.FromSeconds(1.0 / 80));
            simulation.Order($"acc-{i % 40}");
        }

        simulation.RunToEnd();

        Assert.Empty(simulation.Failures);
        TimeSpan[] waits = [.. simulation.Took.Take(400).Select(took => took!.Value).Order()];
        Report($"median {waits[200]}, worst {waits[^1]}, {server.Requests} requests for {400 + (80 * 8)}");
        Assert.InRange(waits[^1] / waits[200], 1, 2);
    }

    private static string Name(int account) => $"acc-{account}";

    private static void Report(string figures) => TestContext.Current.TestOutputHelper?.WriteLine(figures);
}
