using System.Net.Sockets;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Resilience;

/// <summary>Which outcome an attempt has that ended in an exception.</summary>
internal static class AttemptFailures
{
    /// <param name="exception">What ended the attempt.</param>
    /// <param name="answered">Whether the headers of a response had come.</param>
    /// <param name="body">The request's body, if it has one.</param>
    internal static AttemptOutcome Classify(Exception exception, bool answered, JsonRequestContent? body)
    {
        bool transport = IsTransport(exception);
        // A body tells for certain whether any of it was sent. Without one, what the connection says of itself has to do.
        bool sent = answered || (body?.SendBegun ?? !NeverConnected(exception));
        return exception switch
        {
            StackOneResponseException => AttemptOutcome.Failed,
            StackOneException => AttemptOutcome.Settled,
            // A fault of a handler that the application added: trying again would not mend it.
            _ when !transport => sent ? AttemptOutcome.Failed : AttemptOutcome.Settled,
            _ => sent ? AttemptOutcome.Lost : AttemptOutcome.NotSent,
        };
    }

    /// <summary>Whether the exception is of the connection, or of ending the wait for it.</summary>
    internal static bool IsTransport(Exception exception) =>
        exception is HttpRequestException or IOException or InvalidDataException or SocketException or OperationCanceledException;

    /// <remarks>A bare SocketException is what HttpClient lets through of a connection that is reset just as it has been made.</remarks>
    private static bool NeverConnected(Exception exception) => exception is SocketException or HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError
            or HttpRequestError.VersionNegotiationError,
    };
}

/// <summary>A time limit of an attempt ran out. Never leaves the pipeline.</summary>
internal sealed class DeadlineExpiredException(StackOneTimeLimit limit, Exception? inner) : Exception("A time limit ran out.", inner)
{
    internal StackOneTimeLimit Limit => limit;
}
