namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>Every fault in every phase, many times over: always the same typed result, and never an order too many.</summary>
public class FaultMatrixTests(Figures figures)
{
    private static readonly Dictionary<string, Fault> Faults =
        ((IEnumerable<Fault>)[.. RequestFaults.All, .. HeadFaults.All, .. AnswerFaults.All]).ToDictionary(fault => fault.Name);

    internal static IEnumerable<Fault> AllFaults => Faults.Values;

    public static TheoryData<string> Names { get; } = [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Order_Fault_EndsAsTheTableSays(string name)
    {
        Fault fault = Faults[name];
        var verdicts = new Verdict[Repetition.Count];
        await Parallel.ForAsync(0, verdicts.Length, Repetition.AtOnce, async (number, _) => verdicts[number] = await Repetition.RunAsync(fault));

        figures.Add(fault, verdicts);
        Assert.True(verdicts.All(fault.Allows), $"Expected {fault.Expected}, got:\n{string.Join('\n', verdicts.CountBy(verdict => verdict))}");
    }
}
