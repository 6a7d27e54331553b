using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits the public client of a group.</summary>
internal static class GroupClientEmitter
{
    public static string Emit(Group group, Target target)
    {
        CodeWriter code = target.Begin(
            target.RootNamespace,
            [
                $"{Target.Library}.Pipeline",
                $"{Target.Library}.Serialization",
                target.Internals,
                target.Models,
                .. Target.JsonUsings(group.Operations),
            ]);
        string name = $"{group.Name}Client";
        Docs.Summary(code, group.Summary);
        code.Write($"/// <remarks>Available as <see cref=\"StackOneAtsClient.{group.Name}\"/>. Thread-safe.</remarks>");
        code.Block($"public class {name}", () =>
        {
            code.Write(
                $$"""
                private readonly I{{group.Name}}Api _api;
                private readonly CallScope _scope;

                /// <summary>For mocking. The instance has no connection: only overridden members work.</summary>
                protected {{name}}()
                {
                    _api = null!;
                    _scope = CallScope.Mock;
                }

                internal {{name}}(CallScope scope)
                {
                    _api = scope.Api<I{{group.Name}}Api>();
                    _scope = scope;
                }

                """);
            code.Separated(group.Operations, operation => EmitMethod(code, operation));
        });
        return code.ToString();
    }

    private static void EmitMethod(CodeWriter code, Operation operation)
    {
        Docs.Method(code, operation);
        EmitExceptions(code, operation);
        ModelEmitter.EmitObsolete(code, operation.Obsolete);

        string result = operation.Result is { } type ? $"Task<{type.Name}>" : "Task";
        code.Block(Signature($"public virtual {result} {operation.Method}", [.. Parameters(operation)]), () =>
        {
            foreach (PathParameter parameter in operation.PathParameters)
            {
                code.Write($"PathSegment.ThrowIfUnusable({parameter.Name});");
            }

            if (operation.Body is { } body && body.Type.Kind != TypeKind.Any)
            {
                code.Write("ArgumentNullException.ThrowIfNull(request);");
            }

            code.Write($"ApiCall call = _scope.StartCall(Operations.{operation.FieldName});");
            code.Write($"return _api.{operation.Method}({string.Join(", ", Arguments(operation))});");
        });
    }

    private static string Signature(string method, string[] parameters)
    {
        string line = $"{method}({string.Join(", ", parameters)})";
        return line.Length <= 130 ? line : $"{method}(\n    {string.Join(",\n    ", parameters)})";
    }

    private static void EmitExceptions(CodeWriter code, Operation operation)
    {
        string[] required =
        [
            .. operation.PathParameters.Select(parameter => parameter.Name),
            .. operation.Body is null ? Array.Empty<string>() : ["request"],
        ];
        if (required.Length > 0)
        {
            code.Write($"/// <exception cref=\"ArgumentNullException\">{string.Join(" or ", required.Select(Reference))} is null.</exception>");
        }

        string paths = string.Concat(operation.PathParameters.Select(
            parameter => $", or `{parameter.Name.TrimStart('@')}` is blank, `.`, `..` or not valid UTF-16"));
        Docs.Exception(code, "ArgumentException", $"No account is set{paths}.");
        Docs.Exception(code, "StackOneApiException", "StackOne returned an error status. Catch a derived type to handle a specific status.");
        Docs.Exception(
            code,
            "StackOneException",
            "The call failed for another reason, such as a lost connection, a timeout or a response that cannot be read.");
        Docs.Exception(code, "OperationCanceledException", "`cancellationToken` was canceled.");
    }

    private static string Reference(string parameter) => $"<paramref name=\"{parameter.TrimStart('@')}\"/>";

    private static IEnumerable<string> Parameters(Operation operation) =>
    [
        .. operation.PathParameters.Select(parameter => $"string {parameter.Name}"),
        .. operation.Body is { } body ? [$"{body.Type.Name} request"] : Array.Empty<string>(),
        .. operation.Query is { } query ? [$"{query.Name}? query = null"] : Array.Empty<string>(),
        "CancellationToken cancellationToken = default",
    ];

    private static IEnumerable<string> Arguments(Operation operation) =>
    [
        .. operation.PathParameters.Select(parameter => parameter.Name),
        .. operation.Body is not null ? ["request"] : Array.Empty<string>(),
        .. operation.Query is not null ? ["query?.ToQueryString()"] : Array.Empty<string>(),
        "call.AccountId",
        .. operation.TakesPrefer ? ["call.Prefer"] : Array.Empty<string>(),
        "call",
        "cancellationToken",
    ];
}
