using System.Buffers;
using System.Text;
using CsCheck;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.Fuzz.Oracles;

namespace StackOne.Ats.Client.Tests.Properties;

public class ErrorBodyProperties
{
    private static readonly Gen<string> Name = Gen.Frequency(
        (4, Gen.OneOf("statusCode", "message", "timestamp", "data", "provider_errors", "status", "url", "raw", "headers").Select(name => $"\"{name}\"")),
        (1, JsonGen.Text));

    private static readonly Gen<string> Inner = JsonGen.ObjectOf(Name, JsonGen.Any);

    /// <summary>The members of the contract with anything in them, at both levels.</summary>
    private static readonly Gen<string> Body = JsonGen.ObjectOf(Name, Gen.OneOf(JsonGen.Any, Inner, JsonGen.ListOf(Gen.OneOf(Inner, JsonGen.Any))));

    [Fact]
    public void Read_AnyJson_KeepsEveryMember() =>
        Gen.OneOf(Body, JsonGen.Any).Sample(json => Assert.Null(FaultOf(Encoding.UTF8.GetBytes(json), json.Length)), iter: 5_000);

    /// <summary>Cut off anywhere, and in pieces: whatever is there is read as if it came in one.</summary>
    [Fact]
    public void Read_CutOffAnywhere_NeverThrows() =>
        Gen.Select(Body, Gen.Double[0, 1], Gen.Int[1, 50]).Sample(
            (json, cut, piece) =>
            {
                byte[] bytes = Encoding.UTF8.GetBytes(json);
                Assert.Null(FaultOf(bytes[..(int)(bytes.Length * cut)], piece));
            },
            iter: 5_000);

    [Fact]
    public void Read_AnyBytes_NeverThrows() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[1, 50]).Sample((bytes, piece) => Assert.Null(FaultOf(bytes, piece)), iter: 5_000);

    /// <summary>Strings that no string can hold, among others.</summary>
    [Fact]
    public void Read_AnyText_CanBeRead() =>
        Gen.Select(Body, TextProperties.Odd.Array[1, 5], Gen.Int[1, 50]).Sample(
            (json, odd, piece) =>
            {
                byte[][] parts = [.. json.Split('"').Select((part, i) => Encoding.UTF8.GetBytes(part).Concat(i % 2 == 1 ? odd[i % odd.Length] : []).Append((byte)'"').ToArray())];
                Assert.Null(FaultOf(parts.SelectMany(part => part).ToArray()[..^1], piece));
            },
            iter: 2_000);

    /// <summary>A detail that is nested deep, but can be sent back, is no reason to lose what stands beside it.</summary>
    [Fact]
    public void Read_AnyDepthThatIsRead_KeepsEveryMember() =>
        Gen.Int[1, 1_100].Sample(
            depth =>
            {
                string deep = new string('[', depth) + new string(']', depth);
                string json = $$"""{"detail":{{deep}},"message":"m","data":{"statusCode":409,"headers":{{deep}}},"provider_errors":[{"raw":{{deep}}}]}""";
                Assert.Null(FaultOf(Encoding.UTF8.GetBytes(json), 4096));
            },
            iter: 100);

    private static string? FaultOf(byte[] body, int piece) => ErrorBodyOracle.Fault(body, ErrorBodyReader.Read(Pieces.Of(body, piece)));
}

/// <summary>Bytes as a sequence of pieces of one length.</summary>
internal sealed class Pieces : ReadOnlySequenceSegment<byte>
{
    internal static ReadOnlySequence<byte> Of(byte[] bytes, int length)
    {
        Pieces? first = null, last = null;
        for (int at = 0; at < bytes.Length; at += length)
        {
            var next = new Pieces { Memory = bytes.AsMemory(at, Math.Min(length, bytes.Length - at)), RunningIndex = at };
            first ??= next;
            last?.Next = next;
            last = next;
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new(first, 0, last!, last!.Memory.Length);
    }
}
