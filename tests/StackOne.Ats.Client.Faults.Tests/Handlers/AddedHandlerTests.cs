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

    private static readonly Dictionary<string, AddedHandler> Handlers = AddedHandler.All.ToDictionary(handler => handler.Name);

    public static TheoryData<string> Names { get; } = [.. Handlers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Order_EveryFaultBelowAHandler_IsNeverSentAgainWithoutLeave(string name)
    {
        AddedHandler handler = Handlers[name];
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            Enumerable.Repeat(FaultMatrixTests.AllFaults, Repetitions).SelectMany(faults => faults),
            Repetition.AtOnce,
            async (fault, _) =>
            {
                Repetition repetition = await Repetition.RunAsync(fault, handler.Create());
                if (!Allows(handler, fault, repetition.Verdict))
                {
                    wrong.Add($"{fault.Name}: expected {fault.Expected}, got {repetition.Verdict}");
                }
            });

        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order().Take(20)));
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
