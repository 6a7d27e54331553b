using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace StackOne.Ats.Client.Tests.Readme;

public class TestingSnippets
{
    [Fact]
    public async Task Mock_OfAGroup_GivesItsItemsAndThrows()
    {
        var client = new FakeClient();

        StackOneTooManyRequestsException exception = await Assert.ThrowsAsync<StackOneTooManyRequestsException>(
            () => new OrderSnippets.Ordering(client).OrderAsync("account-1", new AssessmentOrderRequest(), default));
        Assert.Equal(TimeSpan.FromMinutes(5), exception.RetryAfter);

        List<string?> ids = [];
        await foreach (Candidate candidate in client.ForAccount("account-1").Candidates.ListAsync())
        {
            ids.Add(candidate.Id);
        }

        Assert.Equal(["candidate-1", "candidate-2"], ids);
    }

    #region mock
    public class FakeClient : StackOneAtsClient
    {
        public override CandidatesClient Candidates { get; } = new FakeCandidates();

        public override AssessmentsClient Assessments { get; } = new BusyAssessments();
    }

    public class FakeCandidates : CandidatesClient
    {
        public override StackOnePageable<Candidate> ListAsync(CandidateListQuery? query = null, CancellationToken cancellationToken = default) =>
            StackOnePageable.FromItems(new Candidate { Id = "candidate-1" }, new Candidate { Id = "candidate-2" });
    }

    public class BusyAssessments : AssessmentsClient
    {
        public override Task<AssessmentOrderResult> OrderAsync(AssessmentOrderRequest request, CancellationToken cancellationToken = default) =>
            throw new StackOneTooManyRequestsException("Busy.") { RetryAfter = TimeSpan.FromMinutes(5) };
    }
    #endregion

    [Fact]
    public async Task Items_OfAnyKind_AreAList()
    {
        List<Candidate> found = [new() { Id = "candidate-1" }, new() { Id = "candidate-2" }];

        #region items
        StackOnePageable<Candidate> single = StackOnePageable.FromItems(new Candidate { Id = "candidate-1" });
        StackOnePageable<Candidate> list = StackOnePageable.FromItems(found);
        StackOnePageable<Candidate> pages = StackOnePageable.FromPages(
            new StackOnePage<Candidate>(found) { NextCursor = "2" },
            new StackOnePage<Candidate>([]));
        #endregion

        Assert.Equal(1, await CountAsync(single));
        Assert.Equal(2, await CountAsync(list));
        Assert.Equal(2, await CountAsync(pages));
        Assert.Equal(2, await CountAsync(StackOnePageable.FromItems<Candidate>([.. found])));

        static async Task<int> CountAsync(StackOnePageable<Candidate> candidates)
        {
            int count = 0;
            await foreach (Candidate _ in candidates)
            {
                count++;
            }

            return count;
        }
    }

    [Fact]
    public async Task Sandbox_RateLimited_OrdersOnce()
    {
        #region sandbox
        await using var sandbox = StackOneSandbox.Start();
        sandbox.Next(SandboxAnswer.Status(429, retryAfter: "0"), times: 2);
        using StackOneAtsClient client = sandbox.CreateClient("account-1");

        AssessmentOrderResult result = await client.Assessments.OrderAsync(new AssessmentOrderRequest { Id = "order-1" });

        SandboxOrder order = Assert.Single(sandbox.Orders);
        Assert.Equal("account-1", order.AccountId);
        Assert.Equal("order-1", order.Request.Id);
        Assert.Equal(order.Result.TestUrl, result.TestUrl);
        Assert.Equal(3, sandbox.RequestCount);
        #endregion
    }

    [Fact]
    public async Task SandboxSetup_AnswersAndRecords_AreUsed()
    {
        #region sandbox-setup
        await using var sandbox = StackOneSandbox.Start();
        Candidate ada = sandbox.Account("account-1").Add(new Candidate { FirstName = "Ada", Email = "ada@example.com" });
        sandbox.On(accountId: "account-2").Always(SandboxAnswer.Status(412));
        sandbox.On("Offers.ListAsync").Always(SandboxAnswer.Status(501));
        sandbox.Next(SandboxAnswer.Status(429, retryAfter: "0"), times: 2);

        using StackOneAtsClient client = sandbox.CreateClient("account-1");
        Candidate found = await client.Candidates.GetAsync(ada.Id!);

        Assert.Equal(ada, found);
        Assert.Equal([429, 429, 200], sandbox.Requests.Select(request => request.Status));
        Assert.All(sandbox.Requests, request => Assert.Equal("Candidates.GetAsync", request.Operation));
        #endregion
    }

    [Fact]
    public async Task SandboxAts_Order_IsDeliveredAndItsResultAwaited()
    {
        const string secret = "whsec-example";
        await using var sandbox = StackOneSandbox.Start();
        await using Vendor vendor = await Vendor.StartAsync(secret, sandbox);
        Uri service = vendor.Address;
        #region sandbox-ats
        SandboxWebhook webhook = sandbox.Webhooks.Add(new Uri(service, "/stackone/events"), secret);
        await sandbox.GetPackagesAsync(new Uri(service, "/stackone/packages"), new SandboxPackageRequest { AccountId = "account-1", Secret = secret });

        webhook.Faults = SandboxDeliveryFaults.Twice;
        SandboxAtsOrder order = sandbox.OrderFromAts("account-1");
        SandboxResult result = await order.ResultAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(ResultStatusValue.Passed, result.Status);
        await sandbox.Webhooks.WaitUntilDeliveredAsync(TimeSpan.FromSeconds(10));
        Assert.All(sandbox.Webhooks.Deliveries, delivery => Assert.True(delivery.IsAccepted));
        #endregion
    }
}
