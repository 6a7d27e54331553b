using System.Globalization;
using System.Text;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

namespace OrderAssessment;

/// <summary>Tells the person at the terminal what happened.</summary>
internal static class Report
{
    internal static void Success(AssessmentOrderResult result) => Console.WriteLine($"""
        The assessment is ordered.
          Order id:   {result.Id}
          Remote id:  {result.RemoteId}
          Test link:  {result.TestUrl}
        """);

    /// <summary>What the response says of itself, seen before the call returns or throws.</summary>
    internal static void Response(StackOneResponseInfo info) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"Response: {info}; heartbeats applied: {YesNo(info.HeartbeatApplied)}; request id: {info.RequestId ?? "none"}"));

    /// <summary>The message says what happened and what to do; the members say it to a program.</summary>
    internal static void Failure(StackOneException failure)
    {
        var text = new StringBuilder($"{failure.GetType().Name}: {failure.Message}");
        foreach (string detail in Details(failure))
        {
            text.AppendLine().Append("  ").Append(detail);
        }

        Console.Error.WriteLine(text.ToString());
    }

    // An application would rather have a catch clause for each exception that it can do something about.
    private static IEnumerable<string> Details(StackOneException failure) =>
    [
        $"Outcome unknown: {YesNo(failure.OutcomeUnknown)}",
        .. failure switch
        {
            StackOneBadRequestException error => [.. Answer(error), .. error.ProviderErrors.Select(Provider)],
            StackOneApiException error => Answer(error),
            StackOneTimeoutException timeout => [$"Time limit: {timeout.Limit}"],
            StackOneConnectionException connection => [$"Connection: {connection.Failure}"],
            _ => Enumerable.Empty<string>(),
        },
    ];

    private static IEnumerable<string> Answer(StackOneApiException error)
    {
        yield return $"Status: {(int)error.StatusCode}";
        yield return $"Request id: {error.RequestId ?? "none"}";
        if (error.RetryAfter is { } wait)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Retry after: {wait.TotalSeconds} s");
        }

        if (error.Error?.Message is { } explanation)
        {
            yield return $"StackOne says: {explanation}";
        }
    }

    /// <summary>Not its body or the query of its address: they may hold a candidate's data.</summary>
    private static string Provider(StackOneProviderError error)
    {
        string? place = Uri.TryCreate(error.Url, UriKind.Absolute, out Uri? url) ? url.GetLeftPart(UriPartial.Path) : null;
        return $"The provider said: {error.Status} at {place ?? "an unknown address"}";
    }

    private static string YesNo(bool value) => value ? "yes" : "no";
}
