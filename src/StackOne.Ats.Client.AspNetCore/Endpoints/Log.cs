using Microsoft.Extensions.Logging;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>
/// All log events of the endpoints. The event ids are stable, and differ from those of <c>StackOne.Ats.Client</c>. No event contains a header or a
/// body. The exceptions are those of the application's handlers.
/// </summary>
internal static partial class Log
{
    /// <summary>The log category, for filters in configuration.</summary>
    internal const string Category = "StackOne.Ats.Client.AspNetCore";

    [LoggerMessage(21, LogLevel.Debug, "Event {Event} was answered with 200, {Result}: {Key}")]
    internal static partial void Handled(ILogger logger, string? @event, string result, string key);

    [LoggerMessage(22, LogLevel.Error, "A handler of event {Event} failed, and StackOne received a 500: {Key}")]
    internal static partial void HandlerFailed(ILogger logger, string? @event, string key, Exception exception);

    [LoggerMessage(23, LogLevel.Warning, "A request to {Endpoint} was refused with status {StatusCode}: {Reason}")]
    internal static partial void Refused(ILogger logger, string endpoint, int statusCode, string reason);

    [LoggerMessage(24, LogLevel.Error, "The packages for account {AccountId} could not be listed, and StackOne received a 500")]
    internal static partial void PackagesFailed(ILogger logger, string? accountId, Exception exception);

    [LoggerMessage(25, LogLevel.Error, "A change of the options is invalid, and the options before it stay in use")]
    internal static partial void ChangeRefused(ILogger logger, Exception exception);

    [LoggerMessage(26, LogLevel.Error, "The endpoint {Endpoint} failed outside of its handlers, and StackOne received a 500")]
    internal static partial void EndpointFailed(ILogger logger, string endpoint, Exception exception);
}
