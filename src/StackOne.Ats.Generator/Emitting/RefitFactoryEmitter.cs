using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits the methods that create Refit's implementations of the interfaces.</summary>
/// <remarks>
/// <para>
/// Refit keeps its implementations private in a partial class, and finds them through a registry that a module initializer fills. The
/// registry refers to all of them, so nothing of any group could be trimmed. A direct call refers to one.
/// </para>
/// <para>If a new version of Refit names the classes differently, this does not compile.</para>
/// </remarks>
internal static class RefitFactoryEmitter
{
    public static string Emit(Api api, Target target)
    {
        CodeWriter code = target.Begin("Refit.Implementation", target.Internals);
        code.Write("/// <summary>The other part of the class that Refit generates.</summary>");
        code.Block($"internal static partial class {ClassName(target)}", () =>
        {
            foreach (Group group in api.Groups)
            {
                code.Write($"internal static I{group.Name}Api {group.Name}(HttpClient http, RefitSettings settings) =>");
                code.Indented(() => code.Write(
                    $"new {target.Internals.Replace(".", "", StringComparison.Ordinal)}I{group.Name}Api(http, settings);"));
                code.Write();
            }
        });
        return code.ToString().Replace("\n\n}", "\n}", StringComparison.Ordinal);
    }

    /// <summary>The method that creates the implementation of a group's interface.</summary>
    public static string Method(Group group, Target target) => $"Refit.Implementation.{ClassName(target)}.{group.Name}";

    private static string ClassName(Target target) => $"Generated{target.Assembly.Replace('.', '_')}";
}
