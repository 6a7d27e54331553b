using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>Every fault of a body in every kind of answer: success, success after heartbeats, and errors.</summary>
internal static class AnswerFaults
{
    private static readonly int[] Errors = [400, 408, 429, 502];

    internal const string Ok = "HTTP/1.1 200 OK\r\nX-Canary: canary@example.com\r\n";
    internal const string OkWithHeartbeat = Ok + "Preference-Applied: heartbeat\r\n";
    private const string Heartbeats = "\n\n\r\n\n";

    internal static IEnumerable<Fault> All { get; } = BodyFault.All.SelectMany(fault => (IEnumerable<Fault>)
    [
        .. Rows("success", fault, Ok, Orders.Result, error: null),
        .. Rows("success with heartbeats", fault, OkWithHeartbeat, Heartbeats + Orders.Result, error: null, heartbeat: true),
        .. Errors.SelectMany(status => Rows($"error {status}", fault, Head(status), ErrorBody(status), status)),
    ]);

    internal static string Head(int status) => $"HTTP/1.1 {status} Canary\r\nX-Canary: canary@example.com\r\n";

    internal static string ErrorBody(int status) =>
        $$"""{"statusCode":{{status}},"data":{"message":"canary@example.com"},"message":"canary"}""";

    private static IEnumerable<Fault> Rows(string answer, BodyFault fault, string head, string body, int? error, bool heartbeat = false)
    {
        StackOneTimeoutKind?[] limits = fault.End != BodyEnd.Waits
            ? [null]
            // Heartbeats lift the attempt's limit.
            : [.. fault.Limits.Where(limit => !(heartbeat && limit == StackOneTimeoutKind.Attempt)).Cast<StackOneTimeoutKind?>()];
        if (error is not null)
        {
            // The status is the same whichever limit ends the wait for the body.
            limits = limits[..1];
        }

        foreach (StackOneTimeoutKind? limit in limits)
        {
            Verdict expected = error is { } status ? Verdict.Status(status) : fault.End switch
            {
                BodyEnd.Lost => Verdict.Lost,
                BodyEnd.Unreadable => Verdict.Unreadable,
                BodyEnd.Waits => Verdict.TimedOut(limit!.Value),
                _ => Verdict.Success,
            };
            string name = limit is null ? $"{answer}: {fault.Name}" : $"{answer}: {fault.Name}, until {limit}";
            yield return new(name, [ReadRequest, .. fault.Play(head, body)], expected) { Heartbeat = heartbeat, Limit = limit, WaitsInBody = limit is not null };
        }
    }
}
