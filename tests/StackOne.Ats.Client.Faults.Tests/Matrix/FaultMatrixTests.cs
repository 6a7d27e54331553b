using System.Globalization;

namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>Every fault in every phase, many times over: always the same typed result, in time, and never an order too many.</summary>
public class FaultMatrixTests(Figures figures)
{
    private const int DefaultRepetitions = 200;

    /// <summary>How many repetitions run at once.</summary>
    private const int AtOnce = 32;

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

        if (fault.Limit is null || fault.Order == Orders.Large)
        {
            var atOnce = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
            await Parallel.ForAsync(0, Repetitions, atOnce, async (number, _) => repetitions[number] = await Repetition.RunAsync(fault));
        }
        else
        {
            // Waiting costs nothing, so all wait together. They begin one after the other, lest they hold each other up in ending.
            await Task.WhenAll(Enumerable.Range(0, Repetitions).Select(async number =>
            {
                await Task.Delay(Clients.ShortLimit * number / Repetitions);
                repetitions[number] = await Repetition.RunAsync(fault);
            }));
        }

        Assert.True(
            Array.TrueForAll(repetitions, repetition => fault.Allows(repetition.Verdict)),
            $"Expected {fault.Expected}, got:\n{string.Join('\n', repetitions.CountBy(repetition => repetition.Verdict))}");

        TimeSpan[] overruns = [.. repetitions.Select(repetition => repetition.Elapsed - fault.Bound).Order()];
        figures.Add(fault, Repetitions, overruns, lateness.Worst);
        // No call can be more punctual than the machine: a bare timer beside it tells how late that was. A call takes a few such turns.
        TimeSpan most = Margin + (3 * lateness.Worst);
        Assert.True(overruns[^1] <= most, $"A call ended {overruns[^1]} after its limit, when {most} is allowed.");
    }
}
