using System.Net;
using StackOne.Ats.Client.Errors;

namespace StackOne.Ats.Client;

/// <summary>
/// StackOne answered with an error. The statuses of the contract have an exception of their own each, derived from this one; any other
/// status (a redirect, a 503) throws this one itself.
/// </summary>
public class StackOneApiException : StackOneException
{
    /// <summary>For an application's own tests.</summary>
    /// <param name="statusCode">The response's status.</param>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public StackOneApiException(HttpStatusCode statusCode, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = statusCode;
    }

    internal StackOneApiException(HttpStatusCode statusCode, string message, ErrorParts parts)
        : base(parts.Facts, message)
    {
        StatusCode = statusCode;
        Error = parts.Error;
        Headers = parts.Headers;
        RawBody = parts.RawBody;
        RetryAfter = parts.RetryAfter;
    }

    /// <summary>The status; of an error that arrived after heartbeats, the status in its body.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>
    /// The error body, as far as it could be read; null where it holds no JSON object. It is the server's text and may hold personal data.
    /// </summary>
    public StackOneError? Error { get; init; }

    /// <summary>The response's headers, those of the content included. Names are matched without regard to case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } = NoHeaders;

    /// <summary>
    /// The body as text, cut at <see cref="StackOneAtsClientOptions.MaxErrorBytes"/>; bytes that are not UTF-8 are replaced by U+FFFD.
    /// Empty where there was none. It may hold personal data.
    /// </summary>
    public string RawBody { get; init; } = string.Empty;

    /// <summary>
    /// How long the server asked to wait before another try (<c>Retry-After</c>), from the moment it answered; null where it did not. Of a call
    /// that was not sent, what is left of such a wait, or what <see cref="StackOneAtsClientOptions.RateLimiter"/> says.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }
}
