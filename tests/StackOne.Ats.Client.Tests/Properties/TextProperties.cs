using System.Text;
using CsCheck;
using StackOne.Ats.Client.Fuzz.Oracles;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Tests.Properties;

public class TextProperties
{
    /// <summary>Pieces of strings, whole characters and parts of them.</summary>
    internal static Gen<byte[]> Odd { get; } = Gen.OneOf(
        Gen.OneOf("a", "\u00e9", "\u20ac", "\ud83d\ude00", "\\\\", "\\n", "\\ud83d\\ude00", "\\uD83D\\uDE00", "\\u00e9", "\\ufffd").Select(Encoding.UTF8.GetBytes),
        Gen.OneOf("\\ud83d", "\\udbff", "\\ude00", "\\uDFFF", "\\\\ud83d", "\\\\\\ud83d", "\\ud83d\\n").Select(Encoding.UTF8.GetBytes),
        Gen.OneOf(Bytes(0xC3), Bytes(0xE2, 0x82), Bytes(0xF0, 0x9F, 0x98), Bytes(0x80), Bytes(0xFF), Bytes(0xED, 0xA0, 0x80), Bytes(0xC0, 0x80)));

    private static readonly Gen<byte[]> Text = Gen.Frequency(
        (3, Odd.Array[0, 8].Select(parts => parts.SelectMany(part => part).ToArray())),
        (2, Gen.String.Select(Encoding.UTF8.GetBytes)),
        (1, Gen.Byte.Array[0, 20]));

    [Fact]
    public void IsReadable_AnyBytes_IsWhatTheOracleSays() =>
        Text.Sample(text => Assert.Equal(JsonOracle.IsReadable(text), JsonText.IsReadable(text)), iter: 20_000);

    [Fact]
    public void Repair_AnyBytes_MakesThemReadable() =>
        Text.Sample(text => Assert.Equal(JsonOracle.Repaired(text), JsonText.Repair(text).ToArray()), iter: 20_000);

    private static byte[] Bytes(params byte[] bytes) => bytes;
}
