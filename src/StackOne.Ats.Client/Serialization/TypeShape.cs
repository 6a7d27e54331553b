using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>What the JSON of a type looks like, from the metadata of System.Text.Json: a model, a list of another shape, or a single value.</summary>
/// <param name="Members">The type of each member of a model, by its JSON name; null if the type is not a model.</param>
/// <param name="Item">The type of the items of a list; null if the type is not a list.</param>
/// <param name="Conversion">How a single value is converted; null if the type is not one.</param>
internal sealed record TypeShape(IReadOnlyDictionary<string, Type>? Members, Type? Item, ScalarConversion? Conversion)
{
    private static readonly ConcurrentDictionary<Type, TypeShape> Known = new();

    /// <summary>Whether the model is a unified value beside the provider's own.</summary>
    internal bool IsValueWithSource { get; } =
        Members is { Count: 2 } && Members.ContainsKey(ScalarConversions.Value) && Members.ContainsKey(ScalarConversions.SourceValue);

    internal static TypeShape Of(Type type) => Known.GetOrAdd(type, Create);

    /// <summary>The type of the items of a list; null if the type is not a list.</summary>
    internal static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static TypeShape Create(Type type)
    {
        if (ItemOf(type) is { } item)
        {
            return new(null, item, null);
        }

        if (ScalarConversions.For(Nullable.GetUnderlyingType(type) ?? type) is { } conversion)
        {
            return new(null, null, conversion);
        }

        IEnumerable<JsonPropertyInfo> members = ModelJson.Shared.GetTypeInfo(type).Properties.Where(property => !property.IsExtensionData);
        return new(members.ToDictionary(property => property.Name, property => property.PropertyType), null, null);
    }
}
