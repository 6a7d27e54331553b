using System.Net;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Tests.Diagnostics;
using StackOne.Ats.Client.Tests.Secrets;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Api;

/// <summary>The operations of the Platform API belong to the API key, and to no account.</summary>
[Collection(nameof(TelemetryTests))]
public class PlatformTests
{
    private readonly Harness _harness = new();

    public static TheoryData<string> Ids { get; } = [.. PlatformRows.All.Keys];

    [Fact]
    public void Operations_OfTheAtsApiAlone_AreForAnAccount() => Assert.All(
        Operations.All,
        operation => Assert.Equal(
            operation.UrlTemplate.StartsWith("/unified/ats/", StringComparison.Ordinal) ? AccountUse.Required : AccountUse.None,
            operation.Account));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Operation_ClientWithoutAnAccount_IsCalled(string id)
    {
        OperationRow row = PlatformRows.All[id];
        _harness.Options.AccountId = null;
        _harness.Stub.Answer(row.Status, row.Response);

        Assert.Equal(row.Expected, await row.CallAsync(_harness.Client));
    }

    /// <summary>The client's account is not that of the call: a filter by account must not find the call.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Operation_ClientWithAnAccount_ReportsNone(string id)
    {
        const string Account = "acc_that_is_not_called";
        OperationRow row = PlatformRows.All[id];
        using var ears = new Ears();
        _harness.Options.Retry.MaxRetries = 1;
        _harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "1")).Answer(HttpStatusCode.NotFound);
        var infos = new List<StackOneResponseInfo>();
        StackOneAtsClient client = _harness.Client.ForAccount(Account).WithHeartbeat().OnResponse(infos.Add);

        var failure = await Assert.ThrowsAsync<StackOneNotFoundException>(() => _harness.RunAsync(() => row.CallAsync(client)));

        string[] shown =
        [
            .. ears.TakeAll(),
            .. Ears.Of(failure),
            .. _harness.Logger.Collector.GetSnapshot().Select(record => $"{record.Message} {string.Join(' ', record.StructuredState ?? [])}"),
        ];
        Assert.NotEmpty(shown);
        Assert.All(shown, text => Assert.DoesNotContain(Account, text, StringComparison.Ordinal));
        Assert.Equal((null, null), (failure.AccountId, Assert.Single(infos).AccountId));
        Assert.Contains(_harness.Logger.Collector.GetSnapshot(), record => record.Message.EndsWith("started for account none", StringComparison.Ordinal));
        Assert.All(_harness.Stub.Sent, sent => Assert.False(sent.Headers.ContainsKey("x-account-id") || sent.Headers.ContainsKey("Prefer")));
    }

    /// <summary>The rules of the method: nothing that creates or changes is sent twice when it may have been processed.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Operation_LostConnection_IsRetriedOnlyIfThatDoesNoHarm(string id)
    {
        OperationRow row = PlatformRows.All[id];
        bool retried = row.Method is "GET" or "DELETE";
        _harness.Options.Retry.MaxRetries = 1;
        _harness.Stub.Fail(() => new HttpRequestException("reset", new IOException("reset"))).Answer(row.Status, row.Response);

        Exception? failure = await Record.ExceptionAsync(() => _harness.RunAsync(() => row.CallAsync(_harness.Client)));

        Assert.Equal(retried ? 2 : 1, _harness.Stub.Sent.Count);
        Assert.Equal(retried ? null : true, (failure as StackOneConnectionException)?.OutcomeUnknown);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Operation_NotConnectedOrRefused_IsRetried(string id)
    {
        OperationRow row = PlatformRows.All[id];
        _harness.Stub.FailToConnect().Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "2")).Answer(row.Status, row.Response);

        Assert.Equal(row.Expected, await _harness.RunAsync(() => row.CallAsync(_harness.Client)));
    }

    /// <summary>A limit that such a call meets is that of the key, which the calls of all accounts share.</summary>
    [Fact]
    public async Task Refusal_OfACallWithoutAnAccount_HoldsTheOthers()
    {
        _harness.Options.Retry.MaxRetries = 0;
        _harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "30")).Answer(HttpStatusCode.OK);

        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => _harness.RunAsync(() => _harness.Client.Accounts.GetAsync("acc_9")));
        await _harness.OrderAsync();

        Assert.InRange(Assert.Single(_harness.Waits).TotalSeconds, 30, 31);
    }

    /// <summary>That of an account may be its provider's, which such a call does not reach.</summary>
    [Fact]
    public async Task Refusal_OfAnAccount_DoesNotHoldCallsWithoutOne()
    {
        _harness.Options.Retry.MaxRetries = 0;
        _harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "30")).Answer(HttpStatusCode.OK, PlatformRows.Account);

        await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => _harness.OrderAsync());
        await _harness.RunAsync(() => _harness.Client.Accounts.GetAsync("acc_9"));

        Assert.InRange(Assert.Single(_harness.Waits).TotalSeconds, 0, 0.1);
    }

    /// <summary>The account is gone, whatever the response has of it.</summary>
    [Theory]
    [InlineData(HttpStatusCode.NoContent, "")]
    [InlineData(HttpStatusCode.OK, "")]
    [InlineData(HttpStatusCode.OK, "null")]
    [InlineData(HttpStatusCode.OK, "{}")]
    public async Task Delete_ResponseWithoutTheAccount_IsASuccess(HttpStatusCode status, string body)
    {
        _harness.Stub.Answer(status, body);

        Assert.Null((await _harness.Client.Accounts.DeleteAsync("acc_9")).Id);
    }

    [Theory]
    [InlineData("17", "17")]
    [InlineData("\"17\"", "17")]
    [InlineData("\"org_a\"", "org_a")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    public async Task Get_OrganizationId_IsTextWhicheverWayItComes(string json, string expected)
    {
        _harness.Stub.Answer(HttpStatusCode.OK, $$"""{"id":1,"organization_id":{{json}}}""");
        StackOneResponseInfo? info = null;

        ConnectSession session = await _harness.Client.OnResponse(response => info = response).ConnectSessions.GetAsync(1);

        Assert.Equal(expected, session.OrganizationId);
        Assert.Empty(info!.UnexpectedValues);
    }

    [Fact]
    public async Task Update_LabelOfAnyJson_IsSent()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, "{}");

        await _harness.Client.Accounts.UpdateAsync("acc_9", new() { Label = new JsonObject { ["name"] = "Berlin" } });

        Assert.Equal("""{"label":{"name":"Berlin"}}""", _harness.Stub.Sent[0].Body);
    }

    [Theory]
    [InlineData("de-DE", long.MaxValue, "9223372036854775807")]
    [InlineData("ar-SA", -1L, "-1")]
    public async Task Get_SessionId_IsWrittenTheSameInAllCultures(string culture, long id, string expected)
    {
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(culture);
        _harness.Stub.Answer(HttpStatusCode.OK, "{}");

        await _harness.Client.ConnectSessions.GetAsync(id);

        Assert.Equal($"/connect_sessions/{expected}", _harness.Stub.Sent[0].Address.AbsolutePath);
    }
}
