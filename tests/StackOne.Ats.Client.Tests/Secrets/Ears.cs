using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace StackOne.Ats.Client.Tests.Secrets;

/// <summary>Collects all traces and metrics of the process, as text.</summary>
internal sealed class Ears : IDisposable
{
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();

    internal Ears()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Hear,
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Hear(instrument.Name, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Hear(instrument.Name, tags));
        _meters.Start();
    }

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    internal IEnumerable<string> TakeAll()
    {
        while (_heard.TryDequeue(out string? text))
        {
            yield return text;
        }
    }

    /// <summary>An exception as a log or a debugger would show it, with all that it carries along.</summary>
    internal static IEnumerable<string> Of(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception.ToString();
            yield return exception.Message;
            foreach (DictionaryEntry entry in exception.Data)
            {
                yield return $"{entry.Key}={entry.Value}";
            }
        }
    }

    private void Hear(Activity span)
    {
        _heard.Enqueue($"{span.DisplayName} {span.OperationName} {span.StatusDescription}");
        Hear(span.OperationName, [.. span.TagObjects]);
        Hear(span.OperationName, [.. span.Baggage.Select(item => KeyValuePair.Create(item.Key, (object?)item.Value))]);
        foreach (ActivityEvent happened in span.Events)
        {
            Hear(happened.Name, [.. happened.Tags]);
        }
    }

    private void Hear(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach ((string key, object? value) in tags)
        {
            _heard.Enqueue($"{name} {key}={value}");
        }
    }
}
