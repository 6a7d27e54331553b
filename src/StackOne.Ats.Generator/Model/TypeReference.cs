namespace StackOne.Ats.Generator.Model;

internal enum TypeKind
{
    Text,
    Boolean,
    Number,
    DateTime,

    /// <summary>Any JSON value.</summary>
    Any,

    /// <summary>An object with arbitrary members.</summary>
    Map,
    List,
    Model,
    Enum,

    /// <summary>Bytes, in base64.</summary>
    Bytes,
}

/// <summary>A reference to a type.</summary>
/// <param name="Name">The C# type, without the <c>?</c> of a nullable type.</param>
/// <param name="Item">The item type of a list.</param>
internal sealed record TypeReference(TypeKind Kind, string Name, TypeReference? Item = null)
{
    public static TypeReference Text { get; } = new(TypeKind.Text, "string");

    public static TypeReference Boolean { get; } = new(TypeKind.Boolean, "bool");

    public static TypeReference DateTime { get; } = new(TypeKind.DateTime, "DateTimeOffset");

    public static TypeReference Bytes { get; } = new(TypeKind.Bytes, "ReadOnlyMemory<byte>");

    public static TypeReference Any { get; } = new(TypeKind.Any, "JsonNode");

    public static TypeReference Map { get; } = new(TypeKind.Map, "JsonObject");

    public static TypeReference Number(string name) => new(TypeKind.Number, name);

    public static TypeReference List(TypeReference item, bool nullableItems) =>
        new(TypeKind.List, $"IReadOnlyList<{item.Name}{(nullableItems ? "?" : "")}>", item);
}
