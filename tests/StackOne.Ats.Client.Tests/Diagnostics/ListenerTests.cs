using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Diagnostics;

/// <summary>Loggers and listeners that fail are the application's own: they must not change what becomes of a call.</summary>
[Collection(nameof(TelemetryTests))]
public class ListenerTests
{
    public static TheoryData<string, string> Rows { get; } = new MatrixTheoryData<string, string>(
        ["log", "sample", "started", "stopped", "meter"],
        ["success", "retry", "failure", "cancel"]);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Order_ListenerThrows_EndsAsItWouldWithout(string listener, string end)
    {
        string account = "acc-" + Guid.NewGuid();
        int started = 0;
        int stopped = 0;
        int measured = 0;
        void Throw(string which)
        {
            if (listener == which)
            {
                throw new InvalidOperationException("mine");
            }
        }

        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "StackOne.Ats.Client",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
            {
                Throw("sample");
                return ActivitySamplingResult.AllDataAndRecorded;
            },
            ActivityStarted = span => Count(ref started, "started"),
            ActivityStopped = span => Count(ref stopped, "stopped"),
        };
        ActivitySource.AddActivityListener(spans);
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, meter) =>
        {
            if (instrument.Meter.Name == "StackOne.Ats.Client")
            {
                meter.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>((_, _, _, _) => Count(ref measured, "meter"));
        meters.SetMeasurementEventCallback<long>((_, _, _, _) => Throw("meter"));
        meters.Start();
        void Count(ref int count, string which)
        {
            count++;
            Throw(which);
        }

        var stub = new StubHandler();
        using var source = new CancellationTokenSource();
        _ = end switch
        {
            "success" => stub.Answer(HttpStatusCode.OK),
            "retry" => stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "0")).Answer(HttpStatusCode.OK),
            "failure" => stub.Answer(HttpStatusCode.BadGateway),
            _ => stub.Then((_, token) =>
            {
                source.Cancel();
                return Never.ComesAsync<HttpResponseMessage>(token);
            }),
        };
        var harness = new Harness();
        using var client = new StackOneAtsClient(
            harness.Options,
            stub,
            new PipelineServices(harness.Time, () => 0, listener == "log" ? new FailingLogger() : harness.Logger));

        Task<AssessmentOrderResult> order = harness.RunAsync(() => client.ForAccount(account).Assessments.OrderAsync(Harness.Request, source.Token));

        switch (end)
        {
            case "failure":
                Assert.True((await Assert.ThrowsAsync<StackOneBadGatewayException>(() => order)).OutcomeUnknown);
                break;
            case "cancel":
                Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => order)).CancellationToken);
                break;
            default:
                Assert.Equal("o1", (await order).Id);
                break;
        }

        Assert.Equal(end == "retry" ? 2 : 1, stub.Sent.Count);
        Assert.Equal(1, measured);
        Assert.Equal(listener == "sample" ? 0 : 1, started);
        Assert.Equal(started, stopped);
    }

    /// <summary>An order that was placed is better returned than canceled.</summary>
    [Fact]
    public async Task Order_CanceledWhenAnswered_ReturnsTheResult()
    {
        var harness = new Harness();
        using var source = new CancellationTokenSource();
        harness.Stub.Answer(HttpStatusCode.OK);

        Models.AssessmentOrderResult order = await harness.Client
            .OnResponse(_ => source.Cancel())
            .Assessments.OrderAsync(Harness.Request, source.Token);

        Assert.Equal("o1", order.Id);
        Assert.Equal([1, 2], harness.Logger.Collector.GetSnapshot().Select(record => record.Id.Id));
    }

    [Fact]
    public async Task Send_CancelledUnderWay_IsNoRetry()
    {
        var harness = new Harness();
        using var source = new CancellationTokenSource();
        harness.Stub.Then((_, token) =>
        {
            source.Cancel();
            return Never.ComesAsync<HttpResponseMessage>(token);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.SendAsync("GET", source.Token));

        Assert.Equal([1, 5], harness.Logger.Collector.GetSnapshot().Select(record => record.Id.Id));
    }

    private sealed class FailingLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException("mine");
    }
}
