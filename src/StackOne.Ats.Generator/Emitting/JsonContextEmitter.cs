using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>
/// Emits the input of System.Text.Json's source generator for a group: the types of its request and response bodies. One context per group
/// means that a program pays only for the groups that it uses.
/// </summary>
internal static class JsonContextEmitter
{
    public static string Emit(Group group, Target target)
    {
        CodeWriter code = target.Begin(
            target.Internals,
            ["System.Text.Json.Serialization", $"{Target.Library}.Serialization", target.Models, .. Target.JsonUsings(group.Operations)]);
        IEnumerable<string> roots = group.Operations
            .SelectMany(operation => new[] { operation.Body?.Type.Name, Target.ResponseBody(operation.Result) })
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal);

        code.Write("[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]");
        foreach (string root in roots)
        {
            code.Write($"[JsonSerializable(typeof({root}))]");
        }

        code.Write($"internal sealed partial class {group.Name}JsonContext : JsonSerializerContext;");
        return code.ToString();
    }
}
