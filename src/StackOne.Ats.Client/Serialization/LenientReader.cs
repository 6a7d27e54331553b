using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>
/// Reads a body as far as it can be read: it converts what can be converted without loss, and moves every other value that does not fit its
/// member to the additional members of the same object, under the same name.
/// </summary>
/// <remarks>
/// It changes the JSON to what the metadata of the models describes, which is then read in the ordinary way. The name of a value that does not
/// fit gets a mark in front, so that it is read as an additional member, and loses the mark again.
/// </remarks>
internal sealed class LenientReader
{
    private const char Mark = '\u0001';

    private static readonly JsonSerializerOptions Unmarking = ModelJson.Options(UsedModels.Instance, RemoveMarks);

    private readonly StringBuilder _path = new("$");
    private readonly List<string> _unexpected = [];

    /// <summary>Reads a JSON document.</summary>
    /// <returns>What was read, and the paths of the values that did not fit.</returns>
    /// <exception cref="UnreadableBodyException">The body is not a JSON object, or of another shape.</exception>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    internal static ReadBody Read(ReadOnlyMemory<byte> json, Type type)
    {
        using var document = JsonDocument.Parse(json, new() { MaxDepth = ModelJson.MaxDepth });
        JsonElement root = document.RootElement;
        TypeShape shape = TypeShape.Of(type);
        var reader = new LenientReader();
        JsonNode? body = null;
        if (shape.Members is null ? !reader.TryConvert(root, shape, out body) : root.ValueKind != JsonValueKind.Object)
        {
            throw new UnreadableBodyException(shape.Members is null ? "has another shape than the contract describes" : "is not a JSON object");
        }

        body ??= reader.Convert(root, shape, isEnvelope: type.IsAssignableTo(typeof(Envelope)));
        return new(body.Deserialize(Unmarking.GetTypeInfo(type))!, reader._unexpected);
    }

    private JsonObject Convert(JsonElement element, TypeShape model, bool isEnvelope = false)
    {
        var converted = new JsonObject();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string name = member.Name;
            // Of a name that comes twice, the last value counts.
            converted.Remove(Mark + name);
            if (!model.Members!.TryGetValue(name, out Type? type))
            {
                converted[name.StartsWith(Mark) ? Mark + name : name] = ScalarConversions.Create(member.Value);
                continue;
            }

            converted.Remove(name);
            int length = _path.Length;
            _path.Append('.').Append(name);
            TypeShape shape = TypeShape.Of(type);
            if (isEnvelope && shape.Item is not null && member.Value.ValueKind == JsonValueKind.Array)
            {
                (converted[name], JsonArray others) = ConvertFitting(member.Value, TypeShape.Of(shape.Item));
                if (others.Count > 0)
                {
                    converted[Mark + name] = others;
                }
            }
            else if (TryConvert(member.Value, shape, out JsonNode? value))
            {
                converted[name] = value;
            }
            else
            {
                _unexpected.Add(_path.ToString());
                converted[Mark + name] = ScalarConversions.Create(member.Value);
            }

            _path.Length = length;
        }

        return converted;
    }

    /// <summary>Converts a value; false if it does not fit.</summary>
    private bool TryConvert(JsonElement value, TypeShape shape, out JsonNode? converted)
    {
        converted = null;
        if (value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (shape.Conversion is { } conversion)
        {
            return conversion(value, out converted);
        }

        if (shape.Item is { } item)
        {
            return TryConvertList(value, TypeShape.Of(item), out converted);
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            converted = Convert(value, shape);
        }
        else if (!ScalarConversions.IsEmpty(value))
        {
            return TryConvertToValueWithSource(value, shape, out converted);
        }

        return true;
    }

    private bool TryConvertToValueWithSource(JsonElement value, TypeShape model, out JsonNode? converted)
    {
        converted = null;
        if (!model.IsValueWithSource || !TryConvert(value, TypeShape.Of(model.Members![ScalarConversions.Value]), out JsonNode? inner))
        {
            return false;
        }

        converted = new JsonObject { [ScalarConversions.Value] = inner };
        return true;
    }

    private bool TryConvertList(JsonElement value, TypeShape item, out JsonNode? converted)
    {
        converted = null;
        if (value.ValueKind == JsonValueKind.Array)
        {
            int unexpected = _unexpected.Count;
            (JsonArray fitting, JsonArray others) = ConvertFitting(value, item);
            if (others.Count > 0)
            {
                // The list is kept as a whole, so that it can be sent back as it came.
                _unexpected.RemoveRange(unexpected, _unexpected.Count - unexpected);
                return false;
            }

            converted = fitting;
            return true;
        }

        if (value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any())
        {
            converted = new JsonArray();
            return true;
        }

        if (ScalarConversions.IsEmpty(value))
        {
            return true;
        }

        if (!TryConvert(value, item, out JsonNode? only))
        {
            return false;
        }

        converted = new JsonArray(only);
        return true;
    }

    /// <summary>Converts the items that fit. The other items are returned as they came.</summary>
    private (JsonArray Fitting, JsonArray Others) ConvertFitting(JsonElement list, TypeShape item)
    {
        JsonArray fitting = [];
        JsonArray others = [];
        int length = _path.Length;
        int index = 0;
        foreach (JsonElement element in list.EnumerateArray())
        {
            _path.Append(CultureInfo.InvariantCulture, $"[{index++}]");
            if (TryConvert(element, item, out JsonNode? converted))
            {
                if (converted is not null)
                {
                    fitting.Add(converted);
                }
            }
            else
            {
                _unexpected.Add(_path.ToString());
                others.Add(ScalarConversions.Create(element));
            }

            _path.Length = length;
        }

        return (fitting, others);
    }

    private static void RemoveMarks(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property is { IsExtensionData: true, Get: { } get })
            {
                type.OnDeserialized += model => RemoveMarks((IDictionary<string, JsonElement>?)get(model));
            }
        }
    }

    private static void RemoveMarks(IDictionary<string, JsonElement>? members)
    {
        if (members is null)
        {
            return;
        }

        foreach (string name in members.Keys.Where(name => name.StartsWith(Mark)).ToArray())
        {
            members.Remove(name, out JsonElement value);
            members[name[1..]] = value;
        }
    }
}
