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
        Gen.OneOf(Body, JsonGen.Any).Sample(json => Assert.Null(FaultOf(Encoding.UTF8.GetBytes(json))), iter: 5_000);

    [Fact]
    public void Read_CutOffAnywhere_NeverThrows() =>
        Gen.Select(Body, Gen.Double[0, 1]).Sample(
            (json, cut) =>
            {
                byte[] bytes = Encoding.UTF8.GetBytes(json);
                Assert.Null(FaultOf(bytes[..(int)(bytes.Length * cut)]));
            },
            iter: 5_000);

    [Fact]
    public void Read_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Assert.Null(FaultOf(bytes)), iter: 5_000);

    /// <summary>Strings that no string can hold, among others.</summary>
    [Fact]
    public void Read_AnyText_CanBeRead() =>
        Gen.Select(Body, TextProperties.Odd.Array[1, 5]).Sample(
            (json, odd) =>
            {
                byte[][] parts = [.. json.Split('"').Select((part, i) => Encoding.UTF8.GetBytes(part).Concat(i % 2 == 1 ? odd[i % odd.Length] : []).Append((byte)'"').ToArray())];
                Assert.Null(FaultOf(parts.SelectMany(part => part).ToArray()[..^1]));
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
                Assert.Null(FaultOf(Encoding.UTF8.GetBytes(json)));
            },
            iter: 100);

    private static string? FaultOf(byte[] body) => ErrorBodyOracle.Fault(body, ErrorBodyReader.Read(body));
}
