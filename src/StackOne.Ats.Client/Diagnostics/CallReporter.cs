using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.RateLimits;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Diagnostics;

/// <summary>Reports the progress of calls to logs, traces and metrics. No other type does.</summary>
/// <remarks>Where nothing listens, it checks only that: code that is not run is not compiled at the start of an application either.</remarks>
internal sealed class CallReporter(ILogger logger)
{
    /// <summary>How many paths of unexpected values are logged.</summary>
    private const int MaxPaths = 3;

    private readonly bool _logs = logger != NullLogger.Instance;

    /// <returns>The span of the call, if it is traced.</returns>
    internal Activity? Begun(CallFacts facts, Uri? address) => _logs || Telemetry.IsTraced ? ReportBegun(facts, address) : null;

    private Activity? ReportBegun(CallFacts facts, Uri? address)
    {
        Activity? activity = null;
        Notify(() => activity = Telemetry.Create(facts, address));
        Notify(() => activity?.Start());
        Notify(() => Log.Started(logger, facts.Operation, Account(facts)));
        return activity;
    }

    internal void Retrying(CallFacts facts, AttemptOutcome reason, TimeSpan delay, Activity? activity)
    {
        Notify(() => Log.Retrying(logger, facts.Operation, facts.Attempts, Account(facts), reason, delay.TotalMilliseconds));
        Notify(() => Telemetry.CountRetry(facts, reason));
        Notify(() => Telemetry.AddRetry(facts, reason, delay, activity));
    }

    internal void Succeeded(CallFacts facts, TimeSpan elapsed, IReadOnlyList<string> unexpectedValues, Activity? activity)
    {
        if (_logs || Telemetry.IsMeasured || activity is not null)
        {
            ReportSucceeded(facts, elapsed, unexpectedValues, activity);
        }
    }

    private void ReportSucceeded(CallFacts facts, TimeSpan elapsed, IReadOnlyList<string> unexpectedValues, Activity? activity)
    {
        if (unexpectedValues.Count > 0)
        {
            string paths = string.Join(", ", unexpectedValues.Take(MaxPaths));
            Notify(() => Log.UnexpectedValues(logger, facts.Operation, unexpectedValues.Count, paths));
        }

        Notify(() => Log.Succeeded(logger, facts.Operation, facts.Status!.Value, facts.Attempts, elapsed.TotalMilliseconds));
        End(facts, elapsed, error: null, activity);
    }

    internal void Failed(CallFacts facts, TimeSpan elapsed, StackOneException failure, Activity? activity)
    {
        Notify(() => Log.Failed(
            logger,
            facts.Operation,
            Account(facts),
            failure.GetType().Name,
            failure.Attempts,
            failure.OutcomeUnknown,
            failure.RequestId ?? "none"));
        End(facts, elapsed, Telemetry.ErrorType(facts, failure), activity);
    }

    internal void Canceled(CallFacts facts, TimeSpan elapsed, Activity? activity)
    {
        Notify(() =>
        {
            if (facts.OutcomeUnknown)
            {
                Log.CanceledWrite(logger, facts.Operation, Account(facts), facts.Attempts, facts.RequestId ?? "none");
            }
            else
            {
                Log.Canceled(logger, facts.Operation, facts.Attempts);
            }
        });
        End(facts, elapsed, Telemetry.Canceled, activity);
    }

    internal LimiterEvents LimiterEvents => new(
        (operation, exception) => Notify(() => Log.LeaseFailed(logger, operation, exception.GetType().FullName!)),
        (operation, exception) => Notify(() => Log.SentWithoutPermit(logger, operation, exception.GetType().FullName!)));

    private static void End(CallFacts facts, TimeSpan elapsed, string? error, Activity? activity)
    {
        Notify(() => Telemetry.Measure(facts, elapsed, error));
        if (activity is not null)
        {
            Notify(() => Telemetry.EndSpan(activity, facts, error));
        }
    }

    private static string Account(CallFacts facts) => facts.AccountId ?? "none";

    /// <summary>Notifies one listener. A listener that throws must not prevent the others from being notified.</summary>
    private static void Notify(Action notify)
    {
        try
        {
            notify();
        }
        catch (Exception)
        {
            // Thrown by the application's own logger or listener. Rethrowing it would report a placed order as failed.
        }
    }
}
