namespace StackOne.Ats.Generator.Model;

/// <summary>A type to be written.</summary>
/// <param name="Place">Where the contract has it: a schema, or a member or parameter that spells it out.</param>
internal abstract record TypeDefinition(string Place, string Name, string Summary)
{
    /// <summary>What makes two schemas the same type, one line a part. Descriptions and order do not count.</summary>
    public abstract IEnumerable<string> Shape { get; }
}

/// <summary>A JSON object.</summary>
internal sealed record ModelType(string Place, string Name, string Summary, IReadOnlyList<Member> Members)
    : TypeDefinition(Place, Name, Summary)
{
    public override IEnumerable<string> Shape => Members.Select(member => member.Shape);
}

/// <summary>An enumeration of strings. Those that the contract calls closed are open as well: a server may grow.</summary>
internal sealed record EnumType(string Place, string Name, string Summary, IReadOnlyList<EnumValue> Values)
    : TypeDefinition(Place, Name, Summary)
{
    public override IEnumerable<string> Shape => Values.Select(value => $"{value.WireValue} ({value.Name})");
}

internal sealed record EnumValue(string WireValue, string Name);

/// <summary>An operation's query parameters, or one of them that is itself an object (OpenAPI's deepObject).</summary>
/// <param name="IsFilter">Whether it is the latter.</param>
internal sealed record QueryType(string Place, string Name, string Summary, IReadOnlyList<Member> Members, bool IsFilter)
    : TypeDefinition(Place, Name, Summary)
{
    public override IEnumerable<string> Shape => Members.Select(member => member.Shape);
}

/// <summary>A member of a JSON object, or a query parameter.</summary>
/// <param name="Filter">Of a deepObject parameter, its own members.</param>
/// <param name="Obsolete">What to tell those who use it; null where it is not deprecated.</param>
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
