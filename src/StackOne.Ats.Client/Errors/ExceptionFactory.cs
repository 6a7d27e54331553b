using System.Net;
using System.Text;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Errors;

/// <summary>Creates the exceptions of failed calls. No other type does. For calls without a response, see <see cref="NoResponse"/>.</summary>
internal sealed partial class ExceptionFactory(StackOneAtsClientOptions options, TimeProvider time)
{
    /// <summary>An error response, or a redirect.</summary>
    /// <param name="facts">The call.</param>
    /// <param name="response">Its response.</param>
    /// <param name="body">The body of the response.</param>
    /// <param name="retryAfter">The value that the retry used, if any: reading a date again gives a different wait.</param>
    /// <param name="thrown">What the callback given to OnResponse threw, if it did.</param>
    internal StackOneApiException Status(CallFacts facts, HttpResponseMessage response, PooledBody body, TimeSpan? retryAfter, Exception? thrown)
    {
        HttpStatusCode status = response.StatusCode;
        ReadOnlyMemory<byte> beginning = body.First(options.MaxErrorBytes);
        StackOneErrorBody? error = ErrorBodyReader.Read(beginning);
        retryAfter ??= RetryAfter.Read(response, time.GetUtcNow());
        string advice = StatusMessages.Advice(status, facts.AccountId is not null, StackOneApiException.IsReconnectNeeded(status, error))
            + (thrown is null ? string.Empty : " The callback given to OnResponse failed as well: InnerException is what it threw.");
        string message = Message(facts, $"failed with {StatusMessages.Name(status)}{StatusMessages.RetryAfter(retryAfter)}", advice);
        if (options.ServerMessageInExceptions && error?.Message is { Length: > 0 } serverMessage)
        {
            message = $"{message} StackOne's message: {serverMessage}";
        }

        IReadOnlyDictionary<string, IReadOnlyList<string>> headers = ResponseHeaders.All(response);
        return Create(status, message, new(facts, error, headers, Encoding.UTF8.GetString(beginning.Span), retryAfter, thrown));
    }

    /// <summary>A success that cannot be read.</summary>
    /// <param name="facts">The call.</param>
    /// <param name="response">Its response, a success.</param>
    /// <param name="body">The body of the response; null if it is not read.</param>
    /// <param name="fault">What is wrong with it, as the continuation of "a response that ".</param>
    /// <param name="thrown">What the callback given to OnResponse threw, if it did.</param>
    internal StackOneResponseException Unreadable(
        CallFacts facts,
        HttpResponseMessage response,
        PooledBody? body,
        string fault,
        Exception? thrown = null)
    {
        string advice = body?.Length > 0 ? "RawBody holds its beginning." : string.Empty;
        return new(facts, Message(facts, $"received a response that {fault}", advice), thrown)
        {
            StatusCode = response.StatusCode,
            Headers = ResponseHeaders.All(response),
            RawBody = body is null ? string.Empty : Encoding.UTF8.GetString(body.First(options.MaxErrorBytes).Span),
        };
    }

    /// <summary>The callback given to OnResponse threw on a success.</summary>
    internal static StackOneException ObserverFailed(CallFacts facts, HttpResponseMessage response, Exception cause) =>
        new(facts, Message(facts, $"received {StatusMessages.Name(response.StatusCode)}, but the callback given to OnResponse failed"), cause);

    /// <summary>A page whose cursor is that of an earlier page.</summary>
    internal static StackOneResponseException RepeatedCursor(CallFacts facts) =>
        new(facts, Message(facts, "received a cursor that it already returned, so the list would never end", "The list is incomplete."));

    /// <summary>A page that is the one before it: the server does not heed its number.</summary>
    internal static StackOneResponseException RepeatedPage(CallFacts facts) =>
        new(facts, Message(facts, "received the same page again, so the list would never end", "The list is incomplete."));

    /// <summary>A page whose cursor is not text.</summary>
    internal static StackOneResponseException UnreadableCursor(CallFacts facts) =>
        new(facts, Message(facts, "received a cursor that is not text ($.next)", "The list is incomplete."));

    /// <summary>Code of the application that runs before the request is sent failed.</summary>
    internal static StackOneException CouldNotSend(CallFacts facts, string reason, Exception? cause) =>
        new(facts, Message(facts, $"could not be sent: {reason}"), cause);

    /// <summary>The operation, what happened, what to do, and whether the outcome is unknown.</summary>
    /// <param name="facts">The call.</param>
    /// <param name="what">What happened, as the continuation of "Assessments.OrderAsync ".</param>
    /// <param name="advice">What to do, in complete sentences.</param>
    private static string Message(CallFacts facts, string what, string advice = "")
    {
        string space = advice.Length == 0 ? string.Empty : " ";
        string unknown = facts.OutcomeUnknown ? " The request may have been processed: check before you call again." : string.Empty;
        string attempts = facts.Attempts == 1 ? "1 attempt" : FormattableString.Invariant($"{facts.Attempts} attempts");
        string id = facts.RequestId is null ? string.Empty : $", request id {facts.RequestId}";
        return $"{facts.Operation} {what}.{space}{advice}{unknown} ({attempts}{id})";
    }

    private static StackOneApiException Create(HttpStatusCode status, string message, ErrorParts parts) => (int)status switch
    {
        400 => new StackOneBadRequestException(message, parts),
        401 => new StackOneUnauthorizedException(message, parts),
        403 => new StackOneForbiddenException(message, parts),
        404 => new StackOneNotFoundException(message, parts),
        408 => new StackOneRequestTimedOutException(message, parts),
        409 => new StackOneConflictException(message, parts),
        412 => new StackOnePreconditionFailedException(message, parts),
        422 => new StackOneUnprocessableEntityException(message, parts),
        429 => new StackOneTooManyRequestsException(message, parts),
        500 => new StackOneInternalServerErrorException(message, parts),
        501 => new StackOneNotImplementedException(message, parts),
        502 => new StackOneBadGatewayException(message, parts),
        _ => new StackOneApiException(status, message, parts),
    };
}

/// <summary>The parts of an error response besides its status.</summary>
internal sealed record ErrorParts(
    CallFacts Facts,
    StackOneErrorBody? Error,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Headers,
    string RawBody,
    TimeSpan? RetryAfter,
    Exception? Thrown = null);
