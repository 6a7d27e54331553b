using StackOne.Ats.Client.Errors;

namespace StackOne.Ats.Client;

/// <summary>
/// A time limit of this client ran out. When StackOne itself gave up, that is a <see cref="StackOneRequestTimedOutException"/>.
/// </summary>
public sealed class StackOneTimeoutException : StackOneException
{
    /// <summary>For an application's own tests.</summary>
    /// <param name="limit">Which limit ran out.</param>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public StackOneTimeoutException(StackOneTimeLimit limit, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Limit = limit;
    }

    internal StackOneTimeoutException(StackOneTimeLimit limit, FailureFacts facts, string message, Exception? innerException)
        : base(facts, message, innerException)
    {
        Limit = limit;
    }

    /// <summary>Which limit ran out.</summary>
    public StackOneTimeLimit Limit { get; }
}

/// <summary>The time limits of a call.</summary>
public enum StackOneTimeLimit
{
    /// <summary><see cref="StackOneAtsClientOptions.AttemptTimeout"/>.</summary>
    Attempt,

    /// <summary><see cref="StackOneAtsClientOptions.IdleTimeout"/>.</summary>
    Idle,

    /// <summary><see cref="StackOneAtsClientOptions.TotalTimeout"/>.</summary>
    Total,
}
