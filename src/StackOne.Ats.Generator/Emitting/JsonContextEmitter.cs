using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits the input of System.Text.Json's source generator: the types of request and response bodies.</summary>
internal static class JsonContextEmitter
{
    public static string Emit(Api api, Target target)
    {
        CodeWriter code = target.Begin(target.Internals, ["System.Text.Json.Serialization", target.Models, .. Target.JsonUsings(api.Operations)]);
        IEnumerable<string> roots = api.Operations
            .SelectMany(operation => new[] { operation.Body?.Type, operation.Result })
            .OfType<TypeReference>()
            .Select(type => type.Name)
            .Distinct()
            .Order(StringComparer.Ordinal);

        code.Write("[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]");
        foreach (string root in roots)
        {
            code.Write($"[JsonSerializable(typeof({root}))]");
        }

        code.Write("internal sealed partial class StackOneJsonContext : JsonSerializerContext;");
        return code.ToString();
    }
}
