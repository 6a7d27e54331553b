using System.Net.Sockets;

namespace StackOne.Ats.Client.Resilience;

/// <summary>Why an attempt has no response, and whether the request was sent.</summary>
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
/// <param name="exception">The exception that ended the attempt.</param>
/// <param name="progress">How far the attempt got.</param>
internal sealed class AttemptFailure(Exception exception, AttemptProgress progress)
{
    internal Exception Exception => exception;

    /// <summary>Whether anything began to read the request's body.</summary>
    internal bool WasBodyRead { get; init; }

    /// <summary>Whether a handler that the request was sent with reports that it is disposed.</summary>
    internal bool HandlerDisposed { get; init; }

    /// <summary>The time limit that ran out, if one did.</summary>
    internal StackOneTimeoutKind? Expired { get; init; }

    /// <summary>Whether a handler of the application threw one of the library's exceptions, which then says nothing about this call.</summary>
    internal bool IsForeign => progress == AttemptProgress.HandedOn && exception is StackOneException;

    internal AttemptOutcome Outcome => exception switch
    {
        StackOneException when !IsForeign => AttemptOutcome.Settled,
        // An error in a handler that the application added, or a disposed handler: a retry would not fix it.
        _ when !IsTransport(exception) => IsNotSent ? AttemptOutcome.Settled : AttemptOutcome.Failed,
        _ => IsNotSent ? AttemptOutcome.NotSent : AttemptOutcome.Lost,
    };

    private bool IsNotSent => progress switch
    {
        AttemptProgress.Begun => true,
        AttemptProgress.HandedOn => !WasBodyRead && (HandlerDisposed || IsNeverConnected(exception)),
        _ => false,
    };

    /// <summary>Whether the exception comes from the connection or from canceling it.</summary>
    internal static bool IsTransport(Exception exception) =>
        exception is HttpRequestException or IOException or InvalidDataException or SocketException or OperationCanceledException;

    /// <summary>A failure to read a body that does not look like one of the connection: some decoders throw an invalid operation.</summary>
    internal static InvalidDataException Undecodable(Exception exception) => new("The body cannot be decoded.", exception);

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
