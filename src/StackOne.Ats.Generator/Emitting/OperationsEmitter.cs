using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits the list of operations, for messages, logs and tests.</summary>
internal static class OperationsEmitter
{
    public static string Emit(Api api, Target target)
    {
        CodeWriter code = target.Begin(
            target.Internals,
            [
                $"{Target.Library}.Pipeline",
                $"{Target.Library}.Serialization",
                target.Models,
                .. Target.JsonUsings(api.Operations),
            ]);
        Docs.Summary(code, "All operations of the contract. Each is created when it is first used, because a program uses few.");
        code.Block("internal static class Operations", () =>
        {
            code.Write(
                $"""
                /// <summary>The SHA-256 of the contract and the names that this code was generated from.</summary>
                internal const string ContractHash = "{api.Hash}";

                """);
            foreach (Operation operation in api.Operations)
            {
                code.Write($"internal static Operation {operation.FieldName} => field ??= new Operation({string.Join(", ", Arguments(operation))}){Models(operation)};");
            }

            code.Write();
            code.Write("internal static IReadOnlyList<Operation> All =>");
            code.Write("[");
            code.Indented(() => code.Write(string.Join('\n', api.Operations.Select(operation => operation.FieldName + ","))));
            code.Write("];");
        });
        return code.ToString();
    }

    private static string Models(Operation operation)
    {
        string[] contexts = [.. JsonContextEmitter.ContextsOf(operation).Select(context => $"new {context}()")];
        return contexts.Length == 0 ? "" : $"\n    .WithModels({string.Join(", ", contexts)})";
    }

    private static IEnumerable<string> Arguments(Operation operation) =>
    [
        Literals.CSharp(operation.Id),
        Literals.CSharp($"{operation.Group}.{operation.Method}"),
        Literals.CSharp(operation.HttpMethod),
        Literals.CSharp(operation.Path),
        $"TakesPrefer: {(operation.TakesPrefer ? "true" : "false")}",
        .. Target.ResponseBody(operation.Result) is { } body ? [$"Result: typeof({body})"] : Array.Empty<string>(),
        .. operation.Result.Kind == ResultKind.Write ? ["MayBeEmpty: true"] : Array.Empty<string>(),
        .. operation.Result.Kind == ResultKind.Download ? ["IsDownload: true"] : Array.Empty<string>(),
    ];
}
