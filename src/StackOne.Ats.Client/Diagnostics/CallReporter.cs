using StackOne.Ats.Client.Pipeline;

namespace StackOne.Ats.Client.Diagnostics;

/// <summary>Tells logs, traces and metrics what becomes of calls: the one place that does.</summary>
internal sealed class CallReporter(PipelineServices services)
{
    internal void Begun(ApiCall call, Uri? address)
    {
        call.Started = services.Time.GetTimestamp();
        call.Reporter = this;
        Tell((call, address), static told => told.call.Activity = Telemetry.Create(told.call, told.address));
        Tell(call, static told => told.Activity?.Start());
        Tell((services.Logger, call), static told => Log.Started(told.Logger, told.call.Operation.Name, told.call.AccountId));
    }

    internal void Retrying(ApiCall call)
    {
        Tell((services.Logger, call), static told => Log.Retrying(
            told.Logger,
            told.call.Operation.Name,
            told.call.Attempts,
            told.call.AccountId,
            told.call.LastOutcome,
            told.call.NextDelay.TotalMilliseconds));
        Tell(call, Telemetry.CountRetry);
        Tell(call, Telemetry.AddRetry);
    }

    internal void Succeeded(ApiCall call)
    {
        TimeSpan elapsed = Elapsed(call);
        Tell((services.Logger, call, elapsed), static told => Log.Succeeded(
            told.Logger,
            told.call.Operation.Name,
            told.call.Status,
            told.call.Attempts,
            told.elapsed.TotalMilliseconds));
        End(call, elapsed, error: null);
    }

    internal void Failed(ApiCall call, StackOneException failure)
    {
        Tell((services.Logger, call, failure), static told => Log.Failed(
            told.Logger,
            told.call.Operation.Name,
            told.call.AccountId,
            told.failure.GetType().Name,
            told.failure.Attempts,
            told.failure.OutcomeUnknown,
            told.failure.RequestId ?? "none"));
        End(call, Elapsed(call), Telemetry.ErrorType(call, failure));
    }

    internal void Canceled(ApiCall call)
    {
        Tell((services.Logger, call), static told => Log.Canceled(told.Logger, told.call.Operation.Name, told.call.Attempts));
        End(call, Elapsed(call), Telemetry.Canceled);
    }

    internal void LeaseFailed(string operation, Exception exception) =>
        Tell((services.Logger, operation, exception), static told => Log.LeaseFailed(
            told.Logger,
            told.operation,
            told.exception.GetType().FullName!));

    internal TimeSpan Elapsed(ApiCall call) => services.Time.GetElapsedTime(call.Started);

    private static void End(ApiCall call, TimeSpan elapsed, string? error)
    {
        Tell((call, elapsed, error), static told => Telemetry.Measure(told.call, told.elapsed, told.error));
        Tell((call, error), static told => Telemetry.EndSpan(told.call, told.error));
    }

    /// <summary>Each by itself: one listener that fails must not keep the others from hearing.</summary>
    private static void Tell<T>(T what, Action<T> tell)
    {
        try
        {
            tell(what);
        }
        catch (Exception)
        {
            // A logger or a listener of the application's own. Thrown on, it would make a failure of an order that was made.
        }
    }
}
