using System.Globalization;
using System.Text;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

namespace OrderAssessment;

/// <summary>Prints the result of the order.</summary>
internal static class Report
{
    /// <summary>Prints where the calls go, before the first one.</summary>
    internal static void Destination(Account? account, Uri address) =>
        Console.WriteLine(account is null ? $"Sandbox at {address.OriginalString}" : $"Account {account.Id} at {address.OriginalString}");

    internal static void Success(AssessmentOrderResult result) => Console.WriteLine($"""
        The assessment was ordered.
          Order id:   {result.Id}
          Remote id:  {result.RemoteId}
          Test link:  {result.TestUrl}
        """);

    /// <summary>Prints the response. Called before the call returns or throws.</summary>
    internal static void Response(StackOneResponseInfo info) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"Response: {info}; heartbeats applied: {YesNo(info.HeartbeatApplied)}; request id: {info.RequestId ?? "none"}"));

    /// <summary>Prints the message, which says what happened and what to do, and the properties that a program would use.</summary>
    internal static void Failure(StackOneException failure)
    {
        var text = new StringBuilder($"{failure.GetType().Name}: {failure.Message}");
        foreach (string detail in Details(failure))
        {
            text.AppendLine().Append("  ").Append(detail);
        }

        Console.Error.WriteLine(text.ToString());
    }

    // An application would have a catch clause for each exception that it can handle.
    private static IEnumerable<string> Details(StackOneException failure) =>
    [
        $"Outcome unknown: {YesNo(failure.OutcomeUnknown)}",
        .. failure switch
        {
            StackOneBadRequestException error => [.. ApiDetails(error), .. error.ProviderErrors.Select(Provider)],
            StackOneApiException error => ApiDetails(error),
            StackOneTimeoutException timeout => [$"Time limit: {timeout.Kind}"],
            StackOneConnectionException connection => [$"Connection: {connection.Failure}"],
            _ => Enumerable.Empty<string>(),
        },
    ];

    private static IEnumerable<string> ApiDetails(StackOneApiException error)
    {
        yield return $"Status: {(int)error.StatusCode}";
        yield return $"Request id: {error.RequestId ?? "none"}";
        if (error.RetryAfter is { } wait)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Retry after: {wait.TotalSeconds} s");
        }

        if (error.Error?.Message is { } explanation)
        {
            yield return $"StackOne's message: {explanation}";
        }
    }

    /// <summary>Leaves out the body and the query of the URL, which may contain candidates' data.</summary>
    private static string Provider(StackOneProviderError error)
    {
        string? location = Uri.TryCreate(error.Url, UriKind.Absolute, out Uri? url) ? url.GetLeftPart(UriPartial.Path) : null;
        return $"Provider error: {error.Status} from {location ?? "an unknown URL"}";
    }

    private static string YesNo(bool value) => value ? "yes" : "no";
}
