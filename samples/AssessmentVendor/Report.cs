using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

namespace AssessmentVendor;

/// <summary>Prints what a vendor shows its own users. It is their screen, not a log: logs must not have candidates' data.</summary>
internal static class Report
{
    /// <summary>Prints where the calls go, before the first one.</summary>
    internal static void Destination(Account? account, Uri address) =>
        Console.WriteLine(account is null ? $"Sandbox at {address.OriginalString}" : $"Account {account.Id} at {address.OriginalString}");

    internal static void Order(Order order, OrderDetails details) => Console.WriteLine($"""
        Order {order.Id}
          Candidate:    {NameOf(details.Candidate)} <{EmailOf(details.Candidate)}>
          Job:          {details.Job.Title} ({details.Job.JobStatus?.Value})
          Application:  {details.Application.ApplicationStatus?.Value}, since {details.Application.CreatedAt:yyyy-MM-dd}
          Hiring team:  {string.Join(", ", details.Job.HiringTeam?.Select(NameAndRole) ?? [])}
        """);

    internal static void Result(AssessmentResultUpdateRequest result) => Console.WriteLine($"""
        The result was sent.
          Result:       {result.Result?.Value}, {result.Score?.Value} of {result.Score?.Max} points
          Link:         {result.ResultUrl}
        """);

    internal static void ResultLink(string? url) => Console.WriteLine($"The application now links to {url}");

    internal static void Canceled() =>
        Console.Error.WriteLine("The candidate does not exist anymore. The order was canceled. Delete what you stored of the candidate.");

    internal static void SendingAgain(StackOneException failure) => Console.Error.WriteLine(
        $"{failure.GetType().Name}: {failure.Message}\n  Sending the same result again: it does no harm.");

    /// <summary>Prints the message, which says what happened, and what becomes of the order.</summary>
    internal static void Failure(StackOneException failure) => Console.Error.WriteLine($"""
        {failure.GetType().Name}: {failure.Message}
          {NextStep(failure)}
        """);

    private static string NextStep(StackOneException failure) => failure switch
    {
        StackOnePreconditionFailedException => "Keep the order. Ask the customer to reconnect the account, then process the order again.",
        { OutcomeUnknown: true } => "Keep the result and send it again later. It may have arrived.",
        StackOneTooManyRequestsException => "Keep the order and process it again later.",
        _ => "Keep the order. It needs a person's attention.",
    };

    private static string? NameOf(Candidate candidate) => candidate.Name ?? $"{candidate.FirstName} {candidate.LastName}";

    private static string? EmailOf(Candidate candidate) => candidate.Email ?? (candidate.Emails is [var first, ..] ? first.Value : null);

    private static string NameAndRole(HiringTeamMember member) => $"{member.FirstName} {member.LastName} ({member.Role})";
}
