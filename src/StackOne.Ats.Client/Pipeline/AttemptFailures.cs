namespace StackOne.Ats.Client.Pipeline;

/// <summary>Which outcome an attempt has that ended in an exception.</summary>
internal static class AttemptFailures
{
    /// <param name="exception">What ended the attempt.</param>
    /// <param name="sent">Whether the body was begun to be sent, or there is none and the request may have been.</param>
    internal static AttemptOutcome Classify(Exception exception, bool sent) => exception switch
    {
        StackOneResponseException => AttemptOutcome.Failed,
        StackOneException => AttemptOutcome.Settled,
        // A fault of a handler that the application added: trying again would not mend it.
        _ when !IsTransport(exception) => sent ? AttemptOutcome.Failed : AttemptOutcome.Settled,
        _ when !sent || NeverConnected(exception) => AttemptOutcome.NotSent,
        _ => AttemptOutcome.Lost,
    };

    /// <summary>Whether the exception is of the connection, or of ending the wait for it.</summary>
    internal static bool IsTransport(Exception exception) =>
        exception is HttpRequestException or IOException or InvalidDataException or OperationCanceledException;

    private static bool NeverConnected(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError
            or HttpRequestError.VersionNegotiationError,
    };
}

/// <summary>A time limit of an attempt ran out. Never leaves the pipeline.</summary>
internal sealed class DeadlineExpiredException(StackOneTimeLimit limit, Exception inner) : Exception("A time limit ran out.", inner)
{
    internal StackOneTimeLimit Limit => limit;
}
