using System.Text;
using System.Text.Json;

namespace StackOne.Ats.Client.Serialization;

/// <summary>What the JSON of a type looks like, by its metadata: a model, a list of another shape, or a single value.</summary>
internal sealed class TypeShape
{
    /// <summary>How a single value is converted; null if the type is not one.</summary>
    internal ScalarConversion? Conversion { get; private init; }

    /// <summary>The shape of the items of a list; null if the type is not a list.</summary>
    internal TypeShape? Item { get; private init; }

    /// <summary>The members of a model; null if the type is not one.</summary>
    internal MemberShape[]? Members { get; private init; }

    /// <summary>The value in a model that has only a unified value and the provider's own; null for other shapes.</summary>
    internal TypeShape? UnifiedValue => Members is { Length: 2 } && Members.Any(member => member.Name == ScalarConversions.SourceValue)
        ? Members.FirstOrDefault(member => member.Name == ScalarConversions.Value)?.Shape
        : null;

    /// <summary>Whether a value can be read, after conversion. For an object, that depends on nothing in it.</summary>
    internal bool Fits(JsonElement value) =>
        Conversion is not null ? Conversion(value) is not null
        : value.ValueKind == JsonValueKind.Null || (Item is not null
            ? FitsList(value, Item)
            : value.ValueKind == JsonValueKind.Object || ScalarConversions.IsEmpty(value) || UnifiedValue?.Fits(value) == true);

    /// <summary>Whether a value that fits is null after conversion.</summary>
    internal bool IsNull(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null
        || (Conversion is not null
            ? Conversion(value) == ScalarConversions.Null
            : ScalarConversions.IsEmpty(value) && (Item is null || value.ValueKind != JsonValueKind.Array));

    /// <summary>Whether a value that is no list stands for an empty one. Some languages write an empty list as an empty object.</summary>
    internal static bool IsEmptyList(JsonElement value) => value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any();

    private static bool FitsList(JsonElement value, TypeShape item)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return ScalarConversions.IsEmpty(value) || IsEmptyList(value) || item.Fits(value);
        }

        foreach (JsonElement element in value.EnumerateArray())
        {
            if (!item.Fits(element))
            {
                return false;
            }
        }

        return true;
    }

    internal static TypeShape Create(Type type, ModelJson models)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return new() { Item = models.ShapeOf(type.GetGenericArguments()[0]) };
        }

        if (ScalarConversions.For(Nullable.GetUnderlyingType(type) ?? type) is { } conversion)
        {
            return new() { Conversion = conversion };
        }

        return new()
        {
            Members =
            [
                .. models.Options.GetTypeInfo(type).Properties
                    .Where(property => property is { IsExtensionData: false, Get: not null })
                    .Select(property => new MemberShape(property.Name, property.PropertyType, models)),
            ],
        };
    }
}

/// <summary>A member of a model.</summary>
internal sealed class MemberShape(string name, Type type, ModelJson models)
{
    /// <summary>The name in JSON.</summary>
    internal string Name => name;

    internal byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    /// <remarks>Created when it is first used, because a model may contain itself.</remarks>
    internal TypeShape Shape => field ??= models.ShapeOf(type);

    /// <summary>The index of the member that a property is; -1 if it is unknown.</summary>
    /// <param name="members">The members of the model.</param>
    /// <param name="property">The property.</param>
    /// <param name="next">Where to begin, and where to begin next: properties nearly always come in the order of the members.</param>
    internal static int Find(MemberShape[] members, JsonProperty property, ref int next)
    {
        for (int i = 0; i < members.Length; i++)
        {
            int index = (next + i) % members.Length;
            if (property.NameEquals(members[index].Utf8Name))
            {
                next = index + 1;
                return index;
            }
        }

        return -1;
    }
}
