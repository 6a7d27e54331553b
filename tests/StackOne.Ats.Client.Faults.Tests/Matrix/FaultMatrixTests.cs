namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>Every fault in every phase, many times over: always the same typed result, in time, and never an order too many.</summary>
public class FaultMatrixTests(Figures figures)
{
    /// <summary>How much later than its limit a call may end on a machine that has nothing else to do.</summary>
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
        if (fault.Limit is null)
        {
            Repetition[] repetitions = await RunAtOnceAsync(fault);
            figures.Add(fault, repetitions);
            AssertVerdicts(fault, repetitions);
            return;
        }

        (Repetition Call, Repetition Control)[] pairs = await RunStaggeredAsync(fault);
        figures.AddWaiting(fault, pairs);
        AssertVerdicts(fault, pairs.Select(pair => pair.Call));
        AssertVerdicts(fault.Control, pairs.Select(pair => pair.Control));
        // No call can be more punctual than the machine: the control, made right after it, tells how busy that was. Sending and failing cost
        // about one such call each. Half of the calls, because a single one may be held up by anything.
        TimeSpan late = Late(fault, pairs);
        Assert.True(late <= Margin, $"Half of the calls ended {late} or more too late, when {Margin} is allowed.");
    }

    /// <summary>How much later than its limit half of the calls ended, what the machine adds left out.</summary>
    internal static TimeSpan Late(Fault fault, (Repetition Call, Repetition Control)[] pairs) =>
        Median(pairs.Select(pair => pair.Call.Elapsed - fault.Bound - (2 * pair.Control.Elapsed)));

    internal static TimeSpan Median(IEnumerable<TimeSpan> times)
    {
        TimeSpan[] ordered = [.. times.Order()];
        return ordered[ordered.Length / 2];
    }

    private static void AssertVerdicts(Fault fault, IEnumerable<Repetition> repetitions) => Assert.True(
        repetitions.All(repetition => fault.Allows(repetition.Verdict)),
        $"Expected {fault.Expected}, got:\n{string.Join('\n', repetitions.CountBy(repetition => repetition.Verdict))}");

    private static async Task<Repetition[]> RunAtOnceAsync(Fault fault)
    {
        var repetitions = new Repetition[fault.Repetitions];
        await Parallel.ForAsync(0, repetitions.Length, Repetition.AtOnce, async (number, _) =>
            repetitions[number] = await Repetition.RunAsync(fault));
        return repetitions;
    }

    /// <summary>
    /// Waiting costs nothing, so all wait together. They begin one after the other, so that they do not hold each other up in ending; on the
    /// real clock, which is the one that sockets and the limits under test run on.
    /// </summary>
    private static Task<(Repetition Call, Repetition Control)[]> RunStaggeredAsync(Fault fault) =>
        Task.WhenAll(Enumerable.Range(0, fault.Repetitions).Select(async number =>
        {
            await Task.Delay(fault.Stagger * number);
            return (await Repetition.RunAsync(fault), await Repetition.RunAsync(fault.Control));
        }));
}
