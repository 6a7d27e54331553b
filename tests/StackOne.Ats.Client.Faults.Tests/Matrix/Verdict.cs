namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>What a call came to, as far as it is promised.</summary>
/// <param name="Result">The exception's type with what distinguishes it from others of that type, or a success.</param>
/// <param name="OutcomeUnknown">Whether the order may have been carried out.</param>
/// <param name="Attempts">How many attempts the client says it made.</param>
/// <param name="Posts">How many complete POSTs the server got.</param>
/// <param name="Leaks">Whether the exception's text holds anything of a body, a header or a credential.</param>
internal sealed record Verdict(string Result, bool OutcomeUnknown = false, int Attempts = 1, int Posts = 1, bool Leaks = false)
{
    internal static Verdict Success { get; } = new("Success");

    internal static Verdict NeverConnected { get; } =
        Of(new StackOneConnectionException(StackOneConnectionFailure.CouldNotConnect, "")) with { Attempts = Clients.Attempts, Posts = 0 };

    internal static Verdict Lost { get; } =
        Of(new StackOneConnectionException(StackOneConnectionFailure.Lost, "")) with { OutcomeUnknown = true };

    internal static Verdict Unreadable { get; } = Of(new StackOneResponseException("")) with { OutcomeUnknown = true };

    internal static Verdict TimedOut(StackOneTimeoutKind limit) =>
        Of(new StackOneTimeoutException(limit, "")) with { OutcomeUnknown = true };

    /// <summary>What each status promises to a POST: which exception, whether it is sent again, whether its outcome is known.</summary>
    internal static Verdict Status(int status) => status switch
    {
        400 => Of(new StackOneBadRequestException("")),
        408 => SentAgain(new StackOneRequestTimedOutException("")) with { OutcomeUnknown = true },
        429 => SentAgain(new StackOneTooManyRequestsException("")),
        500 => Of(new StackOneInternalServerErrorException("")) with { OutcomeUnknown = true },
        502 => Of(new StackOneBadGatewayException("")) with { OutcomeUnknown = true },
        _ => Of(new StackOneApiException((System.Net.HttpStatusCode)status, "")) with { OutcomeUnknown = status is < 400 or > 501 },
    };

    /// <summary>What an exception says of itself. One that is not the library's counts as a failure of the promise.</summary>
    internal static Verdict Of(Exception exception)
    {
        string name = exception.GetType().Name;
        string result = exception switch
        {
            StackOneConnectionException connection => $"{name} {connection.Failure}",
            StackOneTimeoutException timeout => $"{name} {timeout.Kind}",
            StackOneApiException api => $"{name} {(int)api.StatusCode}",
            StackOneResponseException => name,
            // The library blames an application's own handler, of which there is none here.
            StackOneException => $"{name} because of {exception.InnerException?.GetType().Name}",
            _ => $"untyped {name}",
        };
        var failure = exception as StackOneException;
        return new(
            result,
            failure?.OutcomeUnknown ?? false,
            failure?.Attempts ?? 0,
            Leaks: Orders.Canaries.Any(canary => exception.ToString().Contains(canary, StringComparison.OrdinalIgnoreCase)));
    }

    private static Verdict SentAgain(Exception exception) => Of(exception) with { Attempts = Clients.Attempts, Posts = Clients.Attempts };
}
