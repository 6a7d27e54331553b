using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Reading;

/// <summary>Detects names that would collide in C#.</summary>
internal static class Collisions
{
    public static readonly string[] EnumMembers = ["Value", "Parse", "TryParse", "Deconstruct", .. RecordMembers];

    public static readonly string[] QueryMembers = ["ToQueryString", .. RecordMembers];

    /// <summary>The members that every record has from <see cref="object"/> and the compiler.</summary>
    private static string[] RecordMembers =>
        ["ToString", "Equals", "GetHashCode", "GetType", "MemberwiseClone", "Finalize", "PrintMembers", "EqualityContract"];

    public static IReadOnlyCollection<string> OfModel(ModelType model) =>
    [
        "AdditionalProperties",
        "WireName",
        .. model.IsItem ? ["Raw"] : Array.Empty<string>(),
        .. model.IsPatch ? ["SetToNull"] : Array.Empty<string>(),
        .. RecordMembers,
    ];

    public static void Report(
        string place,
        string typeName,
        IEnumerable<(string WireName, string Name)> members,
        IReadOnlyCollection<string> reserved,
        Problems problems)
    {
        Dictionary<string, string> seen = [];
        foreach (var (wireName, name) in members)
        {
            string? with = name == typeName ? "the type itself"
                : reserved.Contains(name) ? "a built-in member"
                : seen.TryGetValue(name, out string? other) ? $"'{place}.{other}'"
                : null;
            if (with is not null)
            {
                problems.Add(
                    $"'{place}.{wireName}' would be named {typeName}.{name}, which conflicts with {with}: "
                    + $"add \"{place}.{wireName}: OtherName\" to '{Names.Members}' in names.yaml.",
                    $"{place}.{wireName}");
            }

            seen.TryAdd(name, wireName);
        }
    }

    /// <summary>Merges types with the same name. They must have the same shape.</summary>
    public static IReadOnlyList<TypeDefinition> Merge(IEnumerable<TypeDefinition> types, Problems problems)
    {
        List<TypeDefinition> merged = [];
        foreach (IGrouping<string, TypeDefinition> same in types.GroupBy(type => type.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            TypeDefinition first = same.First();
            merged.Add(first);
            foreach (TypeDefinition other in same.Skip(1))
            {
                string[] differences = [.. first.Shape.Except(other.Shape), .. other.Shape.Except(first.Shape)];
                if (first.GetType() != other.GetType() || differences.Length > 0)
                {
                    problems.Add(
                        $"names.yaml gives '{first.Place}' and '{other.Place}' the same name {first.Name}, "
                        + $"but they differ in {string.Join(", ", differences)}: rename one of them.",
                        other.Place);
                }
            }
        }

        return merged;
    }
}
