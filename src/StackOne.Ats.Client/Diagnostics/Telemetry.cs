using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using StackOne.Ats.Client.Pipeline;

namespace StackOne.Ats.Client.Diagnostics;

/// <summary>
/// Traces and metrics, named after OpenTelemetry's conventions for HTTP clients where those have a name. A span and a measurement are per
/// call, retries included; what goes over the wire is told by .NET's own <c>System.Net.Http</c> instrumentation, in child spans.
/// </summary>
/// <remarks>
/// Nothing of a body or a query is in them, and of the headers the account's id and the request's id only. The account's id is on the span
/// only: on a metric, each account would be a series.
/// </remarks>
internal static class Telemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    internal const string Name = "StackOne.Ats.Client";

    /// <summary>The error type of a call that its caller cancelled.</summary>
    internal const string Canceled = "System.OperationCanceledException";

    private static readonly string? Version =
        typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    private static readonly ActivitySource Source = new(Name, Version);
    private static readonly Meter Meter = new(Name, Version);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "stackone.ats.client.call.duration",
        "s",
        "How long calls take, waits and retries included.");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "stackone.ats.client.call.retries",
        "{retry}",
        "How often an attempt was made again, by the reason.");

    /// <summary>The call's span, not yet started; null where nobody listens.</summary>
    internal static Activity? Create(ApiCall call, Uri? address)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

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

    internal static void AddRetry(ApiCall call) =>
        call.Activity?.AddEvent(new ActivityEvent("stackone.retry", tags: new ActivityTagsCollection
        {
            ["stackone.retry.attempt"] = call.Attempts,
            ["stackone.retry.reason"] = call.LastOutcome.ToString(),
            ["stackone.retry.delay"] = call.NextDelay.TotalSeconds,
        }));

    /// <param name="call">The call, which has ended.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="error">What it ended with; null for a success.</param>
    internal static void Measure(ApiCall call, TimeSpan elapsed, string? error)
    {
        if (Duration.Enabled)
        {
            Operation operation = call.Operation;
            var tags = new TagList { { "http.request.method", operation.Method }, { "url.template", operation.UrlTemplate } };
            AddIfKnown(ref tags, "http.response.status_code", StatusOf(call));
            AddIfKnown(ref tags, "error.type", error);
            Duration.Record(elapsed.TotalSeconds, tags);
        }
    }

    /// <param name="call">The call, which has ended.</param>
    /// <param name="error">What it ended with; null for a success.</param>
    internal static void EndSpan(ApiCall call, string? error)
    {
        if (call.Activity is { } activity)
        {
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
    }

    /// <summary>The status where it is one, by the conventions; otherwise the exception's type.</summary>
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
