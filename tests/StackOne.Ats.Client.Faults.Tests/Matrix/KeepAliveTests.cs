using StackOne.Ats.Client.Faults.Tests.Server;
using static StackOne.Ats.Client.Faults.Tests.Server.Steps;

namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>
/// A connection that has served one order and fails the next. HttpClient may put a request on a new connection of its own accord, which must
/// not send an order twice.
/// </summary>
public class KeepAliveTests
{
    private const int Repetitions = 200;
    private const int AtOnce = 32;

    private static readonly string Answer = BodyFault.Length(AnswerFaults.Ok, Orders.Result.Length) + Orders.Result;
    private static readonly string Foreign = BodyFault.Length(AnswerFaults.Ok, 16) + """{"id":"another"}""";
    private static readonly string Goodbye = BodyFault.Length("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n", 0);

    private static readonly Verdict LostUnread = Verdict.Lost with { Posts = 0 };

    /// <summary>What follows the first answer on its connection, and what the second order comes to. A second connection always answers.</summary>
    private static readonly Dictionary<string, Fault> Faults = new Fault[]
    {
        new("closed", [Close], Verdict.Success),
        new("reset", [Reset], Verdict.Success),
        new("closed after an unasked 408", [Write(Goodbye), Close], Verdict.Success),
        new("closed in the next head", [ReadBytes(1), Close], LostUnread),
        new("reset in the next head", [ReadBytes(1), Reset], LostUnread),
        new("closed after the next head", [ReadHead, Close], LostUnread),
        new("reset after the next head", [ReadHead, Reset], LostUnread),
        new("closed after the next request", [ReadRequest, Close], Verdict.Lost),
        new("reset after the next request", [ReadRequest, Reset], Verdict.Lost),
        new("closed in the next answer", [ReadRequest, Write("HTTP/1.1 2"), Close], Verdict.Lost),
        new("another answer at once", [Write(Foreign)], Verdict.Success),
    }.ToDictionary(fault => fault.Name);

    public static TheoryData<string> Names { get; } = [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Order_OnAConnectionThatFailsAfterAnAnswer_IsNeverSentTwice(string name) =>
        await RunAsync(Faults[name], waitForTheEnd: true);

    /// <summary>Where the close and the next order cross, the order may be lost with it, or go out on a new connection; not both.</summary>
    [Fact]
    public async Task Order_AsItsConnectionCloses_IsNeverSentTwice() =>
        await RunAsync(Faults["closed"] with { Or = [LostUnread] }, waitForTheEnd: false);

    private static Task RunAsync(Fault fault, bool waitForTheEnd) => Parallel.ForAsync(
        0,
        Repetitions,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (_, _) =>
        {
            // The first answer and what follows it go out as one, so that it has come when the next order is sent.
            bool unasked = fault.Name == "another answer at once";
            Step[] first = unasked ? [ReadRequest, Write(Answer + Foreign), Stall] : [ReadRequest, Write(Answer), .. fault.Script];
            await using FaultServer server = FaultServer.Start(first, [ReadRequest, Write(Answer)]);
            Repetition before, after;
            using (StackOneAtsClient client = Clients.Create(server.Address))
            {
                before = await Repetition.OrderAsync(client, Orders.Small);
                if (waitForTheEnd && fault.Expected == Verdict.Success && !unasked)
                {
                    await server.ConnectionsEndedAsync();
                }

                after = await Repetition.OrderAsync(client, Orders.Small);
            }

            IReadOnlyList<ReadOnlyMemory<byte>> received = await server.FinishAsync();
            int posts = received.SelectMany(ReceivedRequest.ParseAll).Count(request => request.IsPost) - 1;
            Verdict verdict = after.Verdict with { Posts = posts };
            Assert.Equal(Verdict.Success, before.Verdict);
            Assert.True(fault.Allows(verdict), $"{fault.Name}: {verdict}");
        });
}
