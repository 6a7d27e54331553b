using StackOne.Ats.Client.Faults.Tests;
using StackOne.Ats.Client.Faults.Tests.Matrix;
using StackOne.Ats.Client.Faults.Tests.Server;
using Xunit.Sdk;
using Xunit.v3;
using static StackOne.Ats.Client.Faults.Tests.Server.Steps;

// What is measured here, time and memory, other tests beside would disturb. Each test is parallel enough in itself.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Figures))]

namespace StackOne.Ats.Client.Faults.Tests;

/// <summary>Collects what the tests measure, and prints it when all are done.</summary>
public sealed class Figures : IAsyncLifetime
{
    private readonly List<string> _memory = [];
    private int _rows;
    private int _waitingRows;
    private int _calls;
    private int _posts;
    private int _excess;
    private TimeSpan _worstOverrun;
    private TimeSpan _worstMedian;
    private TimeSpan _worstLateness;
    private string _worst = "";

    /// <summary>The first order pays for compiling the code: more than a short limit allows for.</summary>
    public async ValueTask InitializeAsync()
    {
        Step[] answer = [ReadRequest, Write(BodyFault.Length(AnswerFaults.Ok, Orders.Result.Length) + Orders.Result)];
        await Repetition.RunAsync(new Fault("none", answer, Verdict.Success));
    }

    public ValueTask DisposeAsync()
    {
        string text = FormattableString.Invariant(
            $"""
            Fault matrix: {_rows} rows, {_calls} orders, {_posts} complete POSTs;
            sent again though neither a 408 nor a 429 allowed it: {_excess}.
            Of these rows {_waitingRows} wait for a limit. After it ended
              half of a row's calls, at the most: {_worstMedian.TotalMilliseconds:F0} ms
              any call, at the most: {_worstOverrun.TotalMilliseconds:F0} ms ({_worst})
              a bare timer beside them, at the most: {_worstLateness.TotalMilliseconds:F0} ms
            {string.Join('\n', _memory)}
            """);
        Console.WriteLine(text);
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "figures.txt"), text);
        return default;
    }

    internal void Add(Fault fault, Repetition[] repetitions, TimeSpan lateness)
    {
        _rows++;
        _calls += repetitions.Length;
        _posts += repetitions.Sum(repetition => repetition.Verdict.Posts);
        // Only a 408 or a 429 lets an order be sent again.
        _excess += repetitions.Sum(repetition => Math.Max(0, repetition.Verdict.Posts - Math.Max(1, fault.Expected.Posts)));
        if (fault.Limit is null)
        {
            return;
        }

        _waitingRows++;
        _worstLateness = Max(_worstLateness, lateness);
        TimeSpan[] overruns = [.. repetitions.Select(repetition => repetition.Elapsed - fault.Bound).Order()];
        _worstMedian = Max(_worstMedian, overruns[overruns.Length / 2]);
        if (overruns[^1] > _worstOverrun)
        {
            _worstOverrun = overruns[^1];
            _worst = fault.Name;
        }
    }

    internal void AddMemory(string line) => _memory.Add(line);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
