using Xunit.Sdk;
using Xunit.v3;
using StackOne.Ats.Client.Faults.Tests;
using StackOne.Ats.Client.Faults.Tests.Matrix;
using StackOne.Ats.Client.Faults.Tests.Server;
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
            Fault matrix: {_rows} rows, {_calls} orders, {_posts} complete POSTs.
            Rows that wait for a limit: {_waitingRows}; the median of no row ended more than {_worstMedian.TotalMilliseconds:F0} ms after it, no
            call more than {_worstOverrun.TotalMilliseconds:F0} ms ({_worst}); a bare timer beside them was up to {_worstLateness.TotalMilliseconds:F0} ms late.
            {string.Join('\n', _memory)}
            """);
        Console.WriteLine(text);
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "figures.txt"), text);
        return default;
    }

    internal void Add(Fault fault, int repetitions, TimeSpan[] overruns, TimeSpan lateness)
    {
        _rows++;
        _calls += repetitions;
        _posts += repetitions * fault.Expected.Posts;
        if (fault.Limit is null)
        {
            return;
        }

        _waitingRows++;
        _worstMedian = Max(_worstMedian, overruns[overruns.Length / 2]);
        _worstLateness = Max(_worstLateness, lateness);
        if (overruns[^1] > _worstOverrun)
        {
            _worstOverrun = overruns[^1];
            _worst = fault.Name;
        }
    }

    internal void AddMemory(string line) => _memory.Add(line);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
