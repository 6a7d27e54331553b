using System.Net.Sockets;

namespace StackOne.Ats.Client.Resilience;

/// <summary>Classifies attempts that end in an exception, and decides whether the request was sent.</summary>
/// <remarks>
/// <para>
/// A request counts as not sent only on positive evidence. Either it never left the library, or both of these hold: the
/// connection itself reports that it was not established, or the handler that it is disposed, and nothing has begun to read the body.
/// </para>
/// <para>
/// Neither of the two suffices alone. A handler that the application added may send a body or a request of its own and never read ours, so
/// an unread body does not prove that nothing was sent. It may also send twice, or throw a connection error itself, so a connection error
/// proves nothing once the body has been read. A timeout, a lost connection and any other exception of such a handler are no evidence.
/// </para>
/// </remarks>
internal static class AttemptFailures
{
    /// <param name="exception">The exception that ended the attempt.</param>
    /// <param name="progress">The progress of the attempt.</param>
    /// <param name="bodyRead">Whether anything began to read the request's body.</param>
    internal static AttemptOutcome Classify(Exception exception, AttemptProgress progress, bool bodyRead)
    {
        bool notSent = progress switch
        {
            AttemptProgress.Begun => true,
            AttemptProgress.HandedOn => !bodyRead && (exception is HandlerDisposedException || IsNeverConnected(exception)),
            _ => false,
        };
        return exception switch
        {
            StackOneResponseException => AttemptOutcome.Failed,
            StackOneException => AttemptOutcome.Settled,
            // An error in a handler that the application added, or a disposed handler: a retry would not fix it.
            _ when !IsTransport(exception) => notSent ? AttemptOutcome.Settled : AttemptOutcome.Failed,
            _ => notSent ? AttemptOutcome.NotSent : AttemptOutcome.Lost,
        };
    }

    /// <summary>Whether the exception comes from the connection or from canceling it.</summary>
    internal static bool IsTransport(Exception exception) =>
        exception is HttpRequestException or IOException or InvalidDataException or SocketException or OperationCanceledException;

    /// <remarks>
    /// <para>
    /// VersionNegotiationError is not included: an HTTP/2 server may refuse the version after it has received the headers (RFC 9113, section 7).
    /// </para>
    /// <para>
    /// HttpClient throws a bare SocketException for a connection that is reset as soon as it is established. Once a connection is in use, its
    /// failures are IOExceptions.
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

/// <summary>The exception thrown when a time limit of an attempt runs out. It never leaves the pipeline.</summary>
internal sealed class DeadlineExpiredException(StackOneTimeoutKind limit, Exception? inner) : Exception(null, inner)
{
    internal StackOneTimeoutKind Limit => limit;
}

/// <summary>
/// Wraps one of the library's exceptions that a handler of the application threw, because it says nothing about this call. It never leaves
/// the pipeline.
/// </summary>
internal sealed class ForeignFailureException(StackOneException thrown) : Exception(null, thrown);

/// <summary>Wraps the exception of a message handler that reports that it is itself disposed. It never leaves the pipeline.</summary>
internal sealed class HandlerDisposedException(ObjectDisposedException thrown) : Exception(null, thrown);
