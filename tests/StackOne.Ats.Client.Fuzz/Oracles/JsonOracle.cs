using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace StackOne.Ats.Client.Fuzz.Oracles;

/// <summary>What is kept of JSON, found by other means than the library's.</summary>
internal static partial class JsonOracle
{
    private const int MaxDepth = 1000;

    /// <summary>What the JSON of the API is made of.</summary>
    internal static readonly string[] Tokens =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud800", "\\udc00", "\\u0000", "null", "true", "false", "0", "-", "1e400", "400", "999", "1000",
        "\"id\":", "\"remote_id\":", "\"test_url\":", "\"statusCode\":", "\"status\\u0043ode\":", "\"message\":", "\"timestamp\":", "\"data\":", "\"NaN\"",
        "\"provider_errors\":", "\"status\":", "\"url\":", "\"raw\":", "\"headers\":", "\"$id\":", "\"$ref\":", "\"$type\":", "2026-03-01T12:00:00Z",
        "{\"a\":", "[[[[[[[[", "]]]]]]]]", "\n", "\r\n", " ", "\t", "//", "/*", "\ufeff", "\u00e9", "\ud83d\ude00", "<html>", "\0",
    ];

    /// <summary>The body without the line ends and byte order marks in front.</summary>
    internal static byte[] WithoutFront(ReadOnlySpan<byte> body)
    {
        Match front = Front().Match(Encoding.Latin1.GetString(body));
        return body[front.Length..].ToArray();
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

        using JsonDocument? document = Parse(Repaired(json));
        return document?.RootElement.ValueKind == JsonValueKind.Object;
    }

    /// <summary>Null for what is not JSON, or is nested too deep.</summary>
    internal static JsonDocument? Parse(byte[] json)
    {
        try
        {
            return JsonDocument.Parse(json, new() { MaxDepth = MaxDepth });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The last of each name.</summary>
    internal static Dictionary<string, JsonElement> Members(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            members[property.Name] = property.Value;
        }

        return members;
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
