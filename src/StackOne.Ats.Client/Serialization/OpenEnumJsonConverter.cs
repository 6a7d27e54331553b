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
    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? T.Parse(reader.GetString()!, provider: null)
            : throw new JsonException();

    /// <summary>Writes the wire string, or null for a value that was never set.</summary>
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (EqualityComparer<T>.Default.Equals(value, default))
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStringValue(value.ToString());
        }
    }
}
