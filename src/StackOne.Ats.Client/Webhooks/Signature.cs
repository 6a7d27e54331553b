using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace StackOne.Ats.Client.Webhooks;

/// <summary>The signature of a body: HMAC-SHA256 as base64url.</summary>
internal static class Signature
{
    /// <summary>The length of a signature without padding.</summary>
    private const int Length = 43;
    private const int PaddedLength = Length + 1;

    internal static byte[] Key(string secret) => Encoding.UTF8.GetBytes(secret);

    internal static string Compute(ReadOnlySpan<byte> body, ReadOnlySpan<byte> key)
    {
        Span<byte> text = stackalloc byte[PaddedLength];
        Compute(body, key, text);
        return Encoding.ASCII.GetString(text[..Length]);
    }

    /// <summary>Throws unless the signature is that of the body by one of the keys.</summary>
    /// <remarks>
    /// The texts are compared, not the decoded bytes: the last character has two bits that a decoder may ignore, and only one of the four texts
    /// is the signature.
    /// </remarks>
    internal static void Verify(ReadOnlySpan<byte> body, string? signature, byte[][] keys)
    {
        if (string.IsNullOrEmpty(signature))
        {
            throw new StackOneWebhookException(
                StackOneWebhookFailure.MissingSignature,
                $"The webhook has no signature: the header {StackOneWebhookReader.SignatureHeader} is missing.");
        }

        ReadOnlySpan<char> unpadded = signature is { Length: PaddedLength } and [.., '='] ? signature.AsSpan(0, Length) : signature;
        Span<byte> received = stackalloc byte[Length];
        if (unpadded.Length != Length || Ascii.FromUtf16(unpadded, received, out _) != System.Buffers.OperationStatus.Done)
        {
            throw new StackOneWebhookException(
                StackOneWebhookFailure.WrongSignature,
                "The webhook's signature is not one: it must be 43 characters of base64url, or 44 with padding, with nothing around it.");
        }

        Span<byte> expected = stackalloc byte[PaddedLength];
        bool isRight = false;
        foreach (byte[] key in keys)
        {
            Compute(body, key, expected);
            isRight |= CryptographicOperations.FixedTimeEquals(received, expected[..Length]);
        }

        if (!isRight)
        {
            throw new StackOneWebhookException(
                StackOneWebhookFailure.WrongSignature,
                "The webhook's signature is wrong: check the signing secrets, and that the body is passed byte for byte as it arrived.");
        }
    }

    /// <summary>Writes the signature with its padding.</summary>
    private static void Compute(ReadOnlySpan<byte> body, ReadOnlySpan<byte> key, Span<byte> text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, body, hash);
        Base64.EncodeToUtf8(hash, text, out _, out _);
        // Base64Url is not in .NET 8.
        text.Replace((byte)'+', (byte)'-');
        text.Replace((byte)'/', (byte)'_');
    }
}
