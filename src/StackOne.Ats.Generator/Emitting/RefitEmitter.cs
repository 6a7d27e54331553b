using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits the Refit interface of a group. Refit's source generator implements it.</summary>
internal static class RefitEmitter
{
    public static string Emit(Group group, Target target)
    {
        CodeWriter code = target.Begin(
            target.Internals,
            ["Refit", $"{Target.Library}.Pipeline", $"{Target.Library}.Serialization", target.Models, .. Target.JsonUsings(group.Operations)]);
        code.Block($"internal interface I{group.Name}Api", () => code.Separated(group.Operations, operation => EmitMethod(code, operation)));
        return code.ToString();
    }

    private static void EmitMethod(CodeWriter code, Operation operation)
    {
        List<string> parameters = [.. operation.PathParameters.Select(Parameter)];
        if (operation.Body is { } body)
        {
            parameters.Add($"[Body(BodySerializationMethod.Serialized)] {body.Type.Name} request");
        }

        if (operation.Query is not null || operation.Result.Kind == ResultKind.Page)
        {
            parameters.Add("[QueryConverter(typeof(QueryStringConverter))] QueryString? query");
        }

        if (operation.TakesAccount)
        {
            parameters.Add("[Header(\"x-account-id\")] string accountId");
        }

        if (operation.TakesPrefer)
        {
            parameters.Add("[Header(\"Prefer\")] string? prefer");
        }

        parameters.Add("[Property(ApiCall.OptionName)] ApiCall call");

        string verb = operation.HttpMethod[0] + operation.HttpMethod[1..].ToLowerInvariant();
        string result = operation.Result.Kind switch
        {
            ResultKind.None => "Task",
            ResultKind.Download => "Task<HttpResponseMessage>",
            _ => $"Task<{Target.ResponseBody(operation.Result)}>",
        };
        if (operation.Result.Kind == ResultKind.Download)
        {
            code.Write("[Headers(\"Accept: */*\")]");
        }

        code.Write($"[{verb}({Literals.CSharp(operation.Path)})]");
        code.Write($"{result} {operation.Method}(");
        code.Indented(() => code.Write(string.Join(",\n", parameters) + ");"));
    }

    private static string Parameter(PathParameter parameter) =>
        parameter.Name == parameter.WireName
            ? $"string {parameter.Name}"
            : $"[AliasAs({Literals.CSharp(parameter.WireName)})] string {parameter.Name}";
}
