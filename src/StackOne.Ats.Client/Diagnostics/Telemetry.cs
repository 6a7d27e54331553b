using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using StackOne.Ats.Client.Pipeline;

namespace StackOne.Ats.Client.Diagnostics;

/// <summary>
/// Traces and metrics. Names follow OpenTelemetry's semantic conventions for HTTP clients where those define one. There is one span and one
/// measurement per call, including its retries. .NET's own <c>System.Net.Http</c> instrumentation records each attempt in a child span.
/// </summary>
/// <remarks>
/// They contain nothing from a body or a query and, of the headers, only the account id and the request id. The account id is recorded on
/// the span only: as a metric tag, it would create a time series per account.
/// </remarks>
internal static class Telemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    internal const string Name = "StackOne.Ats.Client";

    /// <summary>The <c>error.type</c> of a canceled call.</summary>
    internal const string Canceled = "System.OperationCanceledException";

    private static readonly string? Version =
        typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    private static readonly ActivitySource Source = new(Name, Version);
    private static readonly Meter Meter = new(Name, Version);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "stackone.ats.client.call.duration",
        "s",
        "The duration of calls, including delays and retries."
#if NET9_0_OR_GREATER
        // OpenTelemetry's own boundaries are meant for milliseconds: nearly all calls would be in the first.
        ,
        tags: null,
        advice: new() { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300] }
#endif
        );

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "stackone.ats.client.call.retries",
        "{retry}",
        "The number of retries, by reason.");

    internal static bool IsTraced => Source.HasListeners();

    internal static bool IsMeasured => Duration.Enabled;

    /// <summary>Creates the call's span without starting it; null if no listener samples it.</summary>
    internal static Activity? Create(ApiCall call, Uri? address)
    {
        Operation operation = call.Operation;
        return Source.CreateActivity(
            $"{operation.Method} {operation.UrlTemplate}",
            ActivityKind.Client,
            parentContext: default,
            [
                new("http.request.method", operation.Method),
                new("url.template", operation.UrlTemplate),
                new("server.address", address?.Host),
                new("server.port", address?.Port),
                new("stackone.operation", operation.Name),
                new("stackone.account.id", call.AccountId),
            ]);
    }

    internal static void CountRetry(ApiCall call)
    {
        if (Retries.Enabled)
        {
            Retries.Add(
                1,
                new TagList { { "url.template", call.Operation.UrlTemplate }, { "stackone.retry.reason", call.LastOutcome.ToString() } });
        }
    }

    internal static void AddRetry(ApiCall call, TimeSpan delay) =>
        call.Activity?.AddEvent(new ActivityEvent("stackone.retry", tags: new ActivityTagsCollection
        {
            ["stackone.retry.attempt"] = call.Attempts,
            ["stackone.retry.reason"] = call.LastOutcome.ToString(),
            ["stackone.retry.delay"] = delay.TotalSeconds,
        }));

    /// <param name="call">The completed call.</param>
    /// <param name="elapsed">The duration of the call.</param>
    /// <param name="error">The error type; null for a success.</param>
    internal static void Measure(ApiCall call, TimeSpan elapsed, string? error)
    {
        Operation operation = call.Operation;
        var tags = new TagList { { "http.request.method", operation.Method }, { "url.template", operation.UrlTemplate } };
        AddIfKnown(ref tags, "http.response.status_code", StatusOf(call));
        AddIfKnown(ref tags, "error.type", error);
        Duration.Record(elapsed.TotalSeconds, tags);
    }

    /// <param name="call">The completed call, which has a span.</param>
    /// <param name="error">The error type; null for a success.</param>
    internal static void EndSpan(ApiCall call, string? error)
    {
        Activity activity = call.Activity!;
        call.Activity = null;
        activity.SetTag("http.response.status_code", StatusOf(call));
        activity.SetTag("http.request.resend_count", call.Attempts > 1 ? call.Attempts - 1 : null);
        activity.SetTag("stackone.request.id", call.RequestId);
        if (error is not null)
        {
            activity.SetTag("error.type", error);
            activity.SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }

    /// <summary>The status code if there is one, as the conventions require; otherwise the type of the exception.</summary>
    internal static string ErrorType(ApiCall call, StackOneException failure) => failure is StackOneApiException api && call.Status != 0
        ? ((int)api.StatusCode).ToString(CultureInfo.InvariantCulture)
        : failure.GetType().FullName!;

    private static int? StatusOf(ApiCall call) => call.Status == 0 ? null : call.Status;

    private static void AddIfKnown(ref TagList tags, string name, object? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }
}
