using System.Security.Cryptography;
using System.Text;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Webhooks;

public class SignatureTests
{
    private const string Body = """{"a":1}""";
    private const string Right = "WgWPAorWrGzfa5jf6MVDalZIN74waItIByWig7vwfpo";

    /// <summary>A body whose signature has both characters that base64url has instead of those of base64.</summary>
    private const string OtherBody = """{"a":14}""";

    public static TheoryData<string> NoSignatures { get; } = new((string[])
    [
        $" {Right}", $"{Right} ", $"\t{Right}", $"{Right}\r\n", $"\u00a0{Right}", " ", "\r\n",
        $"{Right},{Right}", $"{Right}, {Right}", $"{Right} {Right}", $"sha256={Right}", $"v1,{Right}", $"\"{Right}\"",
        $"{Right}==", $"={Right}", "=", $"{Right[..42]}=", $"{Right[..42]}==", Right[1..], Right[..42], $"{Right}A", $"{Right}AA",
        Right.ToLowerInvariant(), Right.ToUpperInvariant(), new('A', 43), new('\0', 43), new('=', 44),
        Convert.ToHexString(HMACSHA256.HashData(Hooks.Bytes(Hooks.Secret), Hooks.Bytes(Body))),
        // Characters that are those of the signature if their upper byte is dropped.
        $"\u0157{Right[1..]}", $"{Right[..42]}\u016f", $"{Right}\u013d", $"\ud800{Right[1..]}",
        // The last character has two bits too many. Only one of the four that stand for the same bytes is right.
        $"{Right[..42]}p", $"{Right[..42]}q", $"{Right[..42]}r", $"{Right[..42]}p=",
        new('A', 1 << 20), string.Concat(Enumerable.Repeat(Right, 1 << 15)), new(' ', 1 << 20), $"{Right}{new string('=', 1 << 20)}",
    ]);

    public static TheoryData<byte[]> Bodies { get; } = new((byte[][])
    [
        [], [0], [0, 0, 0, 0], "\r\n"u8.ToArray(), "{\r\n\"a\":1\r\n}\r\n"u8.ToArray(), "\u00ef\u00bb\u00bf{}"u8.ToArray(),
        Encoding.Unicode.GetBytes(Body), Encoding.BigEndianUnicode.GetBytes(Body), [0xEF, 0xBB, 0xBF, .. "{}"u8], [0xFF, 0xFE, 0xC0, 0x80],
        [.. Enumerable.Range(0, 256).Select(value => (byte)value)], new byte[5 << 20],
    ]);

    [Theory]
    [InlineData(Right)]
    [InlineData(Right + "=")]
    public void Read_SignatureOfTheVector_IsAccepted(string signature)
    {
        StackOneEvent received = Hooks.Reader.Read(Hooks.Bytes(Body), signature);

        Assert.Equal(1, received.AdditionalProperties!["a"].GetInt32());
        Assert.Equal(Right, StackOneWebhookReader.ComputeSignature(Hooks.Bytes(Body), Hooks.Secret));
    }

