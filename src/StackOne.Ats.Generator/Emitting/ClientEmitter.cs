using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits the properties of the client, one per group.</summary>
internal static class ClientEmitter
{
    public static string Emit(Api api, Target target)
    {
        CodeWriter code = target.Begin(target.RootNamespace);
        code.Block("public partial class StackOneAtsClient", () =>
        {
            foreach (Group group in api.Groups)
            {
                ModelEmitter.EmitObsolete(code, group.Obsolete);
                code.Write($"private {group.Name}Client? {Field(group)};");
            }

            code.Write();
            code.Separated(api.Groups, group =>
            {
                Docs.Summary(code, group.Summary);
                ModelEmitter.EmitObsolete(code, group.Obsolete);
                code.Write($"public virtual {group.Name}Client {group.Name} => {Field(group)} ??= new {group.Name}Client(Scope);");
            });
        });
        return code.ToString();
    }

    private static string Field(Group group) => $"_{char.ToLowerInvariant(group.Name[0])}{group.Name[1..]}";
}
