using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Diagnostics;

/// <summary>Listening changes what the whole process sends (traceparent) and allocates: these tests have it to themselves.</summary>
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
public sealed class TelemetryAlone;

/// <summary>Sources and meters are the process's: each test finds its own by its account or its template.</summary>
[Collection(nameof(TelemetryTests))]
public sealed class TelemetryTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<(Instrument Instrument, double Value, Dictionary<string, object?> Tags)> _measurements = new();
    private readonly ActivityListener _listener;
    private readonly MeterListener _meters = new();
    private readonly Harness _harness = new();

    public TelemetryTests()
    {
        _harness.Options.AccountId = "acc-" + Guid.NewGuid();
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "StackOne.Ats.Client",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "StackOne.Ats.Client")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _meters.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
    }

#if NET9_0_OR_GREATER
    /// <summary>OpenTelemetry's own boundaries are for milliseconds.</summary>
    [Fact]
    public async Task Duration_Advice_HasBoundariesInSeconds()
    {
        _harness.Stub.Answer(HttpStatusCode.OK);

        await _harness.OrderAsync();

        var duration = (Histogram<double>)_measurements.First(one => one.Instrument.Name == "stackone.ats.client.call.duration").Instrument;
        Assert.Equal((0.05, 300), (duration.Advice!.HistogramBucketBoundaries![0], duration.Advice.HistogramBucketBoundaries[^1]));
    }
#endif

    [Fact]
    public async Task Order_Retried_IsOneSpanWithItsRetriesAsEvents()
    {
        _harness.Stub
            .Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "2"))
            .Answer(HttpStatusCode.OK, headers: ("x-request-id", "req-2"));

        await _harness.OrderAsync();

        Activity span = Span();
        Assert.Equal("POST /unified/ats/assessments/orders", span.DisplayName);
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["http.request.method"] = "POST",
                ["url.template"] = "/unified/ats/assessments/orders",
                ["server.address"] = "api.example.com",
                ["server.port"] = 443,
                ["stackone.operation"] = "Assessments.OrderAsync",
                ["stackone.account.id"] = _harness.Options.AccountId,
                ["http.response.status_code"] = 200,
                ["http.request.resend_count"] = 1,
                ["stackone.request.id"] = "req-2",
            },
            span.TagObjects.ToDictionary());
        ActivityEvent retry = Assert.Single(span.Events);
        Assert.Equal("stackone.retry", retry.Name);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["stackone.retry.attempt"] = 1,
                ["stackone.retry.reason"] = "TooManyRequests",
                ["stackone.retry.delay"] = 2.02,
            },
            retry.Tags.ToDictionary());
    }

    public static TheoryData<string, string, int?> Failures { get; } = new()
    {
        { "409", "409", 409 },
        { "refused", "StackOne.Ats.Client.StackOneConnectionException", null },
        { "stall", "StackOne.Ats.Client.StackOneTimeoutException", null },
        { "unreadable", "StackOne.Ats.Client.StackOneResponseException", 200 },
        { "too large", "StackOne.Ats.Client.StackOneResponseException", 200 },
        { "cancel", "System.OperationCanceledException", null },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Order_Failed_SpanSaysWhy(string failure, string errorType, int? status)
    {
        _harness.Options.Retry.MaxRetries = 0;
        _harness.Options.MaxResponseBytes = 100;
        using var source = new CancellationTokenSource();
        _ = failure switch
        {
            "409" => _harness.Stub.Answer(HttpStatusCode.Conflict, """{"message":"jose@example.com"}"""),
            "refused" => _harness.Stub.FailToConnect(),
            "stall" => _harness.Stub.Hang(),
            "too large" => _harness.Stub.Answer(HttpStatusCode.OK, new string(' ', 101)),
            "unreadable" => _harness.Stub.Answer(HttpStatusCode.OK, "[\"jose@example.com\"]"),
            _ => _harness.Stub.Then((_, token) =>
            {
                source.Cancel();
                return Never.ComesAsync<HttpResponseMessage>(token);
            }),
        };

        await Assert.ThrowsAnyAsync<Exception>(() => _harness.OrderAsync(source.Token));

        Activity span = Span();
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Null(span.StatusDescription);
        Assert.Equal(errorType, span.GetTagItem("error.type"));
        Assert.Equal(status, span.GetTagItem("http.response.status_code"));
        Assert.Null(span.GetTagItem("http.request.resend_count"));
    }

    [Fact]
    public async Task Send_Calls_AreMeasuredWithoutTheirAccount()
    {
        _harness.Stub
            .Answer(HttpStatusCode.ServiceUnavailable, headers: ("Retry-After", "3"))
            .Answer(HttpStatusCode.OK)
            .Answer(HttpStatusCode.NotFound);

        (await _harness.SendAsync("GET")).Dispose();
        await Assert.ThrowsAsync<StackOneNotFoundException>(() => _harness.SendAsync("GET"));

        var mine = _measurements.Where(measurement => Equals(measurement.Tags["url.template"], _harness.UrlTemplate)).ToArray();
        Assert.Equal(
            ["stackone.ats.client.call.retries", "stackone.ats.client.call.duration", "stackone.ats.client.call.duration"],
            mine.Select(measurement => measurement.Instrument.Name));
        Assert.Equal(["{retry}", "s", "s"], mine.Select(measurement => measurement.Instrument.Unit));
        Assert.Equal([1, 3.02, 0], mine.Select(measurement => measurement.Value));
        Assert.Equal(["url.template", "stackone.retry.reason"], mine[0].Tags.Keys);
        Assert.Equal(["http.request.method", "url.template", "http.response.status_code"], mine[1].Tags.Keys);
        Assert.Equal(["http.request.method", "url.template", "http.response.status_code", "error.type"], mine[2].Tags.Keys);
        Assert.Equal("Unavailable", mine[0].Tags["stackone.retry.reason"]);
        Assert.Equal(("GET", 200), (mine[1].Tags["http.request.method"], mine[1].Tags["http.response.status_code"]));
        Assert.Equal((404, "404"), (mine[2].Tags["http.response.status_code"], mine[2].Tags["error.type"]));
    }

    [Fact]
    public async Task Order_Caller_StaysInItsOwnSpan()
    {
        using var mine = new Activity("mine").Start();
        _harness.Stub.Answer(HttpStatusCode.OK);

        await _harness.OrderAsync();

        Assert.Same(mine, Activity.Current);
        Assert.Equal(mine.Id, Span().ParentId);
    }

    private Activity Span() => Assert.Single(_spans, span => Equals(span.GetTagItem("stackone.account.id"), _harness.Options.AccountId));

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measurements.Enqueue((instrument, value, new(tags.ToArray())));
}
