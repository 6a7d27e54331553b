using System.Globalization;

namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>Every fault in every phase, many times over: always the same typed result, in time, and never an order too many.</summary>
public class FaultMatrixTests(Figures figures)
{
    private const int DefaultRepetitions = 200;

    /// <summary>How many repetitions run at once. Those that wait cost nothing while they do.</summary>
    private const int AtOnce = 32;
    private const int WaitingAtOnce = 200;

    /// <summary>How much later than its limit a call may end.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(100);

    /// <summary>STACKONE_FAULT_REPETITIONS asks for more than the default, or for less while working on a test.</summary>
    private static readonly int Repetitions =
        Environment.GetEnvironmentVariable("STACKONE_FAULT_REPETITIONS") is { Length: > 0 } wanted
            ? int.Parse(wanted, CultureInfo.InvariantCulture)
            : DefaultRepetitions;

    private static readonly Dictionary<string, Fault> Faults =
        ((IEnumerable<Fault>)[.. RequestFaults.All, .. HeadFaults.All, .. AnswerFaults.All]).ToDictionary(fault => fault.Name);

    public static TheoryData<string> Names { get; } = [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Order_Fault_EndsAsTheTableSays(string name)
    {
        Fault fault = Faults[name];
        var repetitions = new Repetition[Repetitions];
        using var lateness = new Lateness();

        await Parallel.ForAsync(
            0,
            Repetitions,
            new ParallelOptions { MaxDegreeOfParallelism = fault.Limit is null ? AtOnce : WaitingAtOnce },
            async (number, _) => repetitions[number] = await Repetition.RunAsync(fault));

        Assert.True(
            Array.TrueForAll(repetitions, repetition => repetition.Verdict == fault.Expected || repetition.Verdict == fault.Or),
            $"Expected {fault.Expected}, got:\n{string.Join('\n', repetitions.CountBy(repetition => repetition.Verdict))}");

        TimeSpan[] overruns = [.. repetitions.Select(repetition => repetition.Elapsed - fault.Bound).Order()];
        figures.Add(fault, Repetitions, overruns, lateness.Worst);
        Assert.True(overruns[Repetitions / 2] <= Margin, $"Half of the calls ended more than {overruns[Repetitions / 2]} after their limit.");
        // No call can be more punctual than the machine: a bare timer beside it tells how late that was.
        TimeSpan most = Margin + (3 * lateness.Worst);
        Assert.True(overruns[^1] <= most, $"A call ended {overruns[^1]} after its limit, when {most} is allowed.");
    }
}