    [Fact]
    public void Read_SignatureWrongByAnyOneBit_IsRefused()
    {
        byte[] hash = HMACSHA256.HashData(Hooks.Bytes(Hooks.Secret), Hooks.Bytes(Body));
        Assert.Equal(Right, Text(hash));

        for (int bit = 0; bit < hash.Length * 8; bit++)
        {
            byte[] wrong = [.. hash];
            wrong[bit / 8] ^= (byte)(0x80 >> (bit % 8));
            foreach (string signature in (string[])[Text(wrong), Text(wrong) + "="])
            {
                Assert.Equal(StackOneWebhookFailure.WrongSignature, Hooks.Refusal(() => Hooks.Reader.Read(Hooks.Bytes(Body), signature)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(NoSignatures), DisableDiscoveryEnumeration = true)]
    public void Read_NotExactlyASignature_IsRefused(string signature)
    {
        Assert.Equal(StackOneWebhookFailure.WrongSignature, Hooks.Refusal(() => Hooks.Reader.Read(Hooks.Bytes(Body), signature)));
        Assert.Equal(StackOneWebhookFailure.WrongSignature, Hooks.Refusal(() => Hooks.Reader.VerifySignature(Hooks.Bytes(Body), signature)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Read_NoSignature_IsMissing(string? signature)
    {
        Assert.Equal(StackOneWebhookFailure.MissingSignature, Hooks.Refusal(() => Hooks.Reader.Read(Hooks.Bytes(Body), signature)));
        Assert.Equal(StackOneWebhookFailure.MissingSignature, Hooks.Refusal(() => Hooks.Reader.Read([], signature)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("canary-signature")]
    [InlineData("canary-signature-canary-signature-canary-si")]
    public void Read_RefusedSignature_IsNotShown(string? signature)
    {
        var reader = new StackOneWebhookReader(new() { Secrets = ["canary-secret"] });

        var refused = Assert.Throws<StackOneWebhookException>(() => reader.Read("{\"a\":\"canary\"}"u8, signature));

        Assert.DoesNotContain("canary", refused.ToString(), StringComparison.Ordinal);
        Assert.Null(refused.InnerException);
    }

    [Fact]
    public void Read_OneAlphabetOnly_IsAccepted()
    {
        string signature = StackOneWebhookReader.ComputeSignature(Hooks.Bytes(OtherBody), Hooks.Secret);
        Assert.Contains('-', signature);
        Assert.Contains('_', signature);

        Hooks.Reader.VerifySignature(Hooks.Bytes(OtherBody), signature);
        Assert.All(
            [signature.Replace('-', '+'), signature.Replace('_', '/'), signature.Replace('-', '+').Replace('_', '/') + "="],
            base64 => Assert.Throws<StackOneWebhookException>(() => Hooks.Reader.VerifySignature(Hooks.Bytes(OtherBody), base64)));
    }

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public void Verify_AnyBytes_CountAsTheyAre(byte[] body)
    {
        string signature = Text(HMACSHA256.HashData(Hooks.Bytes(Hooks.Secret), body));

        Assert.Equal(signature, StackOneWebhookReader.ComputeSignature(body, Hooks.Secret));
        Hooks.Reader.VerifySignature(body, signature);
        Assert.All<byte[]>(
            [
                [.. body, 0], [.. body, (byte)'\n'], [(byte)' ', .. body],
                .. body.Length > 0 ? (byte[][])[body[1..], body[..^1], [(byte)(body[0] ^ 1), .. body[1..]]] : [],
            ],
            changed => Assert.Equal(StackOneWebhookFailure.WrongSignature, Hooks.Refusal(() => Hooks.Reader.VerifySignature(changed, signature))));
    }

    /// <summary>What decides is the body as it came: the same JSON with a space more has another signature.</summary>
    [Fact]
    public void Read_JsonThatWasWrittenAgain_IsRefused() =>
        Assert.Equal(StackOneWebhookFailure.WrongSignature, Hooks.Refusal(() => Hooks.Reader.Read(Hooks.Bytes("""{"a": 1}"""), Right)));

    [Theory]
    [InlineData("k")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("AAAA")]
    [InlineData("00ff")]
    [InlineData(" with spaces ")]
    [InlineData("schlüssel-中-😀")]
    [InlineData("longer than a block of SHA-256, whose keys are hashed first: 0123456789012345678901234567890123456789")]
    public void Read_Secret_IsItsBytesAsTheyStand(string secret)
    {
        var reader = new StackOneWebhookReader(new() { Secrets = [secret] });

        reader.Read(Hooks.Bytes(Body), Text(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Hooks.Bytes(Body))));

        Assert.Throws<StackOneWebhookException>(() => reader.Read(Hooks.Bytes(Body), Right));
    }

    [Fact]
    public void Read_SeveralSecrets_AnyOfThemIsAccepted()
    {
        var reader = new StackOneWebhookReader(new() { Secrets = ["first", "second", "third"] });

        foreach (string secret in (string[])["first", "second", "third"])
        {
            reader.Read(Hooks.Bytes(Body), StackOneWebhookReader.ComputeSignature(Hooks.Bytes(Body), secret));
        }

        Assert.Equal(
            StackOneWebhookFailure.WrongSignature,
            Hooks.Refusal(() => reader.Read(Hooks.Bytes(Body), StackOneWebhookReader.ComputeSignature(Hooks.Bytes(Body), "fourth"))));
    }

    [Fact]
    public void Read_ByManyThreads_EachGetsItsOwn() => Parallel.For(0, 2000, number =>
    {
        byte[] body = Hooks.Bytes($$"""{"event":"ats_jobs.updated","record_id":{{number}}}""");

        Assert.Equal(number.ToString((IFormatProvider?)null), Hooks.Read(body).RecordId);
        Assert.Throws<StackOneWebhookException>(() => Hooks.Reader.Read(body, Right));
    });

    private static string Text(byte[] hash) => Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
