using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Reading;

/// <summary>Finds things that would have the same name in C#.</summary>
internal static class Collisions
{
    /// <summary>What every model has of itself, or from <see cref="object"/> and the compiler.</summary>
    public static readonly string[] OfModels = ["AdditionalProperties", .. OfRecords];

    public static readonly string[] OfEnums = ["Value", "Parse", "TryParse", "Deconstruct", .. OfRecords];

    public static readonly string[] OfQueries = ["ToQueryString", .. OfRecords];

    private static string[] OfRecords =>
        ["ToString", "Equals", "GetHashCode", "GetType", "MemberwiseClone", "Finalize", "PrintMembers", "EqualityContract"];

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
                : reserved.Contains(name) ? "what the type has of itself"
                : seen.TryGetValue(name, out string? other) ? $"'{place}.{other}'"
                : null;
            if (with is not null)
            {
                problems.Add(
                    $"'{place}.{wireName}' would be called {typeName}.{name}, like {with}: "
                    + $"write \"{place}.{wireName}: OtherName\" under '{Names.Members}' in names.yaml.");
            }

            seen.TryAdd(name, wireName);
        }
    }

    /// <summary>One type a name: schemas that share one must have the same shape.</summary>
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
                        $"names.yaml calls both '{first.Place}' and '{other.Place}' {first.Name}, "
                        + $"but they differ in {string.Join(", ", differences)}: give one of them a name of its own.");
                }
            }
        }

        return merged;
    }
}
