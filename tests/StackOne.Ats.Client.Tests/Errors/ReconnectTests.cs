using System.Net;
using System.Text.Json;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Errors;

/// <summary>Whether the owner of the account must connect it again.</summary>
public class ReconnectTests
{
    private const string KeyAdvice = "The API key is missing, wrong or revoked: check ApiKey.";
    private const string AccountAdvice = "The credentials of the linked account are invalid or expired: its owner must reconnect it in StackOne.";

    public static TheoryData<int, string, bool> Errors { get; } = new()
    {
        { 412, "{}", true },
        { 412, "", true },
        { 412, """{"statusCode":412,"errorCode":"AccountSuspendedError"}""", true },
        { 401, """{"errorCode":"AccountInvalidCredentialsError"}""", true },
        { 401, """{"statusCode":401,"message":"x","errorCode":"AccountExpiredCredentialsError","timestamp":"now"}""", true },
        { 401, """{"errorCode":"AccountAuthenticationFailedError","provider_errors":[""", true },
        { 401, """{"data":{"statusCode":401,"errorCode":"AccountExpiredCredentialsError"}}""", true },
        { 401, """{"errorCode":"Other","data":{"errorCode":"accountexpiredcredentialserror"}}""", true },
        { 401, "{}", false },
        { 401, "", false },
        { 401, "<html>AccountExpiredCredentialsError", false },
        { 401, """{"errorCode":"InvalidApiKeyError"}""", false },
        { 401, """{"errorCode":["AccountExpiredCredentialsError"]}""", false },
        { 401, """{"errorCode":null,"message":"AccountExpiredCredentialsError"}""", false },
        { 401, """{"data":"AccountExpiredCredentialsError"}""", false },
        { 403, """{"errorCode":"AccountExpiredCredentialsError"}""", false },
        { 400, """{"errorCode":"AccountInvalidCredentialsError"}""", false },
        { 502, """{"errorCode":"AccountAuthenticationFailedError"}""", false },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Call_ErrorResponse_SaysWhetherToReconnect(int status, string body, bool expected)
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        harness.Stub.Answer((HttpStatusCode)status, body);

        var failure = await Assert.ThrowsAnyAsync<StackOneApiException>(() => harness.OrderAsync());

        Assert.Equal(expected, failure.NeedsReconnect);
        Assert.Equal((HttpStatusCode)status, failure.StatusCode);
        Assert.Equal(expected, failure.Message.Contains("its owner must reconnect it in StackOne", StringComparison.Ordinal));
        if (status == 401)
        {
            Assert.Equal($"Assessments.OrderAsync failed with 401 Unauthorized. {(expected ? AccountAdvice : KeyAdvice)} (1 attempt)", failure.Message);
        }
    }

    /// <summary>An error that arrives after heartbeats, in a success.</summary>
    [Fact]
    public async Task Call_LateError_SaysWhetherToReconnect()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK, """{"statusCode":401,"errorCode":"AccountExpiredCredentialsError"}""");

        var failure = await Assert.ThrowsAsync<StackOneUnauthorizedException>(() => harness.OrderWithHeartbeatAsync());

        Assert.True(failure.NeedsReconnect);
    }

    [Fact]
    public void Exception_MadeInATest_SaysWhetherToReconnect()
    {
        var code = new Dictionary<string, JsonElement> { ["errorCode"] = JsonSerializer.SerializeToElement("AccountExpiredCredentialsError") };

        Assert.True(new StackOnePreconditionFailedException("x").NeedsReconnect);
        Assert.True(new StackOneUnauthorizedException("x") { Error = new() { AdditionalProperties = code } }.NeedsReconnect);
        Assert.False(new StackOneUnauthorizedException("x").NeedsReconnect);
        Assert.False(new StackOneApiException(HttpStatusCode.ServiceUnavailable, "x").NeedsReconnect);
    }
}
