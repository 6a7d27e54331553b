using System.Net;
using System.Text;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;
using StackOne.Ats.Client.Tests.Wire;

namespace StackOne.Ats.Client.Tests.Pipeline;

/// <summary>The bytes that the main calls allocate, from the method to an answer in memory. Unlike times, they are stable.</summary>
/// <remarks>A budget is 1 % above what was measured on .NET 10, so that one more object in a call exceeds it.</remarks>
public class AllocationTests
{
    private const int Candidates = 100;

    private static readonly string CandidatePage =
        $$"""{"next":"2","data":[{{string.Join(',', Enumerable.Range(0, Candidates).Select(n => $$"""{"id":"c{{n}}","first_name":"Ada","emails":[{"value":"a{{n}}@example.com"}]}"""))}}]}""";

    /// <summary>The contract's example order: request and response bodies included.</summary>
    [Fact]
    public Task Order_ThroughTheWholePipeline_AllocatesLittle() =>
        MeasureAsync(3066, HttpStatusCode.OK, StubHandler.OrderBody, client => client.Assessments.OrderAsync(Orders.Filled));

    [Fact]
    public Task Order_OfAnotherAccountWithHeartbeat_AllocatesLittle() => MeasureAsync(
        3871,
        HttpStatusCode.OK,
        StubHandler.OrderBody,
        client => client.ForAccount("other").WithHeartbeat().Assessments.OrderAsync(Orders.Filled));

    /// <summary>A server passes a token to each call.</summary>
    [Fact]
    public async Task Order_WithATokenOfTheCaller_AllocatesNoMore()
    {
        using var caller = new CancellationTokenSource();
        await MeasureAsync(3066, HttpStatusCode.OK, StubHandler.OrderBody, client => client.Assessments.OrderAsync(Orders.Filled, caller.Token));
    }

    [Fact]
    public Task Get_OneResource_AllocatesLittle() =>
        MeasureAsync(3436, HttpStatusCode.OK, """{"data":{"id":"j1","title":"Engineer"}}""", client => client.Jobs.GetAsync("j1"));

    /// <summary>The models of a page are most of it.</summary>
    [Fact]
    public Task List_APageOf100_AllocatesLittleBesidesItsModels() => MeasureAsync(
        67_600,
        HttpStatusCode.OK,
        CandidatePage,
        async client =>
        {
            await foreach (StackOnePage<Candidate> page in client.Candidates.ListAsync().AsPages())
            {
                Assert.Equal(Candidates, page.Items.Count);
                break;
            }
        });

    [Fact]
    public Task View_OfAnAccountWithAGroup_AllocatesLittle() => MeasureAsync(
        495,
        HttpStatusCode.OK,
        StubHandler.OrderBody,
        client =>
        {
            Assert.NotNull(client.ForAccount("other").Assessments);
            return Task.CompletedTask;
        });

    private static async Task MeasureAsync(int budget, HttpStatusCode status, string answer, Func<StackOneAtsClient, Task> call)
    {
        using var client = new StackOneAtsClient(
            new() { ApiKey = "key", AccountId = "acc", BaseAddress = new("https://api.example.com") },
            new InMemory(status, Encoding.UTF8.GetBytes(answer)));

        // Nothing waits for anything, so all of a call runs on the thread that it is measured on.
        long[] bytes = await Task.Run(() =>
        {
            long[] bytes = new long[500];
            for (int i = 0; i < bytes.Length; i++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Task calling = call(client);
                Assert.True(calling.IsCompletedSuccessfully);
                bytes[i] = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            return bytes;
        });

        // Not the least: what other tests have left in the pools would hide for a while that a call takes from them and gives nothing back.
        Array.Sort(bytes);
        long median = bytes[bytes.Length / 2];
        TestContext.Current.TestOutputHelper?.WriteLine($"{median} bytes");
        Assert.InRange(median, 1, budget);
    }

    /// <summary>What a socket would do, without one: takes the request's body and answers.</summary>
    private sealed class InMemory(HttpStatusCode status, byte[] answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Task sending = request.Content?.CopyToAsync(Stream.Null, cancellationToken) ?? Task.CompletedTask;
            Assert.True(sending.IsCompletedSuccessfully);
            return Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(answer) });
        }
    }
}
