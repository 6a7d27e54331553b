using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.TestServer;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Tests.Wire;

public partial class ManyAccountsTests
{
    private const int Orders = 10_000;
    private const int Tasks = 64;
    private const int Accounts = 50;

    [Fact]
    public async Task Order_ManyTasksAndAccountsThroughOneClient_EachArrivesOnceUnderItsAccount()
    {
        // Answers with the order's own id, so that an answer that reaches another call is seen.
        await using FaultServer server = FaultServer.Start(
            [ReadRequest, connection => connection.RespondAsync("200 OK", $$"""{"id":"{{IdOf(connection.Request)}}"}""")]);
        using var client = new StackOneAtsClient(new() { ApiKey = "key", BaseAddress = server.Address });
        StackOneAtsClient[] views = [.. Enumerable.Range(0, Accounts).Select(account => client.ForAccount($"acc-{account}"))];
        var numbers = new ConcurrentQueue<int>(Enumerable.Range(0, Orders));

        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => Task.Run(async () =>
        {
            while (numbers.TryDequeue(out int number))
            {
                int account = number % Accounts;
                var order = new AssessmentOrderRequest { Id = $"order-{number}-of-acc-{account}", Package = new() { Name = new('x', number % 5000) } };
                AssessmentOrderResult result = await views[account].Assessments.OrderAsync(order);
                Assert.Equal(order.Id, result.Id);
            }
        })));

        Assert.Equal(Orders, server.Requests.Select(IdOf).Distinct().Count());
        Assert.Equal(Orders, server.Requests.Count);
        Assert.All(server.Requests, request =>
            Assert.EndsWith($"-of-{request.Header("x-account-id")}", IdOf(request), StringComparison.Ordinal));
    }

    private static string IdOf(ReceivedRequest request) => Id().Match(request.Text).Groups[1].Value;

    [GeneratedRegex("\"id\":\"([^\"]*)\"")]
    private static partial Regex Id();
}
