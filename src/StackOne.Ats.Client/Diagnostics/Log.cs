using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Diagnostics;

/// <summary>
/// All log events of the library. The event ids are stable. No event contains a key, a header or a body. Exceptions are not logged: they are
/// thrown to the caller, who decides whether to log them.
/// </summary>
internal static partial class Log
{
    /// <summary>The log category, for filters in configuration.</summary>
    internal const string Category = "StackOne.Ats.Client";

    [LoggerMessage(1, LogLevel.Debug, "{Operation} started for account {AccountId}")]
    internal static partial void Started(ILogger logger, string operation, string accountId);

    [LoggerMessage(2, LogLevel.Debug, "{Operation} succeeded with status {StatusCode} after {Attempts} attempt(s) in {ElapsedMilliseconds:F0} ms")]
    internal static partial void Succeeded(ILogger logger, string operation, int statusCode, int attempts, double elapsedMilliseconds);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "{Operation} attempt {Attempt} for account {AccountId} failed with {Reason}; retrying in {DelayMilliseconds:F0} ms")]
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

    [LoggerMessage(
        8,
        LogLevel.Warning,
        "{Operation} for account {AccountId} was canceled after {Attempts} attempt(s), and may have been processed; request id: {RequestId}")]
    internal static partial void CanceledWrite(ILogger logger, string operation, string accountId, int attempts, string requestId);

    [LoggerMessage(
        7,
        LogLevel.Warning,
        "{Operation} received {Count} value(s) that do not fit their members, which are null, and kept them in AdditionalProperties: {Paths}")]
    internal static partial void UnexpectedValues(ILogger logger, string operation, int count, string paths);

    [LoggerMessage(6, LogLevel.Warning, "{Operation} could not release its RateLimiter lease: {Exception}")]
    internal static partial void LeaseFailed(ILogger logger, string operation, string exception);

    [LoggerMessage(9, LogLevel.Warning, "{Operation} is sent without a permit, because the RateLimiter failed: {Exception}")]
    internal static partial void SentWithoutPermit(ILogger logger, string operation, string exception);
}
