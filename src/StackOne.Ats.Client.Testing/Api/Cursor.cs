using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>A position in a list.</summary>
/// <param name="After">The number of the record that it comes after.</param>
/// <param name="Page">The number of pages before it.</param>
internal sealed record Cursor(int After, int Page)
{
    private const int PositionLength = 8;
    private const int Length = 16;

    internal static Cursor Start { get; } = new(0, 0);

    /// <summary>Reads the text of a cursor; null if it is not one that <see cref="Write"/> returned for the same list.</summary>
    internal static Cursor? Read(string text, string scope)
    {
        byte[] bytes;
        try
        {
            bytes = WebEncoders.Base64UrlDecode(text);
        }
        catch (FormatException)
        {
            return null;
        }

        if (bytes.Length != Length)
        {
            return null;
        }

        var cursor = new Cursor(BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4)));
        return cursor.Write(scope) == text ? cursor : null;
    }

    /// <summary>The position and a checksum over the position and the list.</summary>
    internal string Write(string scope)
    {
        byte[] bytes = new byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, After);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), Page);
        byte[] hash = SHA256.HashData([.. bytes.AsSpan(0, PositionLength), .. Encoding.UTF8.GetBytes(scope)]);
        hash.AsSpan(0, Length - PositionLength).CopyTo(bytes.AsSpan(PositionLength));
        return WebEncoders.Base64UrlEncode(bytes);
    }
}
