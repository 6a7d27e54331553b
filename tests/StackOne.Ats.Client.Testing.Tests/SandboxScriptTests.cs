using System.Net;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing.Tests;

public sealed class SandboxScriptTests : IAsyncDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    private readonly SkippingTime _time = new();
    private readonly StackOneSandbox _sandbox;

    public SandboxScriptTests() => _sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = _time });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData(400, typeof(StackOneBadRequestException))]
    [InlineData(401, typeof(StackOneUnauthorizedException))]
    [InlineData(403, typeof(StackOneForbiddenException))]
    [InlineData(404, typeof(StackOneNotFoundException))]
    [InlineData(408, typeof(StackOneRequestTimedOutException))]
    [InlineData(409, typeof(StackOneConflictException))]
    [InlineData(412, typeof(StackOnePreconditionFailedException))]
    [InlineData(422, typeof(StackOneUnprocessableEntityException))]
    [InlineData(429, typeof(StackOneTooManyRequestsException))]
    [InlineData(500, typeof(StackOneInternalServerErrorException))]
    [InlineData(501, typeof(StackOneNotImplementedException))]
    [InlineData(502, typeof(StackOneBadGatewayException))]
    [InlineData(503, typeof(StackOneApiException))]
    public async Task Status_Scripted_GivesContractsBodyOnceAndTakesNoOrder(int status, Type exceptionType)
    {
        _sandbox.Next(SandboxAnswer.Status(status, retryAfter: "600"));
        using StackOneAtsClient client = _sandbox.Client();

        Exception? thrown = await Record.ExceptionAsync(() => client.Assessments.OrderAsync(new AssessmentOrderRequest(), Cancel));
        Assert.Empty(_sandbox.Orders);
        await client.Assessments.OrderAsync(new AssessmentOrderRequest(), Cancel);

        var error = Assert.IsAssignableFrom<StackOneApiException>(thrown);
        Assert.Equal(exceptionType, error.GetType());
        Assert.Equal((HttpStatusCode)status, error.StatusCode);
        Assert.Equal(status, error.Error?.StatusCode);
        Assert.False(string.IsNullOrWhiteSpace(error.Error?.Message));
        Assert.NotNull(error.Error?.Timestamp);
        Assert.Empty(error.Error.AdditionalProperties);
        Assert.Equal(TimeSpan.FromMinutes(10), error.RetryAfter);
        Assert.NotNull(error.RequestId);
        Assert.Single(_sandbox.Orders);
        Assert.Equal(2, _sandbox.RequestCount);
    }

    [Fact]
    public async Task Status_400_HasDataAndProviderErrors()
    {
        _sandbox.Next(SandboxAnswer.Status(400));
        using StackOneAtsClient client = _sandbox.Client();

        var error = await Assert.ThrowsAsync<StackOneBadRequestException>(
            () => client.Assessments.OrderAsync(new AssessmentOrderRequest(), Cancel));

        StackOneProviderError provider = Assert.Single(error.ProviderErrors);
        Assert.Equal(400, provider.Status);
        Assert.NotNull(provider.Url);
        Assert.NotNull(provider.Raw);
        Assert.NotNull(provider.Headers);
        Assert.Equal(400, error.Error?.Data?.StatusCode);
    }

    [Theory]
    [InlineData(502, "<html>Bad gateway</html>")]
    [InlineData(400, "")]
    [InlineData(200, "not json")]
    [InlineData(204, "")]
    [InlineData(302, "")]
    public async Task Status_WithBody_SendsItAsItIs(int status, string body)
    {
        _sandbox.Next(SandboxAnswer.Status(status, body: body));
        using HttpClient http = _sandbox.Http();

        using HttpResponseMessage response = await http.OrderAsync("{}");

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(304)]
    public void Status_BodyWhereHttpHasNone_IsRefused(int status) =>
        Assert.Equal("body", Assert.Throws<ArgumentException>(() => SandboxAnswer.Status(status, body: "x")).ParamName);

    [Fact]
    public async Task Next_SeveralAnswers_AreUsedInOrder()
    {
        _sandbox
            .Next(SandboxAnswer.Status(429, retryAfter: "0"), times: 2)
            .Next(SandboxAnswer.Status(408, retryAfter: "0"))
            .Next(SandboxAnswer.Handle)
            .Next(SandboxAnswer.Status(409));
        StackOneResponseInfo? info = null;
        using StackOneAtsClient client = _sandbox.Client(options => options.Retry.MaxRetries = 3);

        await client.OnResponse(seen => info = seen).Assessments.OrderAsync(new AssessmentOrderRequest(), Cancel);
        await Assert.ThrowsAsync<StackOneConflictException>(() => client.Assessments.OrderAsync(new AssessmentOrderRequest(), Cancel));

        Assert.Equal(4, info?.Attempts);
        Assert.Equal(5, _sandbox.RequestCount);
    }

    [Fact]
    public async Task Next_RequestsWithoutKeyOrPath_LeaveTheScriptAlone()
    {
        _sandbox.Next(SandboxAnswer.Status(409));
        using HttpClient http = _sandbox.Http();
        using (await http.GetAsync("elsewhere", Cancel))
        {
        }

        using var stranger = new HttpClient { BaseAddress = _sandbox.BaseAddress };
        using (await stranger.OrderAsync("{}"))
        {
        }

        using HttpResponseMessage response = await http.OrderAsync("{}");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Fact]
    public async Task After_Delay_HoldsTheAnswerBack()
    {
        _sandbox.Next(SandboxAnswer.Handle.After(Short));
        using StackOneAtsClient client = _sandbox.Client();

        await client.Assessments.OrderAsync(new AssessmentOrderRequest(), Cancel);

        Assert.Equal(Short, _time.Passed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stall_IdleTimeout_EndsTheCallAndNoOrderIsTaken(bool heartbeat)
    {
        _sandbox.Next(heartbeat ? SandboxAnswer.Stall.AfterHeartbeats(Short) : SandboxAnswer.Stall);
        using StackOneAtsClient client = _sandbox.Client(options => options.IdleTimeout = TimeSpan.FromSeconds(0.5));

        var error = await Assert.ThrowsAsync<StackOneTimeoutException>(
            () => client.WithHeartbeat(heartbeat).Assessments.OrderAsync(new AssessmentOrderRequest(), Cancel));

        Assert.Equal(StackOneTimeoutKind.Idle, error.Kind);
        Assert.Empty(_sandbox.Orders);
    }

    [Fact]
    public async Task Disconnect_Scripted_LosesTheConnectionAndIsNotRetried()
    {
        _sandbox.Next(SandboxAnswer.Disconnect);
        using StackOneAtsClient client = _sandbox.Client(options => options.Retry.MaxRetries = 3);

        var error = await Assert.ThrowsAsync<StackOneConnectionException>(
            () => client.Assessments.OrderAsync(new AssessmentOrderRequest(), Cancel));

        Assert.Equal(StackOneConnectionFailure.Lost, error.Failure);
        Assert.True(error.OutcomeUnknown);
        Assert.Equal(1, _sandbox.RequestCount);
    }

    [Theory]
    [InlineData(199)]
    [InlineData(600)]
    public void Status_OutsideHttpsRange_IsRefused(int status) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SandboxAnswer.Status(status));
}
