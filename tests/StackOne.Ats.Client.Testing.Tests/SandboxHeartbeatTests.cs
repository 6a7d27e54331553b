using System.Net;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing.Tests;

public sealed class SandboxHeartbeatTests : IAsyncDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    private readonly SkippingTime _time = new();
    private readonly StackOneSandbox _sandbox;

    public SandboxHeartbeatTests() => _sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = _time });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task AfterHeartbeats_Asked_SendsThemThenTheOrder()
    {
        _sandbox.Next(SandboxAnswer.Handle.AfterHeartbeats(Short, TimeSpan.FromMilliseconds(50)));
        using HttpClient http = _sandbox.Http();
        http.DefaultRequestHeaders.Add("Prefer", "respond-async, Heartbeat;q=1");

        using HttpResponseMessage response = await http.OrderAsync("{}");

        string body = await response.Content.ReadAsStringAsync(Cancel);
        Assert.StartsWith("\n\n\n\n\n\n{\"id\":", body, StringComparison.Ordinal);
        Assert.Equal(["heartbeat"], response.Headers.GetValues("Preference-Applied"));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task AfterHeartbeats_Asked_AreChunksOfTheirOwn()
    {
        _sandbox.Next(SandboxAnswer.Stall.AfterHeartbeats(TimeSpan.FromMilliseconds(1)));
        using HttpClient http = _sandbox.Http();
        http.DefaultRequestHeaders.Add("Prefer", "heartbeat");
        using var request = new HttpRequestMessage(HttpMethod.Post, Clients.OrdersPath);

        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using Stream stream = await response.Content.ReadAsStreamAsync(Cancel);

        // The answer never ends: a heartbeat that waited for it would not come.
        Assert.Equal('\n', stream.ReadByte());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task AfterHeartbeats_ClientAsksOrNot_AppliesThemOrOnlyWaits(bool ask, bool applied)
    {
        _sandbox.Next(SandboxAnswer.Handle.AfterHeartbeats(Short, Short / 3));
        StackOneResponseInfo? info = null;
        using StackOneAtsClient client = _sandbox.Client();

        AssessmentOrderResult result = await client
            .WithHeartbeat(ask)
            .OnResponse(seen => info = seen)
            .Assessments.OrderAsync(new AssessmentOrderRequest(), Cancel);

        Assert.NotNull(info);
        Assert.Equal(applied, info.HeartbeatApplied);
        Assert.Equal(Short, _time.Passed);
        SandboxOrder order = Assert.Single(_sandbox.Orders);
        Assert.Equal(order.Result.Id, result.Id);
        Assert.Equal(ask ? "heartbeat" : null, order.Prefer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AfterHeartbeats_Error_IsInsideA200WhenTheyWereSent(bool ask)
    {
        _sandbox.Next(SandboxAnswer.Status(502).AfterHeartbeats(Short));
        using HttpClient http = _sandbox.Http();
        http.DefaultRequestHeaders.Add("Prefer", ask ? "heartbeat" : "something-else");

        using HttpResponseMessage response = await http.OrderAsync("{}");

        Assert.Equal(ask ? HttpStatusCode.OK : HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains("\"statusCode\":502", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }
}
