using StackOne.Ats.Generator.Emitting;
using StackOne.Ats.Generator.Model;
using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator;

/// <summary>Generates the code in memory: from the text of the contract and the names to the text of the files.</summary>
internal static class CodeGenerator
{
    /// <exception cref="GenerationException">The contract or the names are invalid.</exception>
    public static SortedDictionary<string, string> Generate(string contract, string names, string rootNamespace, string assembly) =>
        Generate(ContractReader.Read(contract, names), rootNamespace, assembly);

    /// <returns>The content of each file, by its path (with slashes) relative to the output folder.</returns>
    public static SortedDictionary<string, string> Generate(Api api, string rootNamespace, string assembly)
    {
        var target = new Target(rootNamespace, assembly) { References = new(api) };
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Operations.g.cs"] = OperationsEmitter.EmitAll(api, target),
            ["Api/RefitFactory.g.cs"] = RefitFactoryEmitter.Emit(api, target),
            ["Clients/StackOneAtsClient.g.cs"] = ClientEmitter.Emit(api, target),
        };
        foreach (Group group in api.Groups)
        {
            files.Add($"Api/I{group.Name}Api.g.cs", RefitEmitter.Emit(group, target));
            files.Add($"Api/{group.Name}Operations.g.cs", OperationsEmitter.Emit(group, target));
            if (JsonContextEmitter.Emit(group, target) is { } context)
            {
                files.Add($"Json/{group.Name}JsonContext.g.cs", context);
            }

            foreach (string part in group.Operations.Select(group.PartOf).Prepend("").Distinct())
            {
                Operation[] operations = [.. group.Operations.Where(operation => group.PartOf(operation) == part)];
                files.Add($"Clients/{group.Name}Client{part}.g.cs", GroupClientEmitter.Emit(group, part, operations, target));
            }
        }

        foreach (TypeDefinition type in api.Types)
        {
            files.Add($"Models/{type.Name}.g.cs", type switch
            {
                ModelType model => ModelEmitter.Emit(model, target),
                EnumType values => EnumEmitter.Emit(values, target),
                QueryType query => QueryEmitter.Emit(query, target),
                _ => throw new InvalidOperationException($"No emitter for {type.GetType().Name}."),
            });
        }

        return files;
    }
}
