using System.Net.Sockets;

namespace StackOne.Ats.Client.Resilience;

/// <summary>Which outcome an attempt has that ended in an exception. This is the one place that decides whether a request was sent.</summary>
/// <remarks>
/// <para>
/// A request counts as not sent on positive evidence only. Either it never left the library's own handlers, or both of these hold: the
/// exception is the connection's own word that it never came about, and nobody has begun to read the body.
/// </para>
/// <para>
/// Neither of the two suffices alone. A handler that the application added may send a body or a request of its own and never read ours, so
/// an unread body does not show that nothing was sent. It may also send twice, or report a connection error of its own making: the word of a
/// connection counts for nothing once the body has been read. A timeout, a lost connection and any exception of such a handler are no evidence.
/// </para>
/// </remarks>
internal static class AttemptFailures
{
    /// <param name="exception">What ended the attempt.</param>
    /// <param name="progress">How far the attempt had come.</param>
    /// <param name="bodyRead">Whether anybody began to read the request's body, in whatever way.</param>
    internal static AttemptOutcome Classify(Exception exception, AttemptProgress progress, bool bodyRead)
    {
        bool notSent = progress switch
        {
            AttemptProgress.Begun => true,
            AttemptProgress.HandedOn => !bodyRead && IsNeverConnected(exception),
            _ => false,
        };
        return exception switch
        {
            StackOneResponseException => AttemptOutcome.Failed,
            StackOneException => AttemptOutcome.Settled,
            // A fault of a handler that the application added: trying again would not mend it.
            _ when !IsTransport(exception) => notSent ? AttemptOutcome.Settled : AttemptOutcome.Failed,
            _ => notSent ? AttemptOutcome.NotSent : AttemptOutcome.Lost,
        };
    }

    /// <summary>Whether the exception is of the connection, or of ending the wait for it.</summary>
    internal static bool IsTransport(Exception exception) =>
        exception is HttpRequestException or IOException or InvalidDataException or SocketException or OperationCanceledException;

    /// <remarks>
    /// <para>
    /// VersionNegotiationError is not among them: an HTTP/2 server may refuse the version after it has got the headers (RFC 9113, section 7).
    /// </para>
    /// <para>
    /// A bare SocketException is what HttpClient lets through of a connection that is reset just as it has been made. Once a connection is in
    /// use, its failures come as IOException.
    /// </para>
    /// </remarks>
    private static bool IsNeverConnected(Exception exception) => exception is SocketException or HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError,
    };
}

/// <summary>A time limit of an attempt ran out. Never leaves the pipeline.</summary>
internal sealed class DeadlineExpiredException(StackOneTimeLimit limit, Exception? inner) : Exception("A time limit ran out.", inner)
{
    internal StackOneTimeLimit Limit => limit;
}

/// <summary>
/// A handler that the application added threw one of the library's exceptions, which says nothing about this call. Never leaves the pipeline.
/// </summary>
internal sealed class ForeignFailureException(StackOneException thrown) : Exception("An added handler failed.", thrown);
