using StackOne.Ats.Client.Pipeline;

namespace StackOne.Ats.Client.Diagnostics;

/// <summary>Tells logs, traces and metrics what becomes of calls: the one place that does.</summary>
internal sealed class CallReporter(PipelineServices services)
{
    internal void Begun(ApiCall call, Uri? address)
    {
        call.Started = services.Time.GetTimestamp();
        call.Reporter = this;
        Log.Started(services.Logger, call.Operation.Name, call.AccountId);
        call.Activity = Telemetry.Start(call, address);
    }

    internal void Retrying(ApiCall call)
    {
        Log.Retrying(services.Logger, call.Operation.Name, call.Attempts, call.LastOutcome, call.NextDelay.TotalMilliseconds);
        Telemetry.Retried(call);
    }

    internal void Succeeded(ApiCall call)
    {
        TimeSpan elapsed = Elapsed(call);
        Log.Succeeded(services.Logger, call.Operation.Name, call.Status, call.Attempts, elapsed.TotalMilliseconds);
        Telemetry.End(call, elapsed, failure: null);
    }

    internal void Failed(ApiCall call, StackOneException failure)
    {
        Log.Failed(
            services.Logger,
            call.Operation.Name,
            failure.GetType().Name,
            failure.Attempts,
            failure.OutcomeUnknown,
            failure.RequestId ?? "none");
        Telemetry.End(call, Elapsed(call), failure);
    }

    internal void Canceled(ApiCall call, OperationCanceledException cancellation)
    {
        Log.Canceled(services.Logger, call.Operation.Name, call.Attempts);
        Telemetry.End(call, Elapsed(call), cancellation);
    }

    internal TimeSpan Elapsed(ApiCall call) => services.Time.GetElapsedTime(call.Started);
}
