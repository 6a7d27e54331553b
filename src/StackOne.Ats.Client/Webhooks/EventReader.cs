using System.Text;
using System.Text.Json;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Webhooks;

/// <summary>Reads an event as leniently as a response, into the type that its name stands for, and writes it again.</summary>
internal static class EventReader
{
    /// <summary>The JSON of the events.</summary>
    internal static ModelJson Json { get; } = CreateJson();

    /// <exception cref="StackOneWebhookException">The body is not a JSON object.</exception>
    internal static StackOneEvent Read(ReadOnlySpan<byte> json)
    {
        // RFC 8259, section 8.1: a parser may ignore it.
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        json = json.StartsWith(byteOrderMark) ? json[byteOrderMark.Length..] : json;
        try
        {
            Type guessed = EventTypes.For(FindName(json));
            StackOneEvent read = Read(json, guessed);
            // The name may be spelled with escapes, come twice, or be odd.
            Type type = EventTypes.For(read.Name?.Value);
            return type == guessed ? read : Read(json, type);
        }
        catch (UnreadableBodyException exception)
        {
            throw new StackOneWebhookException(StackOneWebhookFailure.NotAnEvent, $"The webhook has a body that {exception.Message}.");
        }
    }

    internal static byte[] Write(StackOneEvent written) => JsonSerializer.SerializeToUtf8Bytes(written, Json.Options.GetTypeInfo(written.GetType()));

    private static StackOneEvent Read(ReadOnlySpan<byte> json, Type type) =>
        (StackOneEvent)(ResponseReader.ReadAsDescribed(json, Json, type, out JsonException? failure)
            ?? ResponseReader.ReadLeniently(json.ToArray(), Json, type, mayBeEmpty: false, failure).Value!);

    /// <summary>The name of the event, as it is in the JSON; null if it is not found.</summary>
    private static string? FindName(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonText.Options);
        try
        {
            // The opening brace. After any other token, the loop ends.
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isName = reader.ValueSpan.SequenceEqual("event"u8);
                reader.Read();
                if (isName)
                {
                    return Encoding.UTF8.GetString(reader.ValueSpan);
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // The same is thrown when the event is read.
        }

        return null;
    }

    private static ModelJson CreateJson()
    {
        var json = new ModelJson(WebhookJsonContext.Default);
        json.Options.Converters.Add(new TextJsonConverter());
        return json;
    }
}
