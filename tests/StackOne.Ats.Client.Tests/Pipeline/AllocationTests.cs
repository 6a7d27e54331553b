using System.Net;
using System.Text;
using StackOne.Ats.Client.Tests.Support;
using StackOne.Ats.Client.Tests.Wire;

namespace StackOne.Ats.Client.Tests.Pipeline;

public class AllocationTests
{
    private const int Budget = 3700;

    /// <summary>The contract's example order through the whole pipeline, request and response bodies included.</summary>
    [Fact]
    public async Task Order_ThroughTheWholePipeline_AllocatesLittle()
    {
        using var client = new StackOneAtsClient(
            new() { ApiKey = "key", AccountId = "acc", BaseAddress = new("https://api.example.com") },
            new InMemory());

        // Nothing waits for anything, so all of a call runs on the thread that it is measured on.
        long[] bytes = await Task.Run(() =>
        {
            long[] bytes = new long[500];
            for (int i = 0; i < bytes.Length; i++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Task order = client.Assessments.OrderAsync(Orders.Filled);
                Assert.True(order.IsCompletedSuccessfully);
                bytes[i] = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            return bytes;
        });

        // Not the least: what other tests have left in the pools would hide for a while that a call takes from them and gives nothing back.
        Array.Sort(bytes);
        long median = bytes[bytes.Length / 2];
        TestContext.Current.TestOutputHelper?.WriteLine($"{median} bytes an order");
        Assert.InRange(median, 1, Budget);
    }

    /// <summary>What a socket would do, without one: takes the request's body and answers.</summary>
    private sealed class InMemory : HttpMessageHandler
    {
        private static readonly byte[] Body = Encoding.UTF8.GetBytes(StubHandler.OrderBody);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Task sending = request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            Assert.True(sending.IsCompletedSuccessfully);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Body) });
        }
    }
}
