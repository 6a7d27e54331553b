namespace StackOne.Ats.Generator.Model;

/// <summary>A type to generate.</summary>
/// <param name="Place">The location in the contract: a schema, or a member or parameter with an inline schema.</param>
internal abstract record TypeDefinition(string Place, string Name, string Summary)
{
    /// <summary>The parts that two schemas must have in common to share a type. Descriptions and order are ignored.</summary>
    public abstract IEnumerable<string> Shape { get; }
}

/// <summary>A JSON object.</summary>
internal sealed record ModelType(string Place, string Name, string Summary, IReadOnlyList<Member> Members)
    : TypeDefinition(Place, Name, Summary)
{
    /// <summary>Whether an operation returns it in an envelope, which may hold the provider's answers as well.</summary>
    public bool IsItem { get; init; }

    /// <summary>Whether it is the body of a PATCH, in which a null differs from an absent member.</summary>
    public bool IsPatch { get; init; }

    /// <summary>Whether a query selects the members that are read.</summary>
    public bool IsSelected { get; init; }

    /// <summary>Whether it is one unified value beside the provider's own: the type of the former, or null.</summary>
    public TypeReference? UnifiedValue =>
        Members is [{ WireName: "value", Type: { Kind: TypeKind.Enum } value }, { WireName: "source_value" }] ? value : null;

    public override IEnumerable<string> Shape => Members.Select(member => member.Shape);
}

/// <summary>An enumeration of strings. All enumerations are open, because the server may add values.</summary>
internal sealed record EnumType(string Place, string Name, string Summary, IReadOnlyList<EnumValue> Values)
    : TypeDefinition(Place, Name, Summary)
{
    /// <summary>The values of the contract as they are in JSON. names.yaml can leave some out of <see cref="Values"/>.</summary>
    public required IReadOnlyList<string> All { get; init; }

    public bool IsComplete => All.Count == Values.Count;

    public override IEnumerable<string> Shape => Values.Select(value => $"{value.WireValue} ({value.Name})");
}

internal sealed record EnumValue(string WireValue, string Name, string? Description);

/// <summary>The query parameters of an operation.</summary>
/// <param name="Obsolete">The message of the Obsolete attribute; null if the operation is not deprecated.</param>
internal sealed record QueryType(string Place, string Name, string Summary, IReadOnlyList<Member> Members, string? Obsolete)
    : TypeDefinition(Place, Name, Summary)
{
    /// <summary>The model that the parameters select members of; null for a download.</summary>
    public string? Item { get; init; }

    public override IEnumerable<string> Shape =>
    [
        .. Members.Select(member => member.Shape),
        .. Item is not null && Members.Any(member => member.SelectsMembers) ? [$"the members of {Item}"] : Array.Empty<string>(),
        .. Obsolete is null ? Array.Empty<string>() : ["deprecated"],
    ];
}

/// <summary>A member of a JSON object, or a query parameter.</summary>
/// <param name="WireName">The name in JSON or in the query, such as <c>filter[updated_after]</c>.</param>
/// <param name="Obsolete">The message of the Obsolete attribute; null if the member is not deprecated.</param>
internal sealed record Member(
    string WireName,
    string Name,
    TypeReference Type,
    bool Required,
    bool Nullable,
    string Summary,
    string? Obsolete)
{
    /// <summary>Whether it is a list in the query whose items are parameters each, instead of one text with separators.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether it is a list of names in the query, which can be those of members.</summary>
    public bool SelectsMembers => this is { Type.Kind: TypeKind.List, IsRepeated: false };

    /// <summary>Always nullable, also if the contract requires the member: providers leave members out, and requirements are lifted.</summary>
    public string CSharpType => Type.Name + "?";

    public string Shape => $"{WireName} ({(Required ? "required " : "")}{CSharpType} {Name}"
        + $"{(IsRepeated ? ", repeated" : "")}{(Obsolete is null ? "" : ", deprecated")})";
}
