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
    public override IEnumerable<string> Shape => Members.Select(member => member.Shape);
}

/// <summary>An enumeration of strings. All enumerations are open, because the server may add values.</summary>
internal sealed record EnumType(string Place, string Name, string Summary, IReadOnlyList<EnumValue> Values)
    : TypeDefinition(Place, Name, Summary)
{
    public override IEnumerable<string> Shape => Values.Select(value => $"{value.WireValue} ({value.Name})");
}

internal sealed record EnumValue(string WireValue, string Name);

/// <summary>The query parameters of an operation, or a parameter that is an object (deepObject in OpenAPI).</summary>
/// <param name="IsFilter">Whether it is a deepObject parameter.</param>
internal sealed record QueryType(string Place, string Name, string Summary, IReadOnlyList<Member> Members, bool IsFilter)
    : TypeDefinition(Place, Name, Summary)
{
    public override IEnumerable<string> Shape => Members.Select(member => member.Shape);
}

/// <summary>A member of a JSON object, or a query parameter.</summary>
/// <param name="Filter">The members of a deepObject parameter.</param>
/// <param name="Obsolete">The message of the Obsolete attribute; null if the member is not deprecated.</param>
internal sealed record Member(
    string WireName,
    string Name,
    TypeReference Type,
    bool Required,
    bool Nullable,
    string Summary,
    string? Obsolete,
    QueryType? Filter = null)
{
    public string CSharpType => Required && !Nullable ? Type.Name : Type.Name + "?";

    public string Shape => $"{WireName} ({(Required ? "required " : "")}{CSharpType} {Name}{(Obsolete is null ? "" : ", deprecated")})";
}
