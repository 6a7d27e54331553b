using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StackOne.Ats.Client.Models;

/// <summary>
/// Reads and writes an open enumeration as its wire string. The enumerations of this library carry it already: there is
/// nothing to register, in this library's JSON or in an application's own <see cref="JsonSerializerContext"/>.
/// </summary>
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

    /// <summary>Writes the wire string; of a value that was never set, null.</summary>
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
