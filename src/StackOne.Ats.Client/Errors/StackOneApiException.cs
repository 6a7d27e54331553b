using System.Net;
using StackOne.Ats.Client.Errors;

namespace StackOne.Ats.Client;

/// <summary>
/// Thrown when StackOne returns an error status. Each error status of the contract has its own derived exception; any other status, such as
/// a redirect or a 503, throws this type.
/// </summary>
public class StackOneApiException : StackOneException
{
    /// <summary>Initializes a new instance, for use in tests.</summary>
    /// <param name="statusCode">The response status.</param>
    /// <param name="message">The error message.</param>
    /// <param name="innerException">The cause, if any.</param>
    public StackOneApiException(HttpStatusCode statusCode, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = statusCode;
    }

    internal StackOneApiException(HttpStatusCode statusCode, string message, ErrorParts parts)
        : base(parts.Facts, message, parts.Thrown)
    {
        StatusCode = statusCode;
        Error = parts.Error;
        Headers = parts.Headers;
        RawBody = parts.RawBody;
        RetryAfter = parts.RetryAfter;
    }

    /// <summary>The HTTP status. For an error that arrived after heartbeats, the status in its body.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>
    /// The parsed error body; <see langword="null"/> if the body is not a JSON object. Members that could not be parsed are
    /// <see langword="null"/>. It comes from the server and may contain personal data.
    /// </summary>
    public StackOneErrorBody? Error { get; init; }

    /// <summary>
    /// Whether the linked account does not work until its owner connects it again: for a 412, and for a 401 that is about the credentials of the
    /// account instead of the API key, which <c>errorCode</c> in <see cref="Error"/> says. Do not retry: create a link with
    /// <see cref="ConnectSessionsClient.CreateAsync"/> and its <c>AccountId</c>, and continue when the event <c>account.updated</c> arrives.
    /// </summary>
    /// <remarks>
    /// A 412 can also mean that somebody has suspended the account: <see cref="Models.LinkedAccount.Status"/> is
    /// <see cref="Models.LinkedAccountStatusValue.Suspended"/> then, and the account must be resumed in StackOne.
    /// </remarks>
    public bool NeedsReconnect => IsReconnectNeeded(StatusCode, Error);

    /// <summary>The errors from the provider behind the account, as in <see cref="Error"/>; empty if there are none.</summary>
    public IReadOnlyList<StackOneProviderError> ProviderErrors => Error?.ProviderErrors ?? [];

    /// <summary>The response headers, including the content headers. Names are case-insensitive.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } = NoHeaders;

    /// <summary>
    /// The body as text, truncated to <see cref="StackOneAtsClientOptions.MaxErrorBytes"/>; empty if there was none. Invalid UTF-8 bytes are
    /// replaced by U+FFFD. It may contain personal data.
    /// </summary>
    public string RawBody { get; init; } = string.Empty;

    /// <summary>
    /// How long the server asks you to wait before the next attempt (<c>Retry-After</c>), from the time of the response;
    /// <see langword="null"/> if it does not say. A date is measured against the response's own <c>Date</c> header; without one, or if that is
    /// more than a day off, against this machine's clock. A number above 1,000,000,000 is Unix time. At most 36,500 days. For a call that was not
    /// sent, the rest of an earlier wait, or the wait that <see cref="StackOneAtsClientOptions.RateLimiter"/> reports.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <inheritdoc cref="NeedsReconnect" />
    internal static bool IsReconnectNeeded(HttpStatusCode status, StackOneErrorBody? error) =>
        status == HttpStatusCode.PreconditionFailed || (status == HttpStatusCode.Unauthorized && error?.IsAboutCredentialsOfAccount == true);
}
