using StackOne.Ats.Client.Errors;

namespace StackOne.Ats.Client;

/// <summary>Thrown when the connection failed before a complete response arrived.</summary>
public sealed class StackOneConnectionException : StackOneException
{
    /// <summary>Initializes a new instance, for use in tests.</summary>
    /// <param name="failure">The stage at which the connection failed.</param>
    /// <param name="message">The error message.</param>
    /// <param name="innerException">The cause, if any.</param>
    public StackOneConnectionException(StackOneConnectionFailure failure, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Failure = failure;
    }

    internal StackOneConnectionException(StackOneConnectionFailure failure, CallFacts facts, string message, Exception? innerException)
        : base(facts, message, innerException)
    {
        Failure = failure;
    }

    /// <summary>The stage at which the connection failed.</summary>
    public StackOneConnectionFailure Failure { get; }
}

/// <summary>Specifies the stage at which a connection failed.</summary>
public enum StackOneConnectionFailure
{
    /// <summary>
    /// No connection was established: DNS, the TCP connection, the proxy or TLS failed. Nothing was sent, and nothing had begun to read the
    /// request's body, not even a message handler of the application.
    /// </summary>
    CouldNotConnect,

    /// <summary>
    /// The connection was lost, or the response was not valid HTTP or could not be decompressed, after the request may have been sent. Also, no
    /// connection was established, but a message handler of the application had read the request's body and may have sent it.
    /// </summary>
    Lost,
}
