using System.Net;
using StackOne.Ats.Client.Errors;

namespace StackOne.Ats.Client;

/// <summary>
/// StackOne answered with success, but the answer cannot be read: it is empty, not JSON, of another shape than the contract says, or
/// longer than <see cref="StackOneAtsClientOptions.MaxResponseBytes"/>. A write has most likely been carried out.
/// </summary>
public sealed class StackOneResponseException : StackOneException
{
    /// <summary>For an application's own tests.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public StackOneResponseException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal StackOneResponseException(FailureFacts facts, string message)
        : base(facts, message)
    {
    }

    /// <summary>The response's status, a success.</summary>
    public HttpStatusCode StatusCode { get; init; } = HttpStatusCode.OK;

    /// <summary>The response's headers, those of the content included. Names are matched without regard to case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } = NoHeaders;

    /// <summary>
    /// The beginning of the body as text, cut at <see cref="StackOneAtsClientOptions.MaxErrorBytes"/>; bytes that are not UTF-8 are replaced
    /// by U+FFFD. It may hold personal data.
    /// </summary>
    public string RawBody { get; init; } = string.Empty;
}
