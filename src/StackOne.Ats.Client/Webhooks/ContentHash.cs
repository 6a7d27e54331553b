using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Webhooks;

/// <summary>A hash of JSON that is the same for the same content: neither white space, escapes nor the order of members count.</summary>
internal static class ContentHash
{
    internal static string Compute(ReadOnlyMemory<byte> json)
    {
        var sorted = new ArrayBufferWriter<byte>(json.Length);
        using var document = JsonDocument.Parse(json, new() { MaxDepth = ModelJson.MaxDepth });
        using var writer = new Utf8JsonWriter(sorted);
        Write(document.RootElement, writer);
        writer.Flush();
        return Convert.ToHexString(SHA256.HashData(sorted.WrittenSpan));
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
