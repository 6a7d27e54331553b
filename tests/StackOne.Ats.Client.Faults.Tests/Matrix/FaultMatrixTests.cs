namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>Every fault in every phase, many times over: always the same typed result, in time, and never an order too many.</summary>
public class FaultMatrixTests(Figures figures)
{
    /// <summary>How much later than its limit a call may end.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(100);

    private static readonly Dictionary<string, Fault> Faults =
        ((IEnumerable<Fault>)[.. RequestFaults.All, .. HeadFaults.All, .. AnswerFaults.All]).ToDictionary(fault => fault.Name);

    internal static IEnumerable<Fault> AllFaults => Faults.Values;

    public static TheoryData<string> Names { get; } = [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Order_Fault_EndsAsTheTableSays(string name)
    {
        Fault fault = Faults[name];
        using var lateness = new Lateness();
        Repetition[] repetitions = fault.Limit is null ? await RunAtOnceAsync(fault) : await RunStaggeredAsync(fault);
        figures.Add(fault, repetitions, lateness.Worst);

        Assert.True(
            Array.TrueForAll(repetitions, repetition => fault.Allows(repetition.Verdict)),
            $"Expected {fault.Expected}, got:\n{string.Join('\n', repetitions.CountBy(repetition => repetition.Verdict))}");
        // No call can be more punctual than the machine: a bare timer beside it tells how late that was. A call takes a few such turns.
        TimeSpan most = fault.Bound + Margin + (3 * lateness.Worst);
        TimeSpan longest = repetitions.Max(repetition => repetition.Elapsed);
        Assert.True(longest <= most, $"A call took {longest}, when {most} is allowed.");
    }

    private static async Task<Repetition[]> RunAtOnceAsync(Fault fault)
    {
        var repetitions = new Repetition[Repetition.Count];
        await Parallel.ForAsync(0, repetitions.Length, Repetition.AtOnce, async (number, _) =>
            repetitions[number] = await Repetition.RunAsync(fault));
        return repetitions;
    }

    /// <summary>
    /// Waiting costs nothing, so all wait together. They begin one after the other, lest they hold each other up in ending; on the real clock,
    /// which is the one that sockets and the limits under test run on.
    /// </summary>
    private static Task<Repetition[]> RunStaggeredAsync(Fault fault) =>
        Task.WhenAll(Enumerable.Range(0, Repetition.Count).Select(async number =>
        {
            await Task.Delay(fault.Stagger * number);
            return await Repetition.RunAsync(fault);
        }));
}
