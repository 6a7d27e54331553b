using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>
/// Emits the inputs of System.Text.Json's source generator: a context per model that is the body of a request or a response, alone or in an
/// envelope. A program pays only for the models that it sends and gets.
/// </summary>
internal static class JsonContextEmitter
{
    /// <summary>The names of the contexts of an operation's bodies.</summary>
    public static IEnumerable<string> ContextsOf(Operation operation) => Bodies(operation).Select(body => body.Context).Distinct();

    /// <returns>The content of each file, by the name of its context.</returns>
    public static IEnumerable<(string Context, string Code)> Emit(Api api, Target target) =>
        api.Operations.SelectMany(ContextsOf).Distinct().Select(context => (context, Emit(context, api, target)));

    private static string Emit(string context, Api api, Target target)
    {
        Operation[] operations = [.. api.Operations.Where(operation => ContextsOf(operation).Contains(context))];
        CodeWriter code = target.Begin(
            target.Internals,
            ["System.Text.Json.Serialization", $"{Target.Library}.Pipeline", $"{Target.Library}.Serialization", target.Models, .. Target.JsonUsings(operations)]);
        IEnumerable<string> roots = operations
            .SelectMany(Bodies)
            .Where(body => body.Context == context)
            .Select(body => body.Type)
            .Distinct()
            .Order(StringComparer.Ordinal);

        code.Write("[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]");
        foreach (string root in roots)
        {
            code.Write($"[JsonSerializable(typeof({root}))]");
        }

        code.Write($"internal sealed partial class {context} : JsonSerializerContext;");
        return code.ToString();
    }

    private static IEnumerable<(string Context, string Type)> Bodies(Operation operation)
    {
        if (operation.Body is { } body)
        {
            yield return (ContextOf(body.Type), body.Type.Name);
        }

        if (Target.ResponseBody(operation.Result) is { } response)
        {
            yield return (ContextOf(operation.Result.Type!), response);
        }
    }

    private static string ContextOf(TypeReference type) => $"{string.Concat(type.Name.Where(char.IsLetterOrDigit))}JsonContext";
}
