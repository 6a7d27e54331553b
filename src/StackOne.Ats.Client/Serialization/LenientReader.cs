using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StackOne.Ats.Client.Serialization;

/// <summary>
/// Reads a body as far as it can be read: it converts what can be converted without loss, and moves every other value that does not fit its
/// member to the additional members of the same object, under the same name.
/// </summary>
/// <remarks>
/// It writes the JSON that the metadata of the models describes, which is then read in the ordinary way. The name of a value that does not fit
/// gets a mark, so that it is read as an additional member: see <see cref="MarkedMembers"/>.
/// </remarks>
internal sealed class LenientReader
{
    /// <summary>What is kept has few escapes, as most JSON.</summary>
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = ModelJson.MaxConvertedDepth, SkipValidation = true };

    private readonly Utf8JsonWriter _writer;
    private readonly StringBuilder _path = new("$");
    private readonly List<string> _unexpected = [];

    private LenientReader(Utf8JsonWriter writer) => _writer = writer;

    /// <summary>Reads a JSON document.</summary>
    /// <returns>What was read, and the paths of the values that did not fit.</returns>
    /// <exception cref="UnreadableBodyException">The root of the document is of another shape, or it is nested too deep.</exception>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    internal static ReadBody Read(ReadOnlyMemory<byte> json, ModelJson models, Type type)
    {
        using var document = JsonDocument.Parse(json, new() { MaxDepth = ModelJson.MaxDepth });
        JsonElement root = document.RootElement;
        TypeShape shape = models.ShapeOf(type);
        if (shape.Members is not null ? root.ValueKind != JsonValueKind.Object : shape.IsNull(root) || !shape.Fits(root))
        {
            throw new UnreadableBodyException("has another shape at the root of its JSON ($) than the contract describes");
        }

        var converted = new ArrayBufferWriter<byte>(json.Length);
        using var writer = new Utf8JsonWriter(converted, Options);
        var reader = new LenientReader(writer);
        reader.Write(root, shape, isEnvelope: type.IsAssignableTo(typeof(Envelope)));
        writer.Flush();
        return new(models.ReadConverted(converted.WrittenSpan, type), reader._unexpected);
    }

    /// <summary>Writes a value that fits.</summary>
    private void Write(JsonElement value, TypeShape shape, bool isEnvelope = false)
    {
        if (shape.Conversion is { } conversion)
        {
            WriteScalar(value, conversion(value)!);
        }
        else if (shape.IsNull(value))
        {
            _writer.WriteNullValue();
        }
        else if (shape.Item is { } item)
        {
            WriteList(value, item);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            WriteObject(value, shape.Members!, isEnvelope);
        }
        else
        {
            _writer.WriteStartObject();
            _writer.WritePropertyName(ScalarConversions.Value);
            Write(value, shape.UnifiedValue!);
            _writer.WriteEndObject();
        }
    }

    private void WriteScalar(JsonElement value, string converted)
    {
        if (converted == ScalarConversions.Unchanged)
        {
            value.WriteTo(_writer);
        }
        else
        {
            _writer.WriteRawValue(converted, skipInputValidation: true);
        }
    }

    /// <summary>Writes the items that fit, and records the others. A single value that is no list is the only item.</summary>
    private void WriteList(JsonElement value, TypeShape item)
    {
        _writer.WriteStartArray();
        if (value.ValueKind == JsonValueKind.Array)
        {
            int length = _path.Length;
            int index = 0;
            foreach (JsonElement element in value.EnumerateArray())
            {
                _path.Append(CultureInfo.InvariantCulture, $"[{index++}]");
                if (!item.Fits(element))
                {
                    _unexpected.Add(_path.ToString());
                }
                else if (!item.IsNull(element))
                {
                    Write(element, item);
                }

                _path.Length = length;
            }
        }
        else if (!TypeShape.IsEmptyList(value) && !item.IsNull(value))
        {
            Write(value, item);
        }

        _writer.WriteEndArray();
    }

    private void WriteObject(JsonElement value, MemberShape[] members, bool isEnvelope)
    {
        _writer.WriteStartObject();
        // Of a name that comes twice, the last value counts: the number of its property within the object.
        int[] last = ArrayPool<int>.Shared.Rent(members.Length);
        int number = 0;
        int next = 0;
        foreach (JsonProperty property in value.EnumerateObject())
        {
            number++;
            if (MemberShape.Find(members, property, ref next) is >= 0 and var found)
            {
                last[found] = number;
            }
        }

        number = 0;
        foreach (JsonProperty property in value.EnumerateObject())
        {
            number++;
            int found = MemberShape.Find(members, property, ref next);
            if (found < 0)
            {
                string name = property.Name;
                WriteAdditional(MarkedMembers.IsMarked(name) ? MarkedMembers.Mark(name) : name, property.Value);
            }
            else if (last[found] == number)
            {
                WriteMember(property.Value, members[found], isEnvelope);
            }
        }

        ArrayPool<int>.Shared.Return(last);
        _writer.WriteEndObject();
    }

    private void WriteMember(JsonElement value, MemberShape member, bool isEnvelope)
    {
        TypeShape shape = member.Shape;
        int length = _path.Length;
        _path.Append('.').Append(member.Name);
        if (shape.Conversion?.Invoke(value) is { } converted)
        {
            _writer.WritePropertyName(member.Utf8Name);
            WriteScalar(value, converted);
        }
        else if (shape.Conversion is null && shape.Fits(value))
        {
            _writer.WritePropertyName(member.Utf8Name);
            Write(value, shape);
        }
        else if (isEnvelope && shape.Item is { } item && value.ValueKind == JsonValueKind.Array)
        {
            // An item that cannot be read must not cost the others.
            _writer.WritePropertyName(member.Utf8Name);
            WriteList(value, item);
            _writer.WriteStartArray(MarkedMembers.Mark(member.Name));
            foreach (JsonElement element in value.EnumerateArray().Where(element => !item.Fits(element)))
            {
                element.WriteTo(_writer);
            }

            _writer.WriteEndArray();
        }
        else
        {
            _unexpected.Add(_path.ToString());
            WriteAdditional(MarkedMembers.Mark(member.Name), value);
        }

        _path.Length = length;
    }

    private void WriteAdditional(string name, JsonElement value)
    {
        _writer.WritePropertyName(name);
        value.WriteTo(_writer);
    }
}
