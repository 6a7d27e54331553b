using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.Resilience;

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
    internal static Activity? Create(CallFacts facts, Uri? address) =>
        Source.CreateActivity(
            $"{facts.Method} {facts.UrlTemplate}",
            ActivityKind.Client,
            parentContext: default,
            [
                new("http.request.method", facts.Method),
                new("url.template", facts.UrlTemplate),
                new("server.address", address?.Host),
                new("server.port", address?.Port),
                new("stackone.operation", facts.Operation),
                new("stackone.account.id", facts.AccountId),
            ]);

    internal static void CountRetry(CallFacts facts, AttemptOutcome reason)
    {
        if (Retries.Enabled)
        {
            Retries.Add(1, new TagList { { "url.template", facts.UrlTemplate }, { "stackone.retry.reason", reason.ToString() } });
        }
    }

    internal static void AddRetry(CallFacts facts, AttemptOutcome reason, TimeSpan delay, Activity? activity) =>
        activity?.AddEvent(new ActivityEvent("stackone.retry", tags: new ActivityTagsCollection
        {
            ["stackone.retry.attempt"] = facts.Attempts,
            ["stackone.retry.reason"] = reason.ToString(),
            ["stackone.retry.delay"] = delay.TotalSeconds,
        }));

    /// <param name="facts">The completed call.</param>
    /// <param name="elapsed">The duration of the call.</param>
    /// <param name="error">The error type; null for a success.</param>
    internal static void Measure(CallFacts facts, TimeSpan elapsed, string? error)
    {
        var tags = new TagList { { "http.request.method", facts.Method }, { "url.template", facts.UrlTemplate } };
        AddIfKnown(ref tags, "http.response.status_code", facts.Status);
        AddIfKnown(ref tags, "error.type", error);
        Duration.Record(elapsed.TotalSeconds, tags);
    }

    /// <param name="activity">The span of the call.</param>
    /// <param name="facts">The completed call.</param>
    /// <param name="error">The error type; null for a success.</param>
    internal static void EndSpan(Activity activity, CallFacts facts, string? error)
    {
        activity.SetTag("http.response.status_code", facts.Status);
        activity.SetTag("http.request.resend_count", facts.Attempts > 1 ? facts.Attempts - 1 : null);
        activity.SetTag("stackone.request.id", facts.RequestId);
        if (error is not null)
        {
            activity.SetTag("error.type", error);
            activity.SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }

    /// <summary>The status code if there is one, as the conventions require; otherwise the type of the exception.</summary>
    internal static string ErrorType(CallFacts facts, StackOneException failure) => failure is StackOneApiException api && facts.Status is not null
        ? ((int)api.StatusCode).ToString(CultureInfo.InvariantCulture)
        : failure.GetType().FullName!;

    private static void AddIfKnown(ref TagList tags, string name, object? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }
}
