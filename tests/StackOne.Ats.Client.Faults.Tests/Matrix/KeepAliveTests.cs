using StackOne.Ats.Client.TestServer;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>
/// A connection that has served one order and fails the next. HttpClient may put a request on a new connection by itself, which must
/// not send an order twice.
/// </summary>
public class KeepAliveTests
{
    private static readonly string Answer = BodyFault.Length(AnswerFaults.Ok, Orders.Result.Length) + Orders.Result;
    private static readonly string Foreign = BodyFault.Length(AnswerFaults.Ok, 16) + """{"id":"another"}""";
    private static readonly string Goodbye = BodyFault.Length("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n", 0);

    private static readonly Verdict LostUnread = Verdict.Lost with { Posts = 0 };

    /// <summary>A busy machine may deliver the close after the next order has set out: that is lost then, and not sent again.</summary>
    private static readonly Verdict[] Crossing = [LostUnread];

    /// <summary>
    /// What the first connection does with its first order, and what a second order comes to. A second connection always answers.
    /// </summary>
    private static readonly Dictionary<string, Fault> Faults = new Fault[]
    {
        new("closed", [Write(Answer), Close], Verdict.Success) { Or = Crossing },
        new("reset", [Write(Answer), Reset], Verdict.Success) { Or = Crossing },
        // Delivered after the next order has set out, the 408 is that order's answer, and allows to send it again.
        new("closed after an unasked 408", [Write(Answer), Write(Goodbye), Close], Verdict.Success)
        {
            Or = [LostUnread, Verdict.Lost, Verdict.Success with { Posts = 2 }],
        },
        // Written as one, so that it is there when the next order is sent.
        new("another answer at once", [Write(Answer + Foreign), Stall], Verdict.Success),
        new("closed in the next head", [Write(Answer), ReadBytes(1), Close], LostUnread),
        new("reset in the next head", [Write(Answer), ReadBytes(1), Reset], LostUnread),
        new("closed after the next head", [Write(Answer), ReadHead, Close], LostUnread),
        new("reset after the next head", [Write(Answer), ReadHead, Reset], LostUnread),
        new("closed after the next request", [Write(Answer), ReadRequest, Close], Verdict.Lost),
        new("reset after the next request", [Write(Answer), ReadRequest, Reset], Verdict.Lost),
        new("closed in the next answer", [Write(Answer), ReadRequest, Write("HTTP/1.1 2"), Close], Verdict.Lost),
    }.ToDictionary(fault => fault.Name);

    public static TheoryData<string> Names { get; } = [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Order_OnAConnectionThatFailsAfterAnAnswer_IsNeverSentTwice(string name)
    {
        Fault fault = Faults[name];
        bool endsByItself = fault.Expected == Verdict.Success && fault.Script[^1] != Stall;
        await RunAsync(fault, server => endsByItself ? server.ConnectionsEndedAsync() : Task.CompletedTask);
    }

    /// <summary>Without a wait in between the two cross often: the order is lost, or goes out on a new connection; never both.</summary>
    [Fact]
    public async Task Order_AsItsConnectionCloses_IsNeverSentTwice() =>
        await RunAsync(Faults["closed"], _ => Task.CompletedTask);

    /// <summary>Without content, SocketsHttpHandler would send it again by itself.</summary>
    [Fact]
    public Task Post_WithoutABodyOnAConnectionThatCloses_IsNeverSentTwice() =>
        Parallel.ForAsync(0, Repetition.Count, Repetition.AtOnce, async (_, _) =>
        {
            await using FaultServer server = FaultServer.Start([ReadHead, Close], [ReadHead, Write(Answer)]);
            using (StackOneAtsClient client = Clients.Create(server.Address))
            {
                var failure = await Assert.ThrowsAsync<StackOneConnectionException>(() => client.SendAsync(HttpMethod.Post, "/x"));
                Assert.True(failure.OutcomeUnknown);
            }

            Assert.Equal(1, Repetition.CountPosts(await server.FinishAsync()));
        });

    private static Task RunAsync(Fault fault, Func<FaultServer, Task> betweenAsync) =>
        Parallel.ForAsync(0, Repetition.Count, Repetition.AtOnce, async (_, _) =>
        {
            await using FaultServer server = FaultServer.Start([ReadRequest, .. fault.Script], [ReadRequest, Write(Answer)]);
            Verdict before, after;
            using (StackOneAtsClient client = Clients.Create(server.Address))
            {
                before = await Repetition.OrderAsync(client, Orders.Small);
                await betweenAsync(server);
                after = await Repetition.OrderAsync(client, Orders.Small);
            }

            IReadOnlyList<ReadOnlyMemory<byte>> received = await server.FinishAsync();
            Assert.Equal(Verdict.Success, before);
            Verdict verdict = after with { Posts = Repetition.CountPosts(received) - before.Posts };
            Assert.True(fault.Allows(verdict), $"{fault.Name}: {verdict}");
        });
}
