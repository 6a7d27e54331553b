using StackOne.Ats.Client.Models;
using WireMock.Matchers;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace StackOne.Ats.Client.Tests.Wire;

/// <summary>
/// Calls against WireMock.Net: a server that this project has not written, which matches requests by its own reading of HTTP and JSON. What the client
/// sends and the sandbox takes could be wrong in the same way.
/// </summary>
public sealed class WireMockTests : IDisposable
{
    private const string Path = "/unified/ats/assessments/orders";
    private const string Placed = """{"id":"order-9","remote_id":"r-9","test_url":"https://provider.example/9"}""";

    private readonly WireMockServer _server = WireMockServer.Start();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The request as the contract describes it. Anything else is a 404.</summary>
    private static IRequestBuilder Order => Request.Create()
        .UsingPost()
        .WithPath(Path)
        .WithHeader("Authorization", "Basic c2tfdGVzdDo=")
        .WithHeader("x-account-id", "acc_1")
        .WithHeader("Content-Type", "application/json*")
        .WithHeader("User-Agent", "StackOne.Ats.Client/*")
        .WithBody(new JsonMatcher("""{"id":"order-1","package":{"id":"pkg_1"},"candidate":{"first_name":"Ada"}}"""));

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Order_Request_IsMatchedByAnotherServer()
    {
        _server.Given(Order).RespondWith(Response.Create().WithBody(Placed).WithHeader("Content-Type", "application/json"));

        Assert.Equal("order-9", (await OrderAsync()).Id);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(408)]
    public async Task Order_RefusedOnce_IsSentAgainUnchanged(int status)
    {
        _server.Given(Order).InScenario("retry").WillSetStateTo("refused")
            .RespondWith(Response.Create().WithStatusCode(status).WithHeader("Retry-After", "0"));
        _server.Given(Order).InScenario("retry").WhenStateIs("refused").RespondWith(Response.Create().WithBody(Placed));

        Assert.Equal("order-9", (await OrderAsync()).Id);
        Assert.Equal(2, _server.LogEntries.Count);
    }

    [Fact]
    public async Task Order_Heartbeats_ArriveInChunksBeforeTheBody()
    {
        _server.Given(Order.WithHeader("Prefer", "heartbeat")).RespondWith(Response.Create()
            .WithHeader("Preference-Applied", "heartbeat")
            .WithSseBody((_, queue) =>
            {
                queue.Write("\n");
                queue.Write("\n");
                queue.Write(Placed);
                queue.Close();
                return Task.CompletedTask;
            }));
        StackOneResponseInfo? info = null;

        AssessmentOrderResult result = await OrderAsync(client => client.WithHeartbeat().OnResponse(response => info = response));

        Assert.Equal("order-9", result.Id);
        Assert.True(info!.HeartbeatApplied);
    }

    [Fact]
    public async Task List_Cursor_IsPassedBackUnchanged()
    {
        const string Cursor = "a+b/c=&d é";
        IRequestBuilder List() => Request.Create().UsingGet().WithPath("/unified/ats/candidates").WithParam("page_size", "2");
        _server.Given(List()).AtPriority(2).RespondWith(Response.Create().WithBodyAsJson(new { next = Cursor, data = new[] { new { id = "1" } } }));
        _server.Given(List().WithParam("next", Cursor)).AtPriority(1)
            .RespondWith(Response.Create().WithBodyAsJson(new { data = new[] { new { id = "2" } } }));
        using StackOneAtsClient client = Client();

        List<string?> ids = [];
        await foreach (Candidate candidate in client.Candidates.ListAsync(new() { PageSize = 2 }, Cancel))
        {
            ids.Add(candidate.Id);
        }

        Assert.Equal(["1", "2"], ids);
    }

    [Fact]
    public async Task Order_CutOff_IsTypedAndNotSentAgain()
    {
        _server.Given(Order).RespondWith(Response.Create().WithFault(FaultType.MALFORMED_RESPONSE_CHUNK).WithBody(Placed));

        StackOneException failure = await Assert.ThrowsAnyAsync<StackOneException>(() => OrderAsync());

        Assert.True(failure.OutcomeUnknown);
        Assert.Single(_server.LogEntries);
    }

    private StackOneAtsClient Client() => new(new StackOneAtsClientOptions
    {
        BaseAddress = new Uri(_server.Url!),
        ApiKey = "sk_test",
        AccountId = "acc_1",
    });

    private async Task<AssessmentOrderResult> OrderAsync(Func<StackOneAtsClient, StackOneAtsClient>? view = null)
    {
        using StackOneAtsClient client = Client();
        return await (view?.Invoke(client) ?? client).Assessments.OrderAsync(
            new AssessmentOrderRequest { Id = "order-1", Package = new() { Id = "pkg_1" }, Candidate = new() { FirstName = "Ada" } },
            Cancel);
    }
}
