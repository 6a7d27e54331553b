using StackOne.Ats.Client.Errors;

namespace StackOne.Ats.Client;

/// <summary>No usable answer came, because the connection failed.</summary>
public sealed class StackOneConnectionException : StackOneException
{
    /// <summary>For an application's own tests.</summary>
    /// <param name="failure">At what stage the connection failed.</param>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public StackOneConnectionException(StackOneConnectionFailure failure, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Failure = failure;
    }

    internal StackOneConnectionException(StackOneConnectionFailure failure, FailureFacts facts, string message, Exception? innerException)
        : base(facts, message, innerException)
    {
        Failure = failure;
    }

    /// <summary>At what stage the connection failed.</summary>
    public StackOneConnectionFailure Failure { get; }
}

/// <summary>At what stage a connection failed.</summary>
public enum StackOneConnectionFailure
{
    /// <summary>
    /// There was no connection: the name was not found, the host or the proxy refused, or TLS failed. Nothing was sent: nothing had begun to
    /// read the request's body, not even a message handler of the application.
    /// </summary>
    CouldNotConnect,

    /// <summary>
    /// The connection broke, or carried something that is not HTTP, after the request may have been sent. Also where none could be made, but a
    /// message handler of the application had read the request's body.
    /// </summary>
    Lost,
}
