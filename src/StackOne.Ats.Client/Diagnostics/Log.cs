using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Diagnostics;

/// <summary>
/// Every log event of the library; their ids are stable. None holds a key, a header or a body. Exceptions are not logged: their catcher
/// decides on that.
/// </summary>
internal static partial class Log
{
    /// <summary>The category, for filters in an application's configuration.</summary>
    internal const string Category = "StackOne.Ats.Client";

    [LoggerMessage(1, LogLevel.Debug, "{Operation} started for account {AccountId}")]
    internal static partial void Started(ILogger logger, string operation, string accountId);

    [LoggerMessage(2, LogLevel.Debug, "{Operation} answered {StatusCode} after {Attempts} attempt(s) in {ElapsedMilliseconds:F0} ms")]
    internal static partial void Succeeded(ILogger logger, string operation, int statusCode, int attempts, double elapsedMilliseconds);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "{Operation} attempt {Attempt} for account {AccountId} ended with {Reason}; trying again in {DelayMilliseconds:F0} ms")]
    internal static partial void Retrying(
        ILogger logger,
        string operation,
        int attempt,
        string accountId,
        AttemptOutcome reason,
        double delayMilliseconds);

    [LoggerMessage(
        4,
        LogLevel.Error,
        "{Operation} for account {AccountId} failed with {Exception} after {Attempts} attempt(s); outcome unknown: {OutcomeUnknown}; "
        + "request id: {RequestId}")]
    internal static partial void Failed(
        ILogger logger,
        string operation,
        string accountId,
        string exception,
        int attempts,
        bool outcomeUnknown,
        string requestId);

    [LoggerMessage(5, LogLevel.Debug, "{Operation} was canceled after {Attempts} attempt(s)")]
    internal static partial void Canceled(ILogger logger, string operation, int attempts);

    [LoggerMessage(6, LogLevel.Warning, "{Operation}: the lease of RateLimiter could not be given back: {Exception}")]
    internal static partial void LeaseFailed(ILogger logger, string operation, string exception);
}
