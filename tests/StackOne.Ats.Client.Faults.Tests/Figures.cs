using StackOne.Ats.Client.Faults.Tests;
using StackOne.Ats.Client.Faults.Tests.Matrix;
using StackOne.Ats.Client.TestServer;
using Xunit.Sdk;
using Xunit.v3;
using static StackOne.Ats.Client.TestServer.Steps;

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
    private TimeSpan _worstControl;
    private TimeSpan _worstLate = TimeSpan.MinValue;
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
              half of a row's calls, less what the machine adds, at the most: {_worstLate.TotalMilliseconds:F0} ms
            The same order, answered at once: half of those beside a row, at the most: {_worstControl.TotalMilliseconds:F0} ms
            {string.Join('\n', _memory)}
            """);
        Console.WriteLine(text);
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "figures.txt"), text);
        return default;
    }

    internal void Add(Fault fault, Repetition[] repetitions)
    {
        _rows++;
        _calls += repetitions.Length;
        _posts += repetitions.Sum(repetition => repetition.Verdict.Posts);
        // Only a 408 or a 429 lets an order be sent again.
        _excess += repetitions.Sum(repetition => Math.Max(0, repetition.Verdict.Posts - Math.Max(1, fault.Expected.Posts)));
    }

    internal void AddWaiting(Fault fault, (Repetition Call, Repetition Control)[] pairs)
    {
        Add(fault, [.. pairs.Select(pair => pair.Call)]);
        _waitingRows++;
        _worstLate = Max(_worstLate, FaultMatrixTests.Late(fault, pairs));
        _worstControl = Max(_worstControl, FaultMatrixTests.Median(pairs.Select(pair => pair.Control.Elapsed)));
        _worstMedian = Max(_worstMedian, FaultMatrixTests.Median(pairs.Select(pair => pair.Call.Elapsed)) - fault.Bound);
        TimeSpan overrun = pairs.Max(pair => pair.Call.Elapsed) - fault.Bound;
        if (overrun > _worstOverrun)
        {
            _worstOverrun = overrun;
            _worst = fault.Name;
        }
    }

    internal void AddMemory(string line) => _memory.Add(line);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
