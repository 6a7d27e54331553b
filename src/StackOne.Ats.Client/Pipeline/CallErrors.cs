using System.Text;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.RateLimits;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>Creates the exceptions of failed calls from the call and its last response.</summary>
internal sealed class CallErrors(StackOneAtsClientOptions options, TimeProvider time)
{
    /// <summary>An error response, or a redirect.</summary>
    /// <param name="call">The call.</param>
    /// <param name="response">Its response.</param>
    /// <param name="retryAfter">The value that the retry used, if any: reading a date again gives a different wait.</param>
    /// <param name="thrown">What the callback given to OnResponse threw, if it did.</param>
    internal StackOneApiException Api(ApiCall call, HttpResponseMessage response, TimeSpan? retryAfter, Exception? thrown)
    {
        var body = (PooledBody)response.Content;
        return ErrorMapper.Map(
            Facts(call),
            response.StatusCode,
            ResponseHeaders.All(response),
            body.First(options.MaxErrorBytes),
            retryAfter ?? RetryAfter.Read(response, time.GetUtcNow()),
            options.ServerMessageInExceptions,
            thrown);
    }

    /// <summary>A success that cannot be read.</summary>
    /// <param name="call">The call.</param>
    /// <param name="response">Its response, a success.</param>
    /// <param name="fault">What is wrong with it, as the continuation of "a response that ".</param>
    /// <param name="thrown">What the callback given to OnResponse threw, if it did.</param>
    internal StackOneResponseException Unreadable(ApiCall call, HttpResponseMessage response, string fault, Exception? thrown = null)
    {
        call.Settle(AttemptOutcome.Failed);
        FailureFacts facts = Facts(call);
        var body = (PooledBody)response.Content;
        string advice = body.Length > 0 ? "RawBody holds its beginning." : string.Empty;
        return new(facts, facts.Message($"received a response that {fault}", advice), thrown)
        {
            StatusCode = response.StatusCode,
            Headers = ResponseHeaders.All(response),
            RawBody = Encoding.UTF8.GetString(body.First(options.MaxErrorBytes).Span),
        };
    }

    /// <summary>A success of a download that is not the file.</summary>
    /// <param name="call">The call.</param>
    /// <param name="response">Its response.</param>
    /// <param name="fault">What is wrong with it, as the continuation of "a response that ".</param>
    internal static StackOneResponseException NotTheFile(ApiCall call, HttpResponseMessage response, string fault)
    {
        FailureFacts facts = Facts(call);
        return new(facts, facts.Message($"received a response that {fault}"))
        {
            StatusCode = response.StatusCode,
            Headers = ResponseHeaders.All(response),
        };
    }

    /// <summary>The rate limit does not allow the request in time.</summary>
    private static StackOneTooManyRequestsException CoolingDown(ApiCall call, TimeSpan? retryAfter)
    {
        FailureFacts facts = Facts(call);
        // A limiter of the application may say anything.
        retryAfter = retryAfter is { } wait ? RetryAfter.Limit(wait) : null;
        string message = facts.Message(
            $"was not sent{(call.Attempts > 0 ? " again" : string.Empty)}: the rate limit is exhausted{StatusMessages.RetryAfter(retryAfter)}",
            "Wait for RetryAfter, if it is given, or send fewer requests at a time.");
        return new(message, new ErrorParts(facts, null, StackOneException.NoHeaders, string.Empty, retryAfter));
    }

    /// <summary>A page whose cursor is that of an earlier page.</summary>
    internal static StackOneResponseException RepeatedCursor(ApiCall call)
    {
        FailureFacts facts = Facts(call);
        return new(facts, facts.Message("received a cursor for the second time: the list would never end", "The items so far are not all."));
    }

    /// <summary>A page whose cursor is not text.</summary>
    internal static StackOneResponseException UnreadableCursor(ApiCall call)
    {
        FailureFacts facts = Facts(call);
        return new(facts, facts.Message("received a cursor that is not text ($.next)", "The list is incomplete."));
    }

    /// <summary>Code of the application that runs before the request is sent failed.</summary>
    internal static StackOneException CouldNotSend(ApiCall call, string reason, Exception? cause)
    {
        FailureFacts facts = Facts(call);
        return new(facts, facts.Message($"could not be sent: {reason}"), cause);
    }

