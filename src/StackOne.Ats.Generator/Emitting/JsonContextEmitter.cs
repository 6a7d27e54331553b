using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>
/// Emits the inputs of System.Text.Json's source generator: a context per group, with the bodies of its operations. A program keeps the models
/// of the groups that it uses.
/// </summary>
internal static class JsonContextEmitter
{
    /// <returns>Null if no operation of the group has a body: System.Text.Json's generator does not accept an empty context.</returns>
    public static string? Emit(Group group, Target target)
    {
        string[] bodies = [.. group.Operations.SelectMany(Bodies).Distinct().Order(StringComparer.Ordinal)];
        if (bodies.Length == 0)
        {
            return null;
        }

        CodeWriter code = target.Begin(
            target.Internals,
            [
                "System.Text.Json.Serialization",
                $"{Target.Library}.Pipeline",
                $"{Target.Library}.Serialization",
                target.Models,
                .. Target.JsonUsings(group.Operations),
            ]);
        // The other mode adds methods that write without options. The options of ModelJson have converters, so none of them would be called.
        code.Write(
            "[JsonSourceGenerationOptions("
            + "DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata)]");
        foreach (string body in bodies)
        {
            code.Write($"[JsonSerializable(typeof({body}))]");
        }

        code.Write($"internal sealed partial class {group.Name}JsonContext : JsonSerializerContext;");
        return code.ToString();
    }

    /// <summary>An expression for the metadata of a group's models.</summary>
    public static string Metadata(Group group) =>
        group.Operations.SelectMany(Bodies).Any() ? $"{group.Name}JsonContext.Default" : "JsonTypeInfoResolver.Combine()";

    private static IEnumerable<string> Bodies(Operation operation) =>
        new[] { operation.Body?.Type.Name, Target.ResponseBody(operation.Result) }.OfType<string>();
}
