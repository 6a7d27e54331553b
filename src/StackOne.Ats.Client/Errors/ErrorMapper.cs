using System.Net;
using System.Text;

namespace StackOne.Ats.Client.Errors;

/// <summary>Turns an error response into the exception of its status.</summary>
internal static class ErrorMapper
{
    /// <param name="facts">The facts about the call.</param>
    /// <param name="status">The response's status.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="body">Its body, cut to the limit.</param>
    /// <param name="retryAfter">The wait that it asks for.</param>
    /// <param name="withServerMessage">Whether the message may contain the server's message.</param>
    /// <param name="thrown">What the callback given to OnResponse threw.</param>
    internal static StackOneApiException Map(
        FailureFacts facts,
        HttpStatusCode status,
        IReadOnlyDictionary<string, IReadOnlyList<string>> headers,
        ReadOnlyMemory<byte> body,
        TimeSpan? retryAfter,
        bool withServerMessage,
        Exception? thrown)
    {
        StackOneErrorBody? error = ErrorBodyReader.Read(body);
        string advice = StatusMessages.Advice(status);
        if (thrown is not null)
        {
            advice += " The callback given to OnResponse failed as well: InnerException is what it threw.";
        }

        string message = facts.Message($"failed with {StatusMessages.Name(status)}{StatusMessages.RetryAfter(retryAfter)}", advice);
        if (withServerMessage && error?.Message is { Length: > 0 } serverMessage)
        {
            message = $"{message} StackOne's message: {serverMessage}";
        }

        return Create(status, message, new(facts, error, headers, Encoding.UTF8.GetString(body.Span), retryAfter, thrown));
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
    FailureFacts Facts,
    StackOneErrorBody? Error,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Headers,
    string RawBody,
    TimeSpan? RetryAfter,
    Exception? Thrown = null);
