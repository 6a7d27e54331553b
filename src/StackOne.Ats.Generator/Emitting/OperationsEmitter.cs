using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits what describes the operations: a class per group, and the list of all of them for tests.</summary>
internal static class OperationsEmitter
{
    public static string Emit(Group group, Target target)
    {
        CodeWriter code = target.Begin(
            target.Internals,
            [
                $"{Target.Library}.Pipeline",
                $"{Target.Library}.Serialization",
                target.Models,
                .. Target.JsonUsings(group.Operations),
                .. JsonContextEmitter.Emit(group, target) is null ? ["System.Text.Json.Serialization.Metadata"] : Array.Empty<string>(),
            ]);
        code.Block($"internal static class {group.Name}Operations", () =>
        {
            // First, because the other fields are initialized with it.
            code.Write($"internal static readonly ModelJson Models = new({JsonContextEmitter.Metadata(group)});");
            foreach (Operation operation in group.Operations)
            {
                code.Write();
                code.Write($"internal static readonly Operation {operation.FieldName} = new(");
                code.Indented(() => code.Write(string.Join(",\n", Arguments(operation)) + ");"));
            }
        });
        return code.ToString();
    }

    public static string EmitAll(Api api, Target target)
    {
        CodeWriter code = target.Begin(target.Internals, [$"{Target.Library}.Pipeline"]);
        Docs.Summary(code, "All operations of the contract, for tests.");
        code.Block("internal static class Operations", () =>
        {
            code.Write(
                $"""
                /// <summary>The SHA-256 of the contract and the names that this code was generated from.</summary>
                internal const string ContractHash = "{api.Hash}";

                internal static IReadOnlyList<Operation> All =>
                [
                """);
            code.Indented(() => code.Write(string.Join('\n', api.Operations.Select(operation => operation.Field + ","))));
            code.Write("];");
        });
        return code.ToString();
    }

    /// <summary>The field with the JSON of a group's models.</summary>
    public static string Models(Group group) => $"{group.Name}Operations.Models";

    private static IEnumerable<string> Arguments(Operation operation) =>
    [
        $"{Literals.CSharp(operation.Id)}, {Literals.CSharp($"{operation.Group}.{operation.Method}")}",
        $"{Literals.CSharp(operation.HttpMethod)}, {Literals.CSharp(operation.Path)}",
        $"TakesPrefer: {(operation.TakesPrefer ? "true" : "false")}, Models"
            + (Target.ResponseBody(operation.Result) is { } body ? $", Result: typeof({body})" : "")
            + operation switch
            {
                { Result.Kind: ResultKind.Write } => ", MayBeEmpty: true",
                // A POST with a result of its own is sent for that result, such as the link of an order.
                { Result.Kind: ResultKind.Value, HttpMethod: "PUT" or "PATCH" or "DELETE" } => ", MayBeEmpty: true",
                { Result.Kind: ResultKind.Download } => ", IsDownload: true",
                _ => "",
            }
            + (operation.TakesAccount ? "" : ", Account: AccountUse.None"),
    ];
}
