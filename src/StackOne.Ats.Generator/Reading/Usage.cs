using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Reading;

/// <summary>Completes the types by how the operations use them.</summary>
internal static class Usage
{
    /// <returns>The types, without those that nothing uses.</returns>
    public static IReadOnlyList<TypeDefinition> Apply(IReadOnlyList<TypeDefinition> types, IReadOnlyList<Operation> operations)
    {
        Dictionary<string, TypeDefinition> all = types.ToDictionary(type => type.Name);
        HashSet<string> received = Reach(operations.SelectMany(operation => new[] { operation.Result.Type, operation.Result.Inner }), all);
        foreach (ModelType model in types.OfType<ModelType>())
        {
            all[model.Name] = model with
            {
                // A new client has no reason to send what is deprecated.
                Members = [.. model.Members.Where(member => member.Obsolete is null || received.Contains(model.Name))],
                IsItem = operations.Any(one => one.Result.Kind == ResultKind.Item && one.Result.Type!.Name == model.Name),
                IsPatch = operations.Any(one => one.HttpMethod == "PATCH" && one.Body?.Type.Name == model.Name),
                IsSelected = operations.Any(one =>
                    one.Result.Type?.Name == model.Name && one.Query?.Members.Any(member => member.SelectsMembers) == true),
            };
        }

        HashSet<string> used = Reach(
            [
                .. operations.SelectMany(operation => new[] { operation.Body?.Type, operation.Result.Type, operation.Result.Inner }),
                .. operations.SelectMany(operation => operation.Query?.Members ?? []).Select(member => member.Type),
            ],
            all);
        return [.. types.Where(type => type is QueryType || used.Contains(type.Name)).Select(type => all[type.Name])];
    }

    /// <summary>The names of the types, and of all that are in them.</summary>
    private static HashSet<string> Reach(IEnumerable<TypeReference?> roots, Dictionary<string, TypeDefinition> all)
    {
        HashSet<string> reached = [];
        var open = new Stack<TypeReference?>(roots);
        while (open.TryPop(out TypeReference? type))
        {
            if (type?.Item is { } item)
            {
                open.Push(item);
            }
            else if (type is not null && reached.Add(type.Name) && all.GetValueOrDefault(type.Name) is ModelType model)
            {
                foreach (Member member in model.Members)
                {
                    open.Push(member.Type);
                }
            }
        }

        return reached;
    }
}
