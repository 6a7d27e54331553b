using System.Collections.Concurrent;
using System.Text;
using StackOne.Ats.Client.Faults.Tests.Matrix;
using StackOne.Ats.Client.TestServer;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Faults.Tests.Memory;

/// <summary>An answer that is far larger than what is read of it.</summary>
/// <param name="Name">What is too large.</param>
/// <param name="CreateAnswer">What the server writes; made when it is needed, and before anything is measured.</param>
/// <param name="Expected">What the call comes to.</param>
/// <param name="Kept">How many bytes the client may allocate for it.</param>
internal sealed record Flood(string Name, Func<Step[]> CreateAnswer, Verdict Expected, long Kept = 0)
{
    internal const int MaxResponseBytes = 8 * 1024 * 1024;
    internal const int MaxErrorBytes = 64 * 1024;

    private const int Brackets = 10_000_000;

    /// <summary>The array that a body is read into doubles until it is a block of one MiB. The arrays before it are back in the pool.</summary>
    private const long Capped = MaxResponseBytes + (2 * 1024 * 1024);

    /// <summary>A large body is read in blocks, and joined when it is complete. What is wrong with it is then found with a JsonDocument of its size.</summary>
    private const long ReadTwice = 4L * Brackets;

    private const int Block = 64 * 1024;
    private const int Blocks = 100 * 1024 * 1024 / Block;
    private const int BlocksOfABomb = 1024 * 1024 * 1024 / Block;

    private static readonly ConcurrentDictionary<string, byte[]> Bombs = new();
    private static readonly string[] Encodings = ["gzip", "deflate", "br"];
    private static readonly string Chunked = AnswerFaults.Ok + "Transfer-Encoding: chunked\r\n\r\n";

    internal bool Heartbeat { get; init; }

    internal int Cap { get; init; } = MaxResponseBytes;

    internal static Flood[] All { get; } =
    [
        .. Encodings.Select(encoding => new Flood(
            $"a success of 1 GB as {encoding}", () => Bomb(AnswerFaults.Ok, encoding), Verdict.Unreadable, Capped)),
        .. Encodings.Select(encoding => new Flood(
            $"an error of 1 GB as {encoding}", () => Bomb(AnswerFaults.Head(400), encoding), Verdict.Status(400), MaxErrorBytes)),
        new("heartbeats of 100 MB", Heartbeats, Verdict.Success) { Heartbeat = true },
        new("a header of 100 MB", () => [Write(AnswerFaults.Ok + "X-Canary: "), Many('c'), Write("\r\n\r\n")], Verdict.Lost),
        new("a status line of 100 MB", () => [Write("HTTP/1.1 200 "), Many('c'), Write("\r\n\r\n")], Verdict.Lost),
        new("a chunk extension of 100 MB", () => [Write(Chunked + "2;canary="), Many('c'), Write("\r\n{}\r\n0\r\n\r\n")], Verdict.Lost),
        new("a trailer of 100 MB", () => [Write(Chunked + "2\r\n{}\r\n0\r\nX-Canary: "), Many('c'), Write("\r\n\r\n")], Verdict.Lost),
        new("10 million brackets", () => Whole(Deep), Verdict.Unreadable, ReadTwice) { Cap = 2 * Brackets },
        new("10 million brackets in a member", () => Whole("{\"canary\":" + Deep), Verdict.Unreadable, ReadTwice) { Cap = 2 * Brackets },
        new("an error of 10 million brackets", () => Whole(Deep, AnswerFaults.Head(400)), Verdict.Status(400), MaxErrorBytes),
    ];

    private static string Deep => new('[', Brackets);

    private static Step Many(char character) => Repeat(Blocks, Write(new string(character, Block)));

    private static Step[] Heartbeats() =>
    [
        Write(BodyFault.Length(AnswerFaults.OkWithHeartbeat, (Blocks * Block) + Orders.Result.Length)),
        Many('\n'),
        Write(Orders.Result),
    ];

    private static Step[] Whole(string body, string head = AnswerFaults.Ok) => [Write(BodyFault.Length(head, body.Length) + body)];

    private static Step[] Bomb(string head, string encoding)
    {
        byte[] bytes = Bombs.GetOrAdd(encoding, CreateBomb);
        return [Write(BodyFault.Length($"{head}Content-Encoding: {encoding}\r\n", bytes.Length)), Write(bytes)];
    }

    private static byte[] CreateBomb(string encoding) => EncodingFaults.Compress(encoding, stream =>
    {
        byte[] block = Encoding.Latin1.GetBytes(new string('x', Block));
        stream.Write("{\"message\":\""u8);
        for (int written = 0; written < BlocksOfABomb; written++)
        {
            stream.Write(block);
        }

        stream.Write("\"}"u8);
    });
}