    /// <summary>The callback given to OnResponse threw on a success.</summary>
    internal static StackOneException Observer(ApiCall call, HttpResponseMessage response, Exception cause)
    {
        // The caller does not get the result, so the outcome is unknown to it.
        call.Settle(AttemptOutcome.Failed);
        FailureFacts facts = Facts(call);
        string status = StatusMessages.Name(response.StatusCode);
        return new(facts, facts.Message($"received {status}, but the callback given to OnResponse failed"), cause);
    }

    /// <summary>No response at all.</summary>
    internal StackOneException Transport(ApiCall call, Exception exception)
    {
        FailureFacts facts = Facts(call);
        return exception switch
        {
            StackOneException known => known,
            RateLimitedException limited => CoolingDown(call, limited.RetryAfter),
            LimiterFailedException => CouldNotSend(call, $"{nameof(options.RateLimiter)} failed", exception.InnerException),
            DeadlineExpiredException { Limit: var limit } => new StackOneTimeoutException(
                limit,
                facts,
                facts.Message(Describe(call, limit)),
                Quotes(exception) ? null : Thrown(exception.InnerException)),
            _ when call.LastOutcome == AttemptOutcome.NotSent => Connection(
                StackOneConnectionFailure.CouldNotConnect,
                facts,
                "could not connect",
                "Check BaseAddress and the network.",
                exception),
            _ when AttemptFailures.IsTransport(exception) => Connection(
                StackOneConnectionFailure.Lost,
                facts,
                exception is InvalidDataException
                    ? "received a body that cannot be decoded"
                    : "lost its connection before the response was complete",
                string.Empty,
                exception),
            HandlerDisposedException => new StackOneException(
                facts,
                facts.Message(
                    "failed: the message handler that it sends with is disposed",
                    "If clients share a handler, the first one that is disposed disposes it."),
                exception.InnerException),
            _ => new StackOneException(facts, facts.Message("failed in a message handler that the application added"), Thrown(exception)),
        };
    }

    private static StackOneConnectionException Connection(
        StackOneConnectionFailure failure,
        FailureFacts facts,
        string what,
        string advice,
        Exception exception)
    {
        if (exception is not HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } refusal)
        {
            return new(failure, facts, facts.Message(what, advice), Quotes(exception) ? null : exception);
        }

        string with = refusal.StatusCode is { } status ? $" with {StatusMessages.Name(status)}" : string.Empty;
        // Without the message of the original, which quotes the address of the proxy.
        var cause = new HttpRequestException(refusal.HttpRequestError, $"The proxy refused{with}.", refusal.InnerException, refusal.StatusCode);
        return new(failure, facts, facts.Message($"{what}: the proxy refused{with}", "Check the proxy and its credentials."), cause);
    }

    private string Describe(ApiCall call, StackOneTimeoutKind limit) => limit switch
    {
        StackOneTimeoutKind.Attempt => $"received no complete response within {nameof(options.AttemptTimeout)} ({options.AttemptTimeout})",
        StackOneTimeoutKind.Idle => $"received no bytes for {nameof(options.IdleTimeout)} ({options.IdleTimeout})",
        _ => $"did not complete within {nameof(options.TotalTimeout)} ({call.TotalTimeout})",
    };

    /// <summary>
    /// HttpClient's messages quote a status line, header or chunk that it cannot parse, and the address of a proxy that refuses, which may
    /// contain a password.
    /// </summary>
    private static bool Quotes(Exception? exception) => exception switch
    {
        null => false,
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ProxyTunnelError } => true,
        HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => true,
        _ => Quotes(exception.InnerException),
    };

    /// <summary>What a handler threw, without the pipeline's own exception around it.</summary>
    private static Exception? Thrown(Exception? exception) =>
        exception is ForeignFailureException or HandlerDisposedException ? exception.InnerException : exception;

    private static FailureFacts Facts(ApiCall call) => new(call.Operation.Name, call.AccountId.Length > 0 ? call.AccountId : null, call.Attempts, call.OutcomeUnknown, call.RequestId);
}
