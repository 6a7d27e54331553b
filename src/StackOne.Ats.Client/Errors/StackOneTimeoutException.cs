using StackOne.Ats.Client.Errors;

namespace StackOne.Ats.Client;

/// <summary>
/// Thrown when a timeout of this client expired. A timeout on StackOne's side throws <see cref="StackOneRequestTimedOutException"/>.
/// </summary>
public sealed class StackOneTimeoutException : StackOneException
{
    /// <summary>Initializes a new instance, for use in tests.</summary>
    /// <param name="kind">The timeout that expired.</param>
    /// <param name="message">The error message.</param>
    /// <param name="innerException">The cause, if any.</param>
    public StackOneTimeoutException(StackOneTimeoutKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
    }

    internal StackOneTimeoutException(StackOneTimeoutKind kind, CallFacts facts, string message, Exception? innerException)
        : base(facts, message, innerException)
    {
        Kind = kind;
    }

    /// <summary>The timeout that expired.</summary>
    public StackOneTimeoutKind Kind { get; }
}

/// <summary>Specifies a timeout of a call.</summary>
public enum StackOneTimeoutKind
{
    /// <summary><see cref="StackOneAtsClientOptions.AttemptTimeout"/>.</summary>
    Attempt,

    /// <summary><see cref="StackOneAtsClientOptions.IdleTimeout"/>.</summary>
    Idle,

    /// <summary><see cref="StackOneAtsClientOptions.TotalTimeout"/>, or the one of <see cref="StackOneAtsClient.WithTotalTimeout"/>.</summary>
    Total,
}
