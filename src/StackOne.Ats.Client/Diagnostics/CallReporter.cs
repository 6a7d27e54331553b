using Microsoft.Extensions.Logging.Abstractions;
using StackOne.Ats.Client.Pipeline;

namespace StackOne.Ats.Client.Diagnostics;

/// <summary>Reports the progress of calls to logs, traces and metrics. No other type does.</summary>
/// <remarks>Where nothing listens, it checks only that: code that is not run is not compiled at the start of an application either.</remarks>
internal sealed class CallReporter(PipelineServices services)
{
    /// <summary>How many paths of unexpected values are logged.</summary>
    private const int MaxPaths = 3;

    private readonly bool _logs = services.Logger != NullLogger.Instance;

    internal void Begun(ApiCall call, Uri? address)
    {
        call.Started = services.Time.GetTimestamp();
        if (Telemetry.IsTraced)
        {
            Notify((call, address), static state => state.call.Activity = Telemetry.Create(state.call, state.address));
            Notify(call, static state => state.Activity?.Start());
        }

        if (_logs)
        {
            Notify((services.Logger, call), static state => Log.Started(state.Logger, state.call.Operation.Name, state.call.AccountId));
        }
    }

    internal void Retrying(ApiCall call, TimeSpan delay)
    {
        Notify((services.Logger, call, delay), static state => Log.Retrying(
            state.Logger,
            state.call.Operation.Name,
            state.call.Attempts,
            state.call.AccountId,
            state.call.LastOutcome,
            state.delay.TotalMilliseconds));
        Notify(call, Telemetry.CountRetry);
        Notify((call, delay), static state => Telemetry.AddRetry(state.call, state.delay));
    }

    internal void Succeeded(ApiCall call, IReadOnlyList<string> unexpectedValues)
    {
        if (unexpectedValues.Count > 0)
        {
            Notify((services.Logger, call, unexpectedValues), static state => Log.UnexpectedValues(
                state.Logger,
                state.call.Operation.Name,
                state.unexpectedValues.Count,
                string.Join(", ", state.unexpectedValues.Take(MaxPaths))));
        }

        TimeSpan elapsed = Elapsed(call);
        if (_logs)
        {
            Notify((services.Logger, call, elapsed), static state => Log.Succeeded(
                state.Logger,
                state.call.Operation.Name,
                state.call.Status,
                state.call.Attempts,
                state.elapsed.TotalMilliseconds));
        }

        End(call, elapsed, error: null);
    }

    internal void Failed(ApiCall call, StackOneException failure)
    {
        Notify((services.Logger, call, failure), static state => Log.Failed(
            state.Logger,
            state.call.Operation.Name,
            state.call.AccountId,
            state.failure.GetType().Name,
            state.failure.Attempts,
            state.failure.OutcomeUnknown,
            state.failure.RequestId ?? "none"));
        End(call, Elapsed(call), Telemetry.ErrorType(call, failure));
    }

    internal void Canceled(ApiCall call)
    {
        Notify((services.Logger, call), static state =>
        {
            ApiCall call = state.call;
            if (call.OutcomeUnknown)
            {
                Log.CanceledWrite(state.Logger, call.Operation.Name, call.AccountId, call.Attempts, call.RequestId ?? "none");
            }
            else
            {
                Log.Canceled(state.Logger, call.Operation.Name, call.Attempts);
            }
        });
        End(call, Elapsed(call), Telemetry.Canceled);
    }

    internal void LeaseFailed(string operation, Exception exception) =>
        Notify((services.Logger, operation, exception), static state => Log.LeaseFailed(
            state.Logger,
            state.operation,
            state.exception.GetType().FullName!));

    internal TimeSpan Elapsed(ApiCall call) => services.Time.GetElapsedTime(call.Started);

    private static void End(ApiCall call, TimeSpan elapsed, string? error)
    {
        if (Telemetry.IsMeasured)
        {
            Notify((call, elapsed, error), static state => Telemetry.Measure(state.call, state.elapsed, state.error));
        }

        if (call.Activity is not null)
        {
            Notify((call, error), static state => Telemetry.EndSpan(state.call, state.error));
        }
    }

    /// <summary>Notifies one listener. A listener that throws must not prevent the others from being notified.</summary>
    private static void Notify<T>(T state, Action<T> notify)
    {
        try
        {
            notify(state);
        }
        catch (Exception)
        {
            // Thrown by the application's own logger or listener. Rethrowing it would report a placed order as failed.
        }
    }
}
