using System.Net;
using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Diagnostics;

public class LogTests
{
    [Fact]
    public async Task Order_Success_IsLoggedForDebugging()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK);

        await harness.OrderAsync();

        Assert.Equal(
            [
                (1, LogLevel.Debug, "Assessments.OrderAsync started for account acc_1"),
                (2, LogLevel.Debug, "Assessments.OrderAsync succeeded with status 200 after 1 attempt(s) in 0 ms"),
            ],
            Events(harness));
    }

    [Fact]
    public async Task Order_RetriedAndFailed_IsAWarningAndAnError()
    {
        var harness = new Harness();
        harness.Stub
            .Answer(HttpStatusCode.RequestTimeout, headers: ("Retry-After", "1"))
            .Answer(HttpStatusCode.Conflict, headers: ("x-request-id", "req-2"));

        await Assert.ThrowsAsync<StackOneConflictException>(() => harness.OrderAsync());

        Assert.Equal(
            [
                (3, LogLevel.Warning, "Assessments.OrderAsync attempt 1 for account acc_1 failed with TimedOutByServer; retrying in 1020 ms"),
                (4, LogLevel.Error,
                    "Assessments.OrderAsync for account acc_1 failed with StackOneConflictException after 2 attempt(s); outcome unknown: True; "
                    + "request id: req-2"),
            ],
            Events(harness).Skip(1));
    }

    [Fact]
    public async Task Order_UnreadableSuccess_IsAnError()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK, "[]");

        await Assert.ThrowsAsync<StackOneResponseException>(() => harness.OrderAsync());

        Assert.Equal(4, Events(harness).Last().Item1);
    }

    [Fact]
    public async Task Order_NoConnection_IsAnError()
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        harness.Stub.FailToConnect();

        await Assert.ThrowsAsync<StackOneConnectionException>(() => harness.OrderAsync());

        Assert.Equal(
            (4, LogLevel.Error,
                "Assessments.OrderAsync for account acc_1 failed with StackOneConnectionException after 1 attempt(s); outcome unknown: False; "
                + "request id: none"),
            Events(harness).Last());
    }

    [Fact]
    public async Task Order_CanceledAfterItWasSent_IsAWarning()
    {
        var harness = new Harness();
        using var source = new CancellationTokenSource();
        harness.Stub.Then((_, token) =>
        {
            source.Cancel();
            return Never.ComesAsync<HttpResponseMessage>(token);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.Client.Assessments.OrderAsync(Harness.Request, source.Token));

        Assert.Equal(
            (8, LogLevel.Warning, $"Assessments.OrderAsync for account {Harness.Account} was canceled after 1 attempt(s), and may have been processed; request id: none"),
            Events(harness).Last());
    }

    [Fact]
    public async Task Get_Canceled_IsLoggedForDebugging()
    {
        var harness = new Harness();
        using var source = new CancellationTokenSource();
        harness.Stub.Then((_, token) =>
        {
            source.Cancel();
            return Never.ComesAsync<HttpResponseMessage>(token);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.Client.Candidates.GetAsync("1", cancellationToken: source.Token));

        Assert.Equal((5, LogLevel.Debug, "Candidates.GetAsync was canceled after 1 attempt(s)"), Events(harness).Last());
    }

    private static IEnumerable<(int, LogLevel, string)> Events(Harness harness) =>
        harness.Logger.Collector.GetSnapshot().Select(record => (record.Id.Id, record.Level, record.Message));
}
