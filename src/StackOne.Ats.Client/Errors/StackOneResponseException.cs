using System.Net;
using StackOne.Ats.Client.Errors;

namespace StackOne.Ats.Client;

/// <summary>
/// Thrown when StackOne returns a success status but the response cannot be read: it is empty, is not JSON, has another shape at its root
/// than the contract describes, or is larger than <see cref="StackOneAtsClientOptions.MaxResponseBytes"/>; when a download is not the whole file, in
/// which case there is no body; or when a list repeats its cursor, or has one that is not text, in which case there are no headers and no body. A
/// write has most likely been processed.
/// </summary>
public sealed class StackOneResponseException : StackOneException
{
    /// <summary>Initializes a new instance, for use in tests.</summary>
    /// <param name="message">The error message.</param>
    /// <param name="innerException">The cause, if any.</param>
    public StackOneResponseException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal StackOneResponseException(CallFacts facts, string message, Exception? innerException = null)
        : base(facts, message, innerException)
    {
    }

    /// <summary>The status of the response, a success status.</summary>
    public HttpStatusCode StatusCode { get; init; } = HttpStatusCode.OK;

    /// <summary>The response headers, including the content headers. Names are case-insensitive.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } = NoHeaders;

    /// <summary>
    /// The beginning of the body as text, truncated to <see cref="StackOneAtsClientOptions.MaxErrorBytes"/>. Invalid UTF-8 bytes are replaced
    /// by U+FFFD. It may contain personal data.
    /// </summary>
    public string RawBody { get; init; } = string.Empty;
}
