using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing.Tests;

public sealed class StackOneSandboxTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orders_OrderTaken_HasWhatWasSentAndAnswered()
    {
        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { ApiKey = "another-key" });
        using StackOneAtsClient client = sandbox.Client();
        IReadOnlyList<SandboxOrder> before = sandbox.Orders;

        AssessmentOrderResult result = await client.ForAccount("account-2").Assessments.OrderAsync(
            new AssessmentOrderRequest { Id = "order-1", Candidate = new OrderCandidate { FirstName = "Given" } },
            Cancel);

        SandboxOrder order = Assert.Single(sandbox.Orders);
        Assert.Equal("another-key", sandbox.ApiKey);
        Assert.Equal("account-2", order.AccountId);
        Assert.Equal("order-1", order.Request.Id);
        Assert.Equal("Given", order.Request.Candidate?.FirstName);
        Assert.Equal(result, order.Result);
        Assert.Null(order.Prefer);
        Assert.InRange(order.TakenAt, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        Assert.DoesNotContain("Given", order.ToString(), StringComparison.Ordinal);
        Assert.Empty(before);
    }

    [Fact]
    public async Task Orders_ManyInParallel_AreAllTakenOnce()
    {
        const int Count = 2_000;
        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { RequestsPerMinute = null });
        using StackOneAtsClient client = sandbox.Client();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Count),
            new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Cancel },
            async (i, cancellationToken) => await client
                .ForAccount($"account-{i % 100}")
                .Assessments.OrderAsync(new AssessmentOrderRequest { Id = $"order-{i}" }, cancellationToken));

        Assert.Equal(Count, sandbox.RequestCount);
        Assert.Equal(Count, sandbox.Orders.Select(order => order.Result.Id).Distinct().Count());
        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => ($"account-{i % 100}", $"order-{i}")).Order(),
            sandbox.Orders.Select(order => (order.AccountId, order.Request.Id!)).Order());
    }

    [Fact]
    public async Task DisposeAsync_RequestsUnderWay_CutsThemAndDoesNotWait()
    {
        var time = new TimerWatcher();
        var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = time });
        sandbox.Next(SandboxAnswer.Stall).Next(SandboxAnswer.Handle.After(TimeSpan.FromHours(1)));
        using HttpClient http = sandbox.Http();
        using var request = new HttpRequestMessage(HttpMethod.Post, Clients.OrdersPath);
        using HttpResponseMessage stalled = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using StackOneAtsClient client = sandbox.Client();
        Task<AssessmentOrderResult> delayed = client.Assessments.OrderAsync(new AssessmentOrderRequest(), Cancel);
        await time.Created;

        await sandbox.DisposeAsync();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => stalled.Content.ReadAsStringAsync(Cancel));
        await Assert.ThrowsAsync<StackOneConnectionException>(() => delayed);
        Assert.Empty(sandbox.Orders);
        sandbox.Dispose();
    }

    /// <summary>Completes a task when something begins to wait.</summary>
    private sealed class TimerWatcher : TimeProvider
    {
        private readonly TaskCompletionSource _created = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Created => _created.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            _created.TrySetResult();
            return timer;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("user:password")]
    public void Start_KeyThatBasicCannotCarry_IsRefused(string apiKey) =>
        Assert.ThrowsAny<ArgumentException>(() => StackOneSandbox.Start(new StackOneSandboxOptions { ApiKey = apiKey }));
}
