using System.Text.Json;

namespace StackOne.Ats.Client.Serialization;

/// <summary>An envelope that the server may leave out: the body is the list then, instead of an object with it.</summary>
internal interface IBareList;

/// <summary>Puts a list without its envelope into one, so that it is read as any other.</summary>
internal static class BareList
{
    private static ReadOnlySpan<byte> Opening => "{\"data\":"u8;

    /// <summary>Whether the type may come without its envelope, and does.</summary>
    internal static bool Is(ReadOnlySpan<byte> json, Type type) =>
        type.IsAssignableTo(typeof(IBareList)) && json.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];

    /// <summary>The list in an envelope.</summary>
    /// <exception cref="JsonException">The body is not JSON. In an envelope, it might become so, and the place of the fault would be
    /// another.</exception>
    internal static byte[] Wrap(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ModelJson.MaxDepth - 1 });
        while (reader.Read())
        {
        }

        return [.. Opening, .. json, (byte)'}'];
    }

    /// <summary>Converts a path in the envelope to one in the body. All begin with "$.data", because the envelope has nothing but the list.</summary>
    internal static string Unwrap(string path) => string.Concat("$", path.AsSpan("$.data".Length));
}
