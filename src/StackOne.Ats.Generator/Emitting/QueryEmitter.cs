using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits query parameters as a record that can write itself to a query string.</summary>
internal static class QueryEmitter
{
    public static string Emit(QueryType query, Target target)
    {
        string[] json = query.Members.Any(member => member.Type.Kind == TypeKind.Map) ? ["System.Text.Json.Nodes"] : [];
        CodeWriter code = target.Begin(target.Models, [.. json, $"{Target.Library}.Serialization"]);
        Docs.Summary(code, query.Summary);
        ModelEmitter.EmitObsolete(code, query.Obsolete);
        code.Block($"public sealed record {query.Name}", () =>
        {
            foreach (Member member in query.Members)
            {
                Docs.Summary(code, member.Summary, member.Type);
                code.Write($"public {member.CSharpType} {member.Name} {{ get; init; }}");
                code.Write();
            }

            Equality.Emit(code, query.Name, query.Members.Select(member => (member.Name, member.Type.Kind)));
            code.Write(ModelEmitter.ToStringOf(query.Name));
            code.Write();
            code.Write("internal QueryString ToQueryString() => new QueryString()");
            code.Indented(() => code.Write(string.Join('\n', query.Members.Select(member => Add(member, query.Item))) + ";"));
        });
        return code.ToString();
    }

    private static string Add(Member member, string? item) => member switch
    {
        { WireName: "page_size" } => $".AddPageSize({Literals.CSharp(member.WireName)}, {member.Name})",
        { Type.Kind: TypeKind.Map } => $".AddMap({Literals.CSharp(member.WireName)}, {member.Name})",
        { Type.Item.Kind: TypeKind.Enum } =>
            $".AddEach({Literals.CSharp(member.WireName)}, {member.Name}?.Select(value => value.ToString()), nameof({member.Name}))",
        { IsRepeated: true } => $".AddEach({Literals.CSharp(member.WireName)}, {member.Name})",
        { Type.Kind: TypeKind.List } when item is not null => $".AddJoined({Literals.CSharp(member.WireName)}, {member.Name}, {item}.WireName)",
        { Type.Kind: TypeKind.List } => $".AddJoined({Literals.CSharp(member.WireName)}, {member.Name})",
        { Type.Kind: TypeKind.Enum } => $".Add({Literals.CSharp(member.WireName)}, {member.Name}?.ToString(), nameof({member.Name}))",
        _ => $".Add({Literals.CSharp(member.WireName)}, {member.Name})",
    };
}
