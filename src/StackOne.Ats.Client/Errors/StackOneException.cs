using System.Collections.ObjectModel;
using StackOne.Ats.Client.Errors;

namespace StackOne.Ats.Client;

/// <summary>
/// The base class of all exceptions for failed calls, and of the one for a webhook that is refused. Apart from these, a call throws only
/// <see cref="ArgumentException"/> for invalid input, <see cref="InvalidOperationException"/> if no account is set,
/// <see cref="OperationCanceledException"/> for cancellation by the caller, and <see cref="ObjectDisposedException"/>; an upload also throws what
/// your stream throws.
/// </summary>
/// <remarks>
/// <see cref="Exception.Message"/> contains the operation, what went wrong and what to do. It contains nothing from the request or response
/// body, so it is safe to log, unless <see cref="StackOneAtsClientOptions.ServerMessageInExceptions"/> is set.
/// </remarks>
public class StackOneException : Exception
{
    internal static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoHeaders =
        ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>Initializes a new instance, for use in tests.</summary>
    /// <param name="message">The error message.</param>
    /// <param name="innerException">The cause, if any.</param>
    public StackOneException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal StackOneException(CallFacts facts, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Operation = facts.Operation;
        AccountId = facts.AccountId;
        OutcomeUnknown = facts.OutcomeUnknown;
        RequestId = facts.RequestId;
        Attempts = facts.Attempts;
    }

    /// <summary>The operation that was called, such as <c>Assessments.OrderAsync</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>The linked account of the call.</summary>
    public string? AccountId { get; init; }

    /// <summary>
    /// Whether a write may have been processed although the call failed: it was sent, and no response confirms or rules out that it was.
    /// </summary>
    /// <value>
    /// <see langword="false"/> if nothing was changed, or if the call only reads: it is safe to call again.
    /// <see langword="true"/> if calling again may place a second order. First check whether the provider has the order, in the provider's
    /// console or through StackOne's support with the <see cref="RequestId"/>.
    /// </value>
    /// <remarks>
    /// A write counts as not sent only if the connection itself reports that it never came about and nothing has begun to read the body. A time
    /// limit that runs out while connecting, or an exception that a message handler of the application throws, leaves it
    /// <see langword="true"/>.
    /// </remarks>
    public bool OutcomeUnknown { get; init; }

    /// <summary>
    /// StackOne's id of the last request that it answered (<c>x-request-id</c>), for support cases; <see langword="null"/> if none is known.
    /// </summary>
    /// <remarks>
    /// Where a response has several, in lines of their own or separated by commas, it is the first: StackOne is the first to write the header,
    /// and gateways between add theirs behind it. A value that is not visible ASCII, or longer than 128 characters, is passed over. The
    /// headers of the response hold all of them.
    /// </remarks>
    public string? RequestId { get; init; }

    /// <summary>The number of attempts, including the last one.</summary>
    public int Attempts { get; init; } = 1;
}
