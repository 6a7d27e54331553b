using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StackOne.Ats.Client.Models;

/// <summary>Reads and writes an open enumeration as its wire string.</summary>
/// <remarks>
/// The enumerations of this library have it as an attribute, so you do not have to register it, not even with a
/// <see cref="JsonSerializerContext"/> of your own.
/// </remarks>
/// <typeparam name="T">An enumeration of this library, such as <see cref="ApplicationStatusValue"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OpenEnumJsonConverter<T> : JsonConverter<T>
    where T : struct, IParsable<T>
{
    /// <summary>Reads the wire string.</summary>
    /// <inheritdoc />
    /// <exception cref="JsonException">The JSON is not text, or it is empty, which is not a value.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } text
            ? T.Parse(text, provider: null)
            : throw new JsonException();

    /// <summary>Reads the name of a property, for a dictionary with such keys.</summary>
    /// <inheritdoc />
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.Parse(reader.GetString()!, provider: null);

    /// <summary>Writes the name of a property, for a dictionary with such keys.</summary>
    /// <inheritdoc />
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString()!);

    /// <summary>Writes the wire string, or null for a value that was never set or is empty.</summary>
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (value.ToString() is { Length: > 0 } text)
        {
            writer.WriteStringValue(text);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
