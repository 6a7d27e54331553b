using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Serialization;

/// <summary>
/// Reads a body as far as it can be read: it converts what can be converted without loss, and moves every other value that does not fit its
/// member to the additional members of the same object, under the same name.
/// </summary>
/// <remarks>
/// It changes the JSON to what the metadata of the models describes, which is then read in the ordinary way. The name of a value that does not
/// fit gets a mark, so that it is read as an additional member: see <see cref="MarkedMembers"/>.
/// </remarks>
internal sealed class LenientReader
{
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
        JsonNode body = shape.Members is not null
            ? root.ValueKind == JsonValueKind.Object ? reader.Convert(root, shape, isEnvelope: type.IsAssignableTo(typeof(Envelope))) : throw OtherShape()
            : reader.TryConvert(root, shape, out JsonNode? other) && other is not null ? other : throw OtherShape();
        return new(body.Deserialize(MarkedMembers.Options.GetTypeInfo(type))!, reader._unexpected);
    }

    private static UnreadableBodyException OtherShape() => new("has another shape at the root of its JSON ($) than the contract describes");

    private JsonObject Convert(JsonElement element, TypeShape model, bool isEnvelope = false)
    {
        var converted = new JsonObject();
        foreach ((string name, JsonElement value) in MembersOf(element))
        {
            if (!model.Members!.TryGetValue(name, out Type? type))
            {
                converted[MarkedMembers.IsMarked(name) ? MarkedMembers.Mark(name) : name] = ScalarConversions.Create(value);
                continue;
            }

            int length = _path.Length;
            _path.Append('.').Append(name);
            TypeShape shape = TypeShape.Of(type);
            if (isEnvelope && shape.Item is not null && value.ValueKind == JsonValueKind.Array)
            {
                // An item that cannot be read must not cost the others, which nobody sends back.
                (converted[name], JsonArray others) = ConvertFitting(value, TypeShape.Of(shape.Item));
                if (others.Count > 0)
                {
                    converted[MarkedMembers.Mark(name)] = others;
                }
            }
            else if (TryConvert(value, shape, out JsonNode? fitting))
            {
                converted[name] = fitting;
            }
            else
            {
                _unexpected.Add(_path.ToString());
                converted[MarkedMembers.Mark(name)] = ScalarConversions.Create(value);
            }

            _path.Length = length;
        }

        return converted;
    }

    /// <summary>The members by name. Of a name that comes twice, the last value counts.</summary>
    private static Dictionary<string, JsonElement> MembersOf(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
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

        if (ScalarConversions.IsEmpty(value) || !TryConvert(value, item, out JsonNode? only))
        {
            return ScalarConversions.IsEmpty(value);
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
}
