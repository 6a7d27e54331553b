using System.Text;
using System.Text.Json;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.RateLimits;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>Makes the exceptions that calls end with, from what is known of the call and its last response.</summary>
internal sealed class CallErrors(StackOneAtsClientOptions options, TimeProvider time)
{
    /// <summary>An error response, or a redirect.</summary>
    /// <param name="call">The call.</param>
    /// <param name="response">Its response.</param>
    /// <param name="thrown">What the user's own code threw, when it was shown the response.</param>
    internal StackOneApiException Api(ApiCall call, HttpResponseMessage response, Exception? thrown)
    {
        var body = (PooledBody)response.Content;
        return ErrorMapper.Map(
            Facts(call),
            response.StatusCode,
            ResponseHeaders.All(response),
            body.First(options.MaxErrorBytes),
            // What the retry went by, where it had one: a date gives another wait at each reading.
            call.RetryAfter ?? RetryAfter.Read(response, time.GetUtcNow()),
            options.ServerMessageInExceptions,
            thrown);
    }

    /// <summary>A success whose body Refit could not turn into the result.</summary>
    /// <remarks>
    /// The cause does not become the inner exception: what System.Text.Json says of a fault may quote the body.
    /// </remarks>
    internal StackOneResponseException Unreadable(ApiCall call, HttpResponseMessage response, Exception exception)
    {
        string where = exception is JsonException { LineNumber: { } line, BytePositionInLine: { } at }
            ? FormattableString.Invariant($" (line {line + 1}, byte {at + 1})")
            : string.Empty;
        return Unreadable(call, response, $"is not the JSON that the contract describes{where}");
    }

    /// <param name="call">The call.</param>
    /// <param name="response">Its response, a success.</param>
    /// <param name="fault">What is wrong with it, continuing "an answer that ".</param>
    internal StackOneResponseException Unreadable(ApiCall call, HttpResponseMessage response, string fault)
    {
        call.Settle(AttemptOutcome.Failed);
        FailureFacts facts = Facts(call);
        var body = (PooledBody)response.Content;
        string advice = body.Length > 0 ? "RawBody holds its beginning." : string.Empty;
        return new(facts, facts.Message($"got an answer that {fault}", advice))
        {
            StatusCode = response.StatusCode,
            Headers = ResponseHeaders.All(response),
            RawBody = Encoding.UTF8.GetString(body.First(options.MaxErrorBytes)),
        };
    }

    /// <summary>It is not to be sent before a moment that is too far away.</summary>
    private static StackOneTooManyRequestsException CoolingDown(ApiCall call, TimeSpan? retryAfter)
    {
        FailureFacts facts = Facts(call);
        string message = facts.Message(
            $"was not sent{(call.Attempts > 0 ? " again" : string.Empty)}: the rate limit is used up",
            "Wait for RetryAfter, if it is given, or send less at a time.");
        return new(message, new ErrorParts(facts, null, StackOneException.NoHeaders, string.Empty, retryAfter));
    }

    /// <summary>Something of the application's own that has to come before the sending failed.</summary>
    internal static StackOneException CouldNotSend(ApiCall call, string fault, Exception? cause)
    {
        FailureFacts facts = Facts(call);
        return new(facts, facts.Message($"could not be sent: {fault}"), cause);
    }

    /// <summary>The user's own code threw, when it was shown a success.</summary>
    internal static StackOneException Observer(ApiCall call, HttpResponseMessage response, Exception cause)
    {
        // Whatever the answer was, nobody will see it.
        call.Settle(AttemptOutcome.Failed);
        FailureFacts facts = Facts(call);
        string status = StatusMessages.Name(response.StatusCode);
        return new(facts, facts.Message($"was answered with {status}, but the callback given to OnResponse failed"), cause);
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
                facts.Message(Describe(limit)),
                Quotes(exception) ? null : Thrown(exception.InnerException)),
            _ when call.LastOutcome == AttemptOutcome.NotSent => new StackOneConnectionException(
                StackOneConnectionFailure.CouldNotConnect,
                facts,
                facts.Message("could not connect", "Check BaseAddress and the network."),
                Quotes(exception) ? null : exception),
            _ when AttemptFailures.IsTransport(exception) => new StackOneConnectionException(
                StackOneConnectionFailure.Lost,
                facts,
                facts.Message("lost its connection before a whole answer came"),
                Quotes(exception) ? null : exception),
            _ => new StackOneException(facts, facts.Message("failed in a message handler that the application added"), Thrown(exception)),
        };
    }

    private string Describe(StackOneTimeLimit limit) => limit switch
    {
        StackOneTimeLimit.Attempt => $"got no whole answer within {nameof(options.AttemptTimeout)} ({options.AttemptTimeout})",
        StackOneTimeLimit.Idle => $"got nothing more of its answer for {nameof(options.IdleTimeout)} ({options.IdleTimeout})",
        _ => $"was not finished within {nameof(options.TotalTimeout)} ({options.TotalTimeout})",
    };

    /// <summary>
    /// What HttpClient says of a status line, header or chunk that it cannot read quotes it; of a proxy that refuses, its address, which may
    /// hold a password.
    /// </summary>
    private static bool Quotes(Exception? exception) => exception switch
    {
        null => false,
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ProxyTunnelError } => true,
        HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => true,
        _ => Quotes(exception.InnerException),
    };

    /// <summary>What an added handler threw, without the wrapping that keeps it apart from the library's own.</summary>
    private static Exception? Thrown(Exception? exception) => exception is ForeignFailureException foreign ? foreign.InnerException : exception;

    private static FailureFacts Facts(ApiCall call) => new(call.Operation.Name, call.Attempts, call.OutcomeUnknown, call.RequestId);
}
