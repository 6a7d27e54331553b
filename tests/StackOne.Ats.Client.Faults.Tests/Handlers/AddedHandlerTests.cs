using System.Collections.Concurrent;
using StackOne.Ats.Client.Faults.Tests.Matrix;

namespace StackOne.Ats.Client.Faults.Tests.Handlers;

/// <summary>
/// Every fault in every phase, below every handler that an application may add: no order is sent again without leave, and none that may have
/// been carried out counts as one that was not.
/// </summary>
public class AddedHandlerTests
{
    private static readonly int Repetitions = Math.Max(1, Repetition.Count / 100);

    public static TheoryData<string> Names { get; } = [.. AddedHandler.All.Select(handler => handler.Name)];

    /// <summary>What ended otherwise than it may, by handler.</summary>
    private static readonly Lazy<Task<ILookup<string, string>>> Wrong = new(FindWrongAsync);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Order_EveryFaultBelowAHandler_IsNeverSentAgainWithoutLeave(string name)
    {
        ILookup<string, string> wrong = await Wrong.Value;

        Assert.True(!wrong.Contains(name), string.Join('\n', wrong[name].Order().Take(20)));
    }

    private static async Task<ILookup<string, string>> FindWrongAsync()
    {
        var wrong = new ConcurrentBag<(string Handler, string What)>();
        var rows =
            from repetition in Enumerable.Range(0, Repetitions)
            from fault in FaultMatrixTests.AllFaults
            from handler in AddedHandler.All
            select (handler, fault);
        await Parallel.ForEachAsync(rows, Repetition.AtOnce, async (row, _) =>
        {
            (AddedHandler handler, Fault fault) = row;
            Verdict verdict = await Repetition.RunAsync(fault, handler.Create());
            if (!Allows(handler, fault, verdict))
            {
                wrong.Add((handler.Name, $"{fault.Name}: expected {fault.Expected}, got {verdict}"));
            }
        });
        return wrong.ToLookup(each => each.Handler, each => each.What);
    }

    /// <summary>Whether a call may come to that: what the matrix says of the row, but for what the handler makes of it.</summary>
    private static bool Allows(AddedHandler handler, Fault fault, Verdict verdict)
    {
        foreach (Verdict row in (Verdict[])[fault.Expected, .. fault.Or])
        {
            // Once it has read the body, its connection's word is no evidence.
            Verdict expected = row == Verdict.NeverConnected && handler.ReadsFirst ? Verdict.Lost with { Posts = 0 } : row;
            bool own = handler.Swallows
                && (row == Verdict.NeverConnected || row.Result == Verdict.Lost.Result)
                && verdict == expected with { Result = verdict.Result, OutcomeUnknown = true, Attempts = 1 }
                && verdict.Result.StartsWith(nameof(StackOneException) + " because of ", StringComparison.Ordinal);
            if (own || (verdict with { Posts = expected.Posts } == expected && IsCountRight(handler, expected, verdict)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The POSTs that the library makes, each of them as often as the handler sends it.</summary>
    private static bool IsCountRight(AddedHandler handler, Verdict expected, Verdict verdict) =>
        verdict.Posts >= expected.Posts && verdict.Posts <= expected.Posts * handler.Sends;
}
