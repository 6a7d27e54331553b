using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.Pipeline;

namespace StackOne.Ats.Client.Tests.Support;

/// <summary>
/// Many calls of one client on a clock that moves only when all of them wait: for the server, or in the line for a cool-down. What it measures
/// depends on nothing but that clock.
/// </summary>
internal sealed class Simulation : IDisposable
{
    /// <summary>The same for all: calls of one moment run in any order, and a drawn number would depend on it.</summary>
    private const double Jitter = 0.5;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly FakeTimeProvider _time;
    private readonly RateLimitedServer _server;
    private readonly StackOneAtsClient _client;
    private readonly PipelineHandler _pipeline;
    private int _calls;
    private int _ended;

    internal Simulation(FakeTimeProvider time, RateLimitedServer server, bool coolDown = true)
    {
        _time = time;
        _server = server;
        var options = new StackOneAtsClientOptions { ApiKey = "key", BaseAddress = new Uri("https://api.example.com") };
        options.Retry.CoolDown = coolDown;
        var services = PipelineServices.Default with { Time = time, Random = () => Jitter };
        _pipeline = new PipelineHandler(options, services) { InnerHandler = server };
        _client = new StackOneAtsClient(PipelineBuilder.CreateHttpClient(options, _pipeline), options, services);
    }

    /// <summary>How long each call took that has ended well, in the order in which they were made.</summary>
    internal List<TimeSpan?> Took { get; } = [];

    /// <summary>What calls failed with.</summary>
    internal List<Exception> Failures { get; } = [];

    internal void Order(string account)
    {
        int call = _calls++;
        TimeSpan started = Now;
        lock (Took)
        {
            Took.Add(null);
        }

        _ = EndAsync(_client.ForAccount(account).Assessments.OrderAsync(Harness.Request));

        async Task EndAsync(Task order)
        {
            try
            {
                await order;
                lock (Took)
                {
                    Took[call] = Now - started;
                }
            }
            catch (StackOneException exception)
            {
                lock (Failures)
                {
                    Failures.Add(exception);
                }
            }

            Interlocked.Increment(ref _ended);
        }
    }

    /// <summary>Moves the clock on by a time.</summary>
    internal void Run(TimeSpan time)
    {
        for (TimeSpan end = Now + time; Now < end;)
        {
            Settle();
            _time.Advance(Step);
        }

        Settle();
    }

    /// <summary>Moves the clock on until all calls have ended.</summary>
    internal TimeSpan RunToEnd()
    {
        while (Volatile.Read(ref _ended) < _calls)
        {
            Run(Step);
        }

        return Now;
    }

    public void Dispose() => _client.Dispose();

    private TimeSpan Now => _time.GetUtcNow() - _time.Start;

    /// <summary>Waits until nothing happens any more unless the clock moves.</summary>
    private void Settle()
    {
        long deadline = Environment.TickCount64 + 30_000;
        int steady = 0;
        for (var last = (-1, -1, -1); steady < 3; Thread.Yield())
        {
            Assert.True(Environment.TickCount64 < deadline, "Calls wait for something that the clock does not move.");
            var now = (_pipeline.Waiting, _server.UnderWay, Ended: Volatile.Read(ref _ended));
            steady = now == last && now.Waiting + now.UnderWay + now.Ended == _calls ? steady + 1 : 0;
            last = now;
        }
    }
}
