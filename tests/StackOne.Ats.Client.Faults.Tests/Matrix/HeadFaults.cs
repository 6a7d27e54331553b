using System.Globalization;
using StackOne.Ats.Client.TestServer;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>Faults in the status line and the headers of the answer, and answers that are unusual and still in order.</summary>
internal static class HeadFaults
{
    private const string Ok = AnswerFaults.Ok;
    private const string Interim = "HTTP/1.1 103 Early Hints\r\nLink: </canary>\r\n\r\n";

    private static readonly string TenInterims = string.Concat(Enumerable.Repeat(Interim, 10));
    private static readonly string Answer = BodyFault.Length(Ok, Orders.Result.Length) + Orders.Result;
    private static readonly TimeSpan Trickle = Clients.ShortLimit / 8;

    internal static IEnumerable<Fault> All { get; } =
    [
        Row("closed in the status line", Verdict.Lost, Write("HTTP/1.1 20"), Close),
        Row("reset in the status line", Verdict.Lost, Write("HTTP/1.1 20"), Reset),
        Row("closed in the headers", Verdict.Lost, Write(Ok + "X-Canary"), Close),
        Row("reset in the headers", Verdict.Lost, Write(Ok + "X-Canary"), Reset),
        .. Waiting("silence in the status line", Write("HTTP/1.1 20"), Stall),
        .. Waiting("silence in the headers", Write(Ok + "X-Canary"), Stall),
        .. Waiting("headers a byte at a time", WriteSlowly(Ok + "X-Canary: canary\r\n\r\n", 1, Trickle)),
        Row("not HTTP", Verdict.Lost, Write("220 canary.example.com ESMTP\r\n\r\n")),
        Row("a status that is no number", Verdict.Lost, Write("HTTP/1.1 2OO canary\r\n\r\n")),
        Row("a header without a colon", Verdict.Lost, Write(Ok + "canary\r\n\r\n")),
        Row("HTTP/2 on a connection of HTTP/1.1", Verdict.Lost, Write("HTTP/2 200 canary\r\n\r\n")),
        Row("TLS where there should be none", Verdict.Lost, Write(new byte[] { 21, 3, 3, 0, 2, 2, 40 }), Close),
        Row("a header of 1 MB", Verdict.Lost, Write(Ok + $"X-Large: {new string('c', 1024 * 1024)}\r\n\r\n")),
        Row("100,000 headers", Verdict.Lost, Write(Ok), Repeat(100, Write(string.Concat(Enumerable.Repeat("X-Canary: canary\r\n", 1000))))),
        Row("HTTP/1.0", Verdict.Success, Write(Answer.Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal)), Close),
        Row("HTTP/1.0 without a length", Verdict.Success, Write($"HTTP/1.0 200 OK\r\n\r\n{Orders.Result}"), Close),
        Row("HTTP/1.0 without a length, cut", Verdict.Unreadable, Write($"HTTP/1.0 200 OK\r\n\r\n{Orders.Result[..20]}"), Close),
        Row("HTTP/1.0 without a body", Verdict.Unreadable, Write("HTTP/1.0 200 OK\r\n\r\n"), Close),
        Row("HTTP/1.0, reset in the body", Verdict.Lost, Write($"HTTP/1.0 200 OK\r\n\r\n{Orders.Result[..20]}"), Reset),
        Row("a storm of 1xx, then an answer", Verdict.Success, Repeat(100, Write(TenInterims)), Write(Answer)),
        Row("a storm of 1xx, then a close", Verdict.Lost, Repeat(100, Write(TenInterims)), Close),
        Row("a storm of 1xx, then a reset", Verdict.Lost, Repeat(100, Write(TenInterims)), Reset),
        .. Waiting("1xx for ever", Repeat(int.MaxValue, Write(Interim), Wait(Trickle))),
        Row("101", Verdict.Status(101), Write("HTTP/1.1 101 Canary\r\nConnection: Upgrade\r\nUpgrade: canary\r\n\r\n"), Close),
        Row("204", Verdict.Unreadable, Write("HTTP/1.1 204 No Content\r\n\r\n")),
        Row("304", Verdict.Status(304), Write("HTTP/1.1 304 Not Modified\r\n\r\n")),
        Row("a status of 999", Verdict.Status(999), Write(BodyFault.Length("HTTP/1.1 999 Canary\r\n", 0))),
        .. new[] { 400, 408, 429, 500, 502, 503, 504 }.Select(status => LateError(status, status.ToString(CultureInfo.InvariantCulture))),
        LateError(502, "\"502\""),
    ];

    private static Fault Row(string name, Verdict expected, params Step[] answer) => new(name, [ReadRequest, .. answer], expected);

    /// <summary>Before the headers have come only the attempt's and the call's limits count: a row for each.</summary>
    private static IEnumerable<Fault> Waiting(string name, params Step[] answer) =>
        new[] { StackOneTimeoutKind.Attempt, StackOneTimeoutKind.Total }.Select(limit =>
            Row($"{name}, until {limit}", Verdict.TimedOut(limit), answer) with { Limit = limit });

    /// <summary>An error that comes after heartbeats, inside a success.</summary>
    private static Fault LateError(int status, string notation)
    {
        string body = AnswerFaults.ErrorBody(status).Replace($":{status}", $":{notation}", StringComparison.Ordinal);
        string head = BodyFault.Length(AnswerFaults.OkWithHeartbeat, body.Length + 2);
        return Row($"error {notation} after heartbeats", Verdict.Status(status), Write(head), Write("\n"), Write("\n"), Write(body)) with
        {
            Heartbeat = true,
        };
    }
}
