using StackOne.Ats.Client.Pipeline;

namespace StackOne.Ats.Client.Tests.Support;

/// <summary>Many calls of one client on one thread and a <see cref="SimulatedTime"/>, on which alone the result depends.</summary>
internal sealed class Simulation : IDisposable
{
    /// <summary>The same for all: a drawn number would depend on the order of the calls of one moment.</summary>
    private const double Jitter = 0.5;

    private readonly SimulatedTime _time;
    private readonly StackOneAtsClient _client;
    private int _ended;

    internal Simulation(SimulatedTime time, RateLimitedServer server, bool coolDown = true)
    {
        _time = time;
        var options = new StackOneAtsClientOptions { ApiKey = "key", BaseAddress = new Uri("https://api.example.com") };
        options.Retry.CoolDown = coolDown;
        _client = new StackOneAtsClient(
            options,
            server,
            PipelineServices.Default with { Time = time, Random = () => Jitter, Queue = time.Enqueue });
    }

    /// <summary>How long each call took that has ended well, in the order in which they were made.</summary>
    internal List<TimeSpan?> Took { get; } = [];

    /// <summary>What calls failed with.</summary>
    internal List<Exception> Failures { get; } = [];

    /// <summary>Makes a call now. It starts when the clock runs.</summary>
    internal void Order(string account)
    {
        int call = Took.Count;
        TimeSpan started = _time.Now;
        Took.Add(null);
        _time.Enqueue(() => _ = OrderAsync());

        async Task OrderAsync()
        {
            try
            {
                await _client.ForAccount(account).Assessments.OrderAsync(Harness.Request);
                Took[call] = _time.Now - started;
            }
            catch (Exception exception)
            {
                Failures.Add(exception);
            }

            _ended++;
        }
    }

    /// <summary>Moves the clock on by a time.</summary>
    internal void Run(TimeSpan time) => _time.RunUntil(_time.Now + time);

    /// <summary>Moves the clock on until all calls have ended.</summary>
    internal TimeSpan RunToEnd()
    {
        while (_ended < Took.Count)
        {
            Assert.True(_time.RunNext(TimeSpan.MaxValue), "Calls wait for something that the clock does not move.");
        }

        return _time.Now;
    }

    public void Dispose() => _client.Dispose();
}
