using System.Net;
using StackOne.Ats.Client;
using StackOne.Ats.Generator.Tests.Sample;

namespace StackOne.Ats.Generator.Tests;

/// <summary>Generated group clients over the library's own pipeline.</summary>
public sealed class SampleClientTests : HttpMessageHandler
{
    private readonly Client.StackOneAtsClient _library;
    private readonly List<HttpRequestMessage> _sent = [];

    public SampleClientTests() =>
        _library = new(new StackOneAtsClientOptions { ApiKey = "key", AccountId = "acc_1", Heartbeat = true }, this);

    private ThingsClient Things => new Sample.StackOneAtsClient(_library.Scope).Things;

    [Fact]
    public async Task Delete_WithoutPreferInTheContract_SendsTheAccountAlone()
    {
        await Things.DeleteAsync("a/b", TestContext.Current.CancellationToken);

        HttpRequestMessage request = Assert.Single(_sent);
        Assert.Equal("DELETE https://api.stackone.com/things/a%2Fb", $"{request.Method} {request.RequestUri!.AbsoluteUri}");
        Assert.Equal("acc_1", Assert.Single(request.Headers.GetValues("x-account-id")));
        Assert.False(request.Headers.Contains("Prefer"));
    }

    [Theory]
    [InlineData(null, typeof(ArgumentNullException))]
    [InlineData("", typeof(ArgumentException))]
    [InlineData("..", typeof(ArgumentException))]
    public async Task Delete_UnusableId_ThrowsBeforeAnythingIsSent(string? id, Type expected)
    {
        Exception? exception = await Record.ExceptionAsync(() => Things.DeleteAsync(id!, TestContext.Current.CancellationToken));

        Assert.IsType(expected, exception);
        Assert.Equal("id", ((ArgumentException)exception).ParamName);
        Assert.Empty(_sent);
    }

    [Fact]
    public async Task Create_Null_ThrowsBeforeAnythingIsSent()
    {
        await Assert.ThrowsAsync<ArgumentNullException>("request", () => Things.CreateAsync(null!, TestContext.Current.CancellationToken));

        Assert.Empty(_sent);
    }

    [Fact]
    public void Things_AskedForTwice_IsTheSame()
    {
        var client = new Sample.StackOneAtsClient(_library.Scope);

        Assert.Same(client.Things, client.Things);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _sent.Add(request);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
    }

    protected override void Dispose(bool disposing)
    {
        _library.Dispose();
        base.Dispose(disposing);
    }
}
