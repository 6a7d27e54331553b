using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace StackOne.Ats.Client.Fuzz.Oracles;

/// <summary>What is kept of JSON, found by other means than the library's.</summary>
internal static partial class JsonOracle
{
    internal const int MaxDepth = 1000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The body without the line ends and byte order marks in front.</summary>
    internal static byte[] WithoutFront(ReadOnlySpan<byte> body)
    {
        Match front = Front().Match(Encoding.Latin1.GetString(body));
        return body[front.Length..].ToArray();
    }

    /// <summary>Whether it is UTF-8 without an escape that is half of a surrogate pair.</summary>
    internal static bool IsReadable(byte[] body)
    {
        string text = Encoding.UTF8.GetString(body);
        return IsUtf8(body) && Repaired(text) == text;
    }

    internal static bool IsUtf8(byte[] body)
    {
        try
        {
            Strict.GetCharCount(body);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>The body with U+FFFD for all that no string can hold.</summary>
    internal static byte[] Repaired(ReadOnlySpan<byte> body) => Encoding.UTF8.GetBytes(Repaired(Encoding.UTF8.GetString(body)));

    /// <summary>Whether the body, without what is in front of it, is an object that is not nested too deep.</summary>
    internal static bool IsObject(ReadOnlySpan<byte> body, int limit)
    {
        byte[] json = WithoutFront(body);
        if (json.Length > limit)
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(Repaired(json), new() { MaxDepth = MaxDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>As it came: the same value, with numbers in the same notation.</summary>
    internal static bool IsKept(JsonElement value, JsonElement kept) => Canonical(value).AsSpan().SequenceEqual(Canonical(kept));

    /// <summary>Without white space, and with the same escapes.</summary>
    private static byte[] Canonical(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            value.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidOperationException">A string of it cannot be read.</exception>
    internal static void ReadAll(JsonElement element)
    {
        var left = new Stack<JsonElement>([element]);
        while (left.TryPop(out JsonElement next))
        {
            switch (next.ValueKind)
            {
                case JsonValueKind.Array:
                    foreach (JsonElement item in next.EnumerateArray())
                    {
                        left.Push(item);
                    }

                    break;
                case JsonValueKind.Object:
                    foreach (JsonProperty property in next.EnumerateObject())
                    {
                        _ = property.Name;
                        left.Push(property.Value);
                    }

                    break;
                default:
                    // The text of an array or object has that of all within it: reading it at every level would take the square of the depth.
                    _ = next.ToString();
                    break;
            }
        }
    }

    private static string Repaired(string text) => Escape().Replace(text, escape => escape.Groups["lone"].Success ? "\\ufffd" : escape.Value);

    [GeneratedRegex(@"\A(\r|\n|\u00ef\u00bb\u00bf)*")]
    private static partial Regex Front();

    [GeneratedRegex(@"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", RegexOptions.Singleline)]
    private static partial Regex Escape();
}
