using StackOne.Ats.Client.RateLimits;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Errors;

internal sealed partial class ExceptionFactory
{
    /// <summary>A call without a response.</summary>
    /// <param name="facts">The call.</param>
    /// <param name="failure">Why its last attempt has no response.</param>
    /// <param name="totalTimeout">The limit of the call.</param>
    internal StackOneException NoResponse(CallFacts facts, AttemptFailure failure, TimeSpan totalTimeout)
    {
        Exception exception = failure.Exception;
        return exception switch
        {
            StackOneException own when !failure.IsForeign => own,
            NotAdmittedException { InnerException: { } cause } => CouldNotSend(facts, $"{nameof(options.RateLimiter)} failed", cause),
            NotAdmittedException limited => RateLimited(facts, limited.RetryAfter),
            _ when failure.Expired is { } limit => new StackOneTimeoutException(
                limit,
                facts,
                Message(facts, Describe(limit, totalTimeout)),
                QuotesServer(exception) ? null : exception),
            _ when failure.Outcome == AttemptOutcome.NotSent => Connection(
                facts, StackOneConnectionFailure.CouldNotConnect, "could not connect", "Check BaseAddress and the network.", exception),
            InvalidDataException => Connection(
                facts, StackOneConnectionFailure.Lost, "received a body that cannot be decoded", string.Empty, exception),
            _ when AttemptFailure.IsTransport(exception) => Connection(
                facts, StackOneConnectionFailure.Lost, "lost its connection before the response was complete", string.Empty, exception),
            _ when failure.HandlerDisposed => new StackOneException(
                facts,
                Message(
                    facts,
                    "failed: the message handler that it sends with is disposed",
                    "If clients share a handler, the first one that is disposed disposes it."),
                exception),
            _ => new StackOneException(facts, Message(facts, "failed in a message handler that the application added"), exception),
        };
    }

    /// <summary>The rate limit does not allow the request in time.</summary>
    private static StackOneTooManyRequestsException RateLimited(CallFacts facts, TimeSpan? retryAfter)
    {
        // A limiter of the application may say anything.
        retryAfter = retryAfter is { } wait ? RetryAfter.Limit(wait) : null;
        string again = facts.Attempts > 0 ? " again" : string.Empty;
        string message = Message(
            facts,
            $"was not sent{again}: the rate limit is exhausted{StatusMessages.RetryAfter(retryAfter)}",
            "Wait for RetryAfter, if it is given, or send fewer requests at a time.");
        return new(message, new ErrorParts(facts, null, StackOneException.NoHeaders, string.Empty, retryAfter));
    }

    private static StackOneConnectionException Connection(
        CallFacts facts,
        StackOneConnectionFailure failure,
        string what,
        string advice,
        Exception exception)
    {
        if (exception is not HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } refusal)
        {
            return new(failure, facts, Message(facts, what, advice), QuotesServer(exception) ? null : exception);
        }

        string with = refusal.StatusCode is { } status ? $" with {StatusMessages.Name(status)}" : string.Empty;
        // Without the message of the original, which quotes the address of the proxy.
        var cause = new HttpRequestException(refusal.HttpRequestError, $"The proxy refused{with}.", refusal.InnerException, refusal.StatusCode);
        return new(failure, facts, Message(facts, $"{what}: the proxy refused{with}", "Check the proxy and its credentials."), cause);
    }

    private string Describe(StackOneTimeoutKind limit, TimeSpan totalTimeout) => limit switch
    {
        StackOneTimeoutKind.Attempt => $"received no complete response within {nameof(options.AttemptTimeout)} ({options.AttemptTimeout})",
        StackOneTimeoutKind.Idle => $"received no bytes for {nameof(options.IdleTimeout)} ({options.IdleTimeout})",
        _ => $"did not complete within {nameof(options.TotalTimeout)} ({totalTimeout})",
    };

    /// <summary>
    /// HttpClient's messages quote a status line, header or chunk that it cannot parse, and the address of a proxy that refuses, which may
    /// contain a password.
    /// </summary>
    private static bool QuotesServer(Exception? exception) => exception switch
    {
        null => false,
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ProxyTunnelError } => true,
        HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => true,
        _ => QuotesServer(exception.InnerException),
    };
}
