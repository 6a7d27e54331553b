using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>Faults up to the end of the request: in connecting, in TLS, while the order is sent, and right after it.</summary>
internal static class RequestFaults
{
    private const string Ok = AnswerFaults.Ok;

    /// <summary>Sent, as far as the client can know; not read, as far as the server does.</summary>
    private static readonly Verdict LostUnread = Verdict.Lost with { Posts = 0 };

    /// <summary>A reset may come before connect has returned: then nothing was sent, and the next attempt may fare either way.</summary>
    private static readonly Verdict[] Racing =
    [
        Verdict.NeverConnected,
        LostUnread with { Attempts = Clients.Attempts },
    ];

    internal static Fault[] All { get; } =
    [
        new("refused", [], Verdict.NeverConnected),
        new("TLS: self-signed certificate", [HandshakeSelfSigned], Verdict.NeverConnected) { Tls = true },
        new("TLS: closed at once", [Close], Verdict.NeverConnected) { Tls = true },
        new("TLS: reset in the handshake", [ReadBytes(32), Reset], Verdict.NeverConnected) { Tls = true },
        new("TLS: answered without TLS", [ReadBytes(32), Write(Ok + "\r\n"), Close], Verdict.NeverConnected) { Tls = true },
        // Nothing was sent. But that a limit ran out is no evidence of it, as it is with the silence below.
        new("TLS: silence, until Attempt", [Stall], Verdict.TimedOut(StackOneTimeoutKind.Attempt) with { Posts = 0 })
        {
            Tls = true,
            Limit = StackOneTimeoutKind.Attempt,
        },
        new("closed at once", [Close], LostUnread) { Or = Racing },
        new("reset at once", [Reset], LostUnread) { Or = Racing },
        new("closed before the request is read", [ReadBytes(1), Close], LostUnread),
        new("reset before the request is read", [ReadBytes(1), Reset], LostUnread),
        new("closed after the head is read", [ReadHead, Close], LostUnread),
        new("reset after the head is read", [ReadHead, Reset], LostUnread),
        new("closed in a large body", [ReadHead, ReadBytes(10_000), Close], LostUnread) { Order = Orders.Large },
        new("reset in a large body", [ReadHead, ReadBytes(10_000), Reset], LostUnread) { Order = Orders.Large },
        // How much of the request goes out before the limit ends it is a race.
        new("silence, nothing read", [Stall], Verdict.TimedOut(StackOneTimeoutKind.Attempt))
        {
            Limit = StackOneTimeoutKind.Attempt,
            Or = [Verdict.TimedOut(StackOneTimeoutKind.Attempt) with { Posts = 0 }],
        },
        new("silence after the head is read", [ReadHead, Stall], Verdict.TimedOut(StackOneTimeoutKind.Total)) { Limit = StackOneTimeoutKind.Total },
        new("silence in a large body", [ReadHead, ReadBytes(10_000), Stall], Verdict.TimedOut(StackOneTimeoutKind.Attempt) with { Posts = 0 })
        {
            Limit = StackOneTimeoutKind.Attempt,
            Order = Orders.Large,
            // On a busy machine, the kernel may have taken all of it by then.
            Or = [Verdict.TimedOut(StackOneTimeoutKind.Attempt)],
        },
        new("closed after the request", [ReadRequest, Close], Verdict.Lost),
        new("reset after the request", [ReadRequest, Reset], Verdict.Lost),
        new("silence after the request, until Attempt", [ReadRequest, Stall], Verdict.TimedOut(StackOneTimeoutKind.Attempt))
        {
            Limit = StackOneTimeoutKind.Attempt,
        },
        new("silence after the request, until Total", [ReadRequest, Stall], Verdict.TimedOut(StackOneTimeoutKind.Total))
        {
            Limit = StackOneTimeoutKind.Total,
        },
        new("answered before the request is read", [Write(BodyFault.Length(Ok, Orders.Result.Length) + Orders.Result)], Verdict.Success),
        new("refused before the body is read", [ReadHead, Write(BodyFault.Length(AnswerFaults.Head(400), 0))], Verdict.Status(400)),
    ];
}
