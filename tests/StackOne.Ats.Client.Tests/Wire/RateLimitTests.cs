using StackOne.Ats.Client.Tests.Support;
using StackOne.Ats.Client.TestServer;

namespace StackOne.Ats.Client.Tests.Wire;

/// <summary>
/// On real sockets and a real clock: the server lets so many requests of the key through in each second. A slow machine has fewer of them
/// refused. <see cref="RateLimits.RateLimitFigures"/> has what depends on nothing but the clock.
/// </summary>
public class RateLimitTests
{
    private const int Accounts = 30;
    private const int Orders = 300;
    private const int PerWindow = 100;

    [Fact]
    public async Task Order_BurstBeyondTheKeysLimit_NeedsFewRequestsAndNoneFails()
    {
        long window = -1;
        int taken = 0;
        object gate = new();
        long started = TimeProvider.System.GetTimestamp();
        await using FaultServer server = FaultServer.Start([Steps.ReadRequest, connection =>
        {
            bool isTaken;
            lock (gate)
            {
                long now = (long)TimeProvider.System.GetElapsedTime(started).TotalSeconds;
                taken = now == window ? taken : 0;
                window = now;
                isTaken = ++taken <= PerWindow;
            }

            return isTaken
                ? connection.RespondAsync("200 OK", StubHandler.OrderBody)
                : connection.RespondAsync("429 Too Many Requests", "{}", "Retry-After: 1\r\n");
        }]);
        using var client = new StackOneAtsClient(new() { ApiKey = "key", BaseAddress = server.Address });

        await Task.WhenAll(Enumerable.Range(0, Orders).Select(order =>
            client.ForAccount($"acc-{order % Accounts}").Assessments.OrderAsync(Harness.Request)));

        int requests = server.Requests.Count;
        TestContext.Current.TestOutputHelper?.WriteLine($"{requests} requests for {Orders} orders");
        Assert.InRange(requests, Orders, Orders * 1300 / 600);
    }
}
