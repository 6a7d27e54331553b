using System.Text;
using StackOne.Ats.Client.TestServer;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>What a fault in a body does to a success. To an error it does nothing: its status is known already.</summary>
internal enum BodyEnd
{
    /// <summary>It is seen to be cut off, or cannot be decoded.</summary>
    Lost,

    /// <summary>It is truncated, looks complete, and is not the result.</summary>
    Unreadable,

    /// <summary>It does not end.</summary>
    Waits,

    /// <summary>It is unusual, but valid.</summary>
    Whole,
}

/// <summary>A fault in the body of any answer.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="End">What becomes of the body.</param>
/// <param name="Play">What the server does, given the lines of the head that come before its own, and what the body should be.</param>
internal sealed record BodyFault(string Name, BodyEnd End, Func<string, string, Step[]> Play)
{
    /// <summary>The limits that end the wait for the body.</summary>
    internal StackOneTimeoutKind[] Limits { get; init; } = [];

    private static readonly TimeSpan Trickle = Clients.ShortLimit / 8;

    internal static BodyFault[] All { get; } =
    [
        new("closed in the body", BodyEnd.Lost, (head, body) => [Write(Length(head, body.Length)), Write(Half(body)), Close]),
        new("reset in the body", BodyEnd.Lost, (head, body) => [Write(Length(head, body.Length)), Write(Half(body)), Reset]),
        new("closed before the body", BodyEnd.Lost, (head, body) => [Write(Length(head, body.Length)), Close]),
        new("reset before the body", BodyEnd.Lost, (head, body) => [Write(Length(head, body.Length)), Reset]),
        new("Content-Length too long", BodyEnd.Lost, (head, body) => [Write(Length(head, body.Length + 1) + body), Close]),
        new("Content-Length too short", BodyEnd.Unreadable, (head, body) => [Write(Length(head, body.Length - 1) + body)]),
        new("no length, closed in the body", BodyEnd.Unreadable, (head, body) => [Write(head + "\r\n" + Half(body)), Close]),
        new("no length, reset in the body", BodyEnd.Lost, (head, body) => [Write(head + "\r\n" + Half(body)), Reset]),
        new("no length, whole", BodyEnd.Whole, (head, body) => [Write(head + "\r\n" + body), Close]),
        new("chunked, whole, a byte a chunk", BodyEnd.Whole, (head, body) =>
            [Write(Chunked(head)), Write(string.Concat(body.Select(c => Chunk(c.ToString()))) + Chunk(""))]),
        new("bad chunk size", BodyEnd.Lost, (head, body) => [Write(Chunked(head) + Chunk(Half(body)) + "canary\r\n" + body)]),
        new("endless chunk size", BodyEnd.Lost, (head, body) => [Write(Chunked(head) + new string('F', 17) + "\r\n" + body)]),
        new("chunk of another length than it says", BodyEnd.Lost, (head, body) => [Write(Chunked(head) + "2\r\n" + body + "\r\n")]),
        new("closed in a chunk", BodyEnd.Lost, (head, body) => [Write(Chunked(head) + Chunk(body)[..^4]), Close]),
        new("reset in a chunk", BodyEnd.Lost, (head, body) => [Write(Chunked(head) + Chunk(body)[..^4]), Reset]),
        new("closed before the last chunk", BodyEnd.Lost, (head, body) => [Write(Chunked(head) + Chunk(body)), Close]),
        new("not JSON", BodyEnd.Unreadable, (head, _) => [Write(Length(head, 6) + "canary")]),
        new("silence before the body", BodyEnd.Waits, (head, body) => [Write(Length(head, body.Length)), Stall])
        {
            Limits = [StackOneTimeoutKind.Idle, StackOneTimeoutKind.Attempt],
        },
        new("silence in the body", BodyEnd.Waits, (head, body) => [Write(Length(head, body.Length)), Write(Half(body)), Stall])
        {
            Limits = [StackOneTimeoutKind.Idle, StackOneTimeoutKind.Attempt, StackOneTimeoutKind.Total],
        },
        new("Content-Length too long, then silence", BodyEnd.Waits, (head, body) => [Write(Length(head, body.Length + 1) + body), Stall])
        {
            Limits = [StackOneTimeoutKind.Idle],
        },
        new("a byte at a time", BodyEnd.Waits, (head, body) => [Write(Length(head, body.Length)), WriteSlowly(body, 1, Trickle)])
        {
            Limits = [StackOneTimeoutKind.Attempt, StackOneTimeoutKind.Total],
        },
        .. EncodingFaults.All,
    ];

    internal static string Length(string head, int length) => $"{head}Content-Length: {length}\r\n\r\n";

    private static string Chunked(string head) => $"{head}Transfer-Encoding: chunked\r\n\r\n";

    private static string Chunk(string text) => $"{Encoding.Latin1.GetByteCount(text):x}\r\n{text}\r\n";

    private static string Half(string body) => body[..(body.Length / 2)];
}
