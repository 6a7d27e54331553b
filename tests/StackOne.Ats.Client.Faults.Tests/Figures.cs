using StackOne.Ats.Client.Faults.Tests;
using StackOne.Ats.Client.Faults.Tests.Matrix;
using Xunit.Sdk;
using Xunit.v3;

// The memory that is measured here, other tests beside would disturb. Each test is parallel enough in itself.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Figures))]

namespace StackOne.Ats.Client.Faults.Tests;

/// <summary>Collects what the tests measure, and prints it when all are done.</summary>
public sealed class Figures : IDisposable
{
    private readonly List<string> _memory = [];
    private int _rows;
    private int _calls;
    private int _posts;
    private int _excess;

    public void Dispose()
    {
        string text = FormattableString.Invariant(
            $"""
            Fault matrix: {_rows} rows, {_calls} orders, {_posts} complete POSTs;
            sent again though neither a 408 nor a 429 allowed it: {_excess}.
            {string.Join('\n', _memory)}
            """);
        Console.WriteLine(text);
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "figures.txt"), text);
    }

    internal void Add(Fault fault, Verdict[] verdicts)
    {
        _rows++;
        _calls += verdicts.Length;
        _posts += verdicts.Sum(verdict => verdict.Posts);
        // Only a 408 or a 429 lets an order be sent again.
        _excess += verdicts.Sum(verdict => Math.Max(0, verdict.Posts - Math.Max(1, fault.Expected.Posts)));
    }

    internal void AddMemory(string line) => _memory.Add(line);
}
