using System.Collections.ObjectModel;
using StackOne.Ats.Client.Errors;

namespace StackOne.Ats.Client;

/// <summary>
/// The base of every failure of a call. Apart from it, a call throws only <see cref="ArgumentException"/> for bad input,
/// <see cref="OperationCanceledException"/> for the caller's own cancellation, and <see cref="ObjectDisposedException"/>.
/// </summary>
/// <remarks>
/// <see cref="Exception.Message"/> names the operation, what went wrong and what to do, and holds nothing of the request's or the
/// response's body, so it can be logged.
/// </remarks>
public class StackOneException : Exception
{
    internal static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoHeaders =
        ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>For an application's own tests.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public StackOneException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal StackOneException(FailureFacts facts, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Operation = facts.Operation;
        OutcomeUnknown = facts.OutcomeUnknown;
        RequestId = facts.RequestId;
        Attempts = facts.Attempts;
    }

    /// <summary>What was called, such as <c>Assessments.OrderAsync</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>
    /// Whether a write may have been carried out although the call failed: it was sent, and no answer settles what became of it.
    /// </summary>
    /// <value>
    /// <see langword="false"/> means that nothing was changed (or that the call only reads), so that it is safe to call again.
    /// <see langword="true"/> means that calling again may order twice: look first whether the provider has it, in its own console or with
    /// StackOne's support by <see cref="RequestId"/>, or have a person decide.
    /// </value>
    /// <remarks>
    /// A write counts as not sent only if the connection itself reports that it never came about and nothing has begun to read the body. A time
    /// limit that runs out while connecting, or an exception that a message handler of the application throws, leaves it
    /// <see langword="true"/>.
    /// </remarks>
    public bool OutcomeUnknown { get; init; }

    /// <summary>
    /// StackOne's id of the last request that it answered (<c>x-request-id</c>), to name in a support case; null where none is known.
    /// </summary>
    public string? RequestId { get; init; }

    /// <summary>How many times the request was tried, the last one included.</summary>
    public int Attempts { get; init; } = 1;
}
