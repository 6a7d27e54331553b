namespace StackOne.Ats.Client;

/// <summary>Thrown when a webhook must not be processed: its signature is missing or wrong, its body is not an event, or it is too old.</summary>
/// <remarks>
/// The message says what is wrong and what to check. It contains nothing of the body, the signature or a secret, so it is safe to log. There is no
/// inner exception for the same reason. Answer the sender with a status alone: 401 for a signature, 400 for the rest.
/// </remarks>
public sealed class StackOneWebhookException : StackOneException
{
    /// <summary>Initializes a new instance, also for use in tests.</summary>
    /// <param name="reason">Why the webhook is refused.</param>
    /// <param name="message">The error message.</param>
    /// <param name="innerException">The cause, if any.</param>
    public StackOneWebhookException(StackOneWebhookFailure reason, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
    }

    /// <summary>Why the webhook is refused.</summary>
    public StackOneWebhookFailure Reason { get; }
}

/// <summary>Specifies why a webhook is refused.</summary>
public enum StackOneWebhookFailure
{
    /// <summary>There is no signature: the request does not come from StackOne, or a proxy or queue has dropped the header.</summary>
    MissingSignature,

    /// <summary>
    /// No secret gives this signature for the body, or it is not a signature at all: the secret is wrong, the body was changed on its way, or
    /// the request does not come from StackOne.
    /// </summary>
    WrongSignature,

    /// <summary>The body is signed, but it is not a JSON object, or is nested deeper than 1,000 levels.</summary>
    NotAnEvent,

    /// <summary>
    /// The event was sent longer ago than <see cref="StackOneWebhookReaderOptions.MaxAge"/>, or does not say when it was sent, so that its age
    /// is unknown.
    /// </summary>
    TooOld,
}
