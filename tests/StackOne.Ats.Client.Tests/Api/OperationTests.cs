using System.Net;
using System.Text.RegularExpressions;
using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Testing;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Api;

/// <summary>Each operation of the contract: its request and its result.</summary>
public sealed class OperationTests(OperationTests.Sandbox sandbox) : IClassFixture<OperationTests.Sandbox>
{
    private static readonly Dictionary<string, OperationRow> Rows =
        new([.. ListRows.All, .. GetRows.All, .. WriteRows.All, .. PlatformRows.All], StringComparer.Ordinal);

    public static TheoryData<string> Ids { get; } = [.. Rows.Keys];

    [Fact]
    public void Operations_OfTheContract_HaveARowEach()
    {
        string[] ids = [.. Operations.All.Select(operation => operation.Id)];

        Assert.Empty(ids.Except(Rows.Keys));
        Assert.Empty(Rows.Keys.Except(ids));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Operation_Called_SendsItsRequestAndReturnsItsResult(string id)
    {
        OperationRow row = Rows[id];
        Operation operation = Operations.All.Single(one => one.Id == id);
        var harness = new Harness();
        harness.Stub.Answer(row.Status, row.Response).Answer(row.Status, row.Response);
        var names = new List<string?>();
        StackOneAtsClient client = harness.Client.OnResponse(info => names.Add(info.Operation));

        object? first = await row.CallAsync(client);
        object? second = await row.CallAsync(client.ForAccount("acc_2").WithHeartbeat());

        Assert.Equal((row.Expected, row.Expected), (first, second));
        Assert.Equal([operation.Name, operation.Name], names);
        bool isOfPlatform = PlatformRows.All.ContainsKey(id);
        bool takesPrefer = !isOfPlatform && id is not ("ats_upload_application_document" or "ats_download_application_document");
        AssertSent(harness.Stub.Sent[0], row, operation, isOfPlatform ? null : Harness.Account, prefer: null);
        AssertSent(harness.Stub.Sent[1], row, operation, isOfPlatform ? null : "acc_2", takesPrefer ? "heartbeat" : null);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Operation_Refused_ThrowsTheExceptionOfTheStatus(string id)
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.PreconditionFailed, """{"statusCode":412,"message":"expired","timestamp":"2026-03-01T12:00:00Z"}""");

        var failure = await Assert.ThrowsAsync<StackOnePreconditionFailedException>(() => Rows[id].CallAsync(harness.Client));

        Assert.Equal("expired", failure.Error?.Message);
        Assert.Contains(Operations.All.Single(one => one.Id == id).Name, failure.Message, StringComparison.Ordinal);
        Assert.False(failure.OutcomeUnknown);
    }

    /// <summary>The ids of the rows are not those of the sandbox's records: its answer shows that it knows the operation.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Operation_OnTheSandbox_IsKnown(string id)
    {
        OperationRow row = Rows[id];
        var responses = new List<StackOneResponseInfo>();
        using var client = new StackOneAtsClient(new()
        {
            ApiKey = sandbox.Server.ApiKey,
            AccountId = $"account-{id}",
            BaseAddress = sandbox.Server.BaseAddress,
        });

        Exception? exception = await Record.ExceptionAsync(() => row.CallAsync(client.OnResponse(responses.Add)));

        Assert.NotEmpty(responses);
        if (exception is StackOneApiException failure)
        {
            Assert.True(failure is StackOneNotFoundException or StackOneBadRequestException, failure.Message);
            if (failure is StackOneNotFoundException)
            {
                Assert.Matches(@"^No .+ has this (id|token)\.$", failure.Error?.Message);
            }
        }
        else
        {
            // What a row expects of its own response is not what the sandbox returns.
            Assert.IsNotAssignableFrom<StackOneException>(exception);
            Assert.All(responses, response => Assert.Equal(row.Status, response.StatusCode));
        }
    }

    private static void AssertSent(SentRequest sent, OperationRow row, Operation operation, string? account, string? prefer)
    {
        // A DELETE has an empty content, and no body.
        Assert.Equal((row.Method, row.Body ?? ""), (sent.Method, sent.Body ?? ""));
        Assert.Equal("https://api.example.com" + (row.Path[0] == '/' ? row.Path : $"/unified/ats/{row.Path}"), sent.Address.GetLeftPart(UriPartial.Path));
        Assert.Matches($"^{Regex.Replace(operation.UrlTemplate, "{[^}]+}", "[^/]+")}$", sent.Address.AbsolutePath);
        Assert.Equal(row.Query, sent.Parameters());
        Assert.Equal(ApiServer.Authorization, sent.Headers["Authorization"]);
        Assert.Equal(account, sent.Headers.GetValueOrDefault("x-account-id"));
        Assert.Equal(prefer, sent.Headers.GetValueOrDefault("Prefer"));
        Assert.Equal(operation.IsDownload ? "*/*" : "application/json", sent.Headers["Accept"]);
    }

    public sealed class Sandbox : IAsyncDisposable
    {
        internal StackOneSandbox Server { get; } = StackOneSandbox.Start();

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
