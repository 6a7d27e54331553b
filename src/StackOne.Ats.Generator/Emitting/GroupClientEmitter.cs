using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits the public client of a group.</summary>
internal static class GroupClientEmitter
{
    /// <param name="part">Empty for the part with the constructors.</param>
    public static string Emit(Group group, string part, IReadOnlyList<Operation> operations, Target target)
    {
        CodeWriter code = target.Begin(
            target.RootNamespace,
            [
                $"{Target.Library}.Pipeline",
                $"{Target.Library}.Serialization",
                target.Internals,
                target.Models,
                .. Target.JsonUsings(operations),
                .. Room(operations, ResultKind.Page, "Lists"),
                .. Room(operations, ResultKind.Download, "Documents"),
                .. operations.Any(operation => operation.PathParameters.Any(parameter => !parameter.IsText))
                    ? ["System.Globalization"]
                    : Array.Empty<string>(),
            ]);
        string name = $"{group.Name}Client";
        if (part.Length == 0)
        {
            Docs.Summary(code, group.Summary);
            code.Write($"/// <remarks>Available as <see cref=\"StackOneAtsClient.{group.Name}\"/>. Thread-safe.</remarks>");
            ModelEmitter.EmitObsolete(code, group.Obsolete);
        }

        code.Block($"public partial class {name}", () =>
        {
            if (part.Length == 0)
            {
                EmitConstructors(code, group, name, target);
            }

            code.Separated(operations, operation => EmitMethod(code, operation));
        });
        return code.ToString();
    }

    /// <summary>The namespace of the library that operations with a kind of result need, if there are any.</summary>
    private static string[] Room(IReadOnlyList<Operation> operations, ResultKind kind, string name) =>
        operations.Any(operation => operation.Result.Kind == kind) ? [$"{Target.Library}.{name}"] : [];

    private static void EmitConstructors(CodeWriter code, Group group, string name, Target target) => code.Write(
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
                _api = scope.Api({{RefitFactoryEmitter.Method(group, target)}}, {{OperationsEmitter.Models(group)}});
                _scope = scope;
            }

            """);

    private static void EmitMethod(CodeWriter code, Operation operation)
    {
        Docs.Method(code, operation);
        ModelEmitter.EmitObsolete(code, operation.Obsolete);
        code.Block(Signature($"public virtual {ReturnType(operation.Result)} {operation.Method}", [.. Parameters(operation)]), () =>
        {
            foreach (PathParameter parameter in operation.PathParameters.Where(parameter => parameter.IsText))
            {
                code.Write($"PathSegment.ThrowIfUnusable({parameter.Name});");
            }

            if (operation.Body is { } body && body.Type.Kind != TypeKind.Any)
            {
                code.Write("ArgumentNullException.ThrowIfNull(request);");
            }

            string send = Signature($"_api.{operation.Method}", [.. Arguments(operation)]);
            if (operation.Result.Kind == ResultKind.Page)
            {
                EmitPages(code, operation, send);
                return;
            }

            code.Write($"ApiCall call = _scope.StartCall({operation.Field}, cancellationToken);");
            code.Write(operation.Result.Kind switch
            {
                ResultKind.Item =>
                    $"return ItemBody.DataAsync(\n{Indent(send)},\n    static (item, raw) => item with {{ Raw = raw }});",
                ResultKind.Write => $"return {Target.ResponseBody(operation.Result)}.ResultAsync(\n{Indent(send)});",
                ResultKind.Download => $"return DownloadBody.OpenAsync(\n{Indent(send)});",
                _ => $"return {send};",
            });
        });
    }

    private static void EmitPages(CodeWriter code, Operation operation, string send)
    {
        code.Write($"return new ApiPageable<{operation.Result.Type!.Name}>(");
        code.Indented(() => code.Write(
            $"""
            _scope,
            {operation.Field},
            {(operation.Query is null ? "new QueryString()" : "query?.ToQueryString() ?? new QueryString()")},
            async (call, parameters) =>
                await {Indent(send).TrimStart()}.ConfigureAwait(false),
            cancellationToken{Numbers(operation)});
            """));
    }

    private static string Numbers(Operation operation) => !operation.Result.IsNumbered
        ? ""
        : $",\nNumberPaging<{operation.Result.Type!.Name}>.Of(query?.PageSize, static item => item.Id)";

    private static string ReturnType(OperationResult result) => result.Kind switch
    {
        ResultKind.None => "Task",
        ResultKind.Download => "Task<StackOneDownload>",
        ResultKind.Page => $"StackOnePageable<{result.Type!.Name}>",
        _ => $"Task<{result.Type!.Name}>",
    };

    private static string Indent(string lines) => "    " + lines.Replace("\n", "\n    ", StringComparison.Ordinal);

    private static string Signature(string method, string[] parameters)
    {
        string line = $"{method}({string.Join(", ", parameters)})";
        return line.Length <= 115 ? line : $"{method}(\n    {string.Join(",\n    ", parameters)})";
    }

    private static IEnumerable<string> Parameters(Operation operation) =>
    [
        .. operation.PathParameters.Select(parameter => $"{parameter.Type.Name} {parameter.Name}"),
        .. operation.Body is { } body ? [$"{body.Type.Name} request"] : Array.Empty<string>(),
        .. operation.Query is { } query ? [$"{query.Name}? query = null"] : Array.Empty<string>(),
        "CancellationToken cancellationToken = default",
    ];

    private static IEnumerable<string> Arguments(Operation operation)
    {
        bool isPage = operation.Result.Kind == ResultKind.Page;
        return
        [
            .. operation.PathParameters.Select(
                parameter => parameter.IsText ? parameter.Name : $"{parameter.Name}.ToString(CultureInfo.InvariantCulture)"),
            .. operation.Body is not null ? ["request"] : Array.Empty<string>(),
            .. isPage ? ["parameters"] : operation.Query is not null ? ["query?.ToQueryString()"] : Array.Empty<string>(),
            .. operation.TakesAccount ? ["call.AccountId"] : Array.Empty<string>(),
            .. operation.TakesPrefer ? ["call.Prefer"] : Array.Empty<string>(),
            "call",
        ];
    }
}
