using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits query parameters as a record that can write itself to a query string.</summary>
internal static class QueryEmitter
{
    public static string Emit(QueryType query, Target target)
    {
        CodeWriter code = target.Begin(target.Models, query.IsFilter ? [] : [$"{Target.Library}.Serialization"]);
        if (!query.IsFilter && Parameters(query).Any(member => member.Obsolete is not null))
        {
            code.Write("#pragma warning disable CS0618 // A deprecated parameter is still sent when it is set.");
            code.Write();
        }

        Docs.Summary(code, query.Summary);
        code.Block($"public sealed record {query.Name}", () =>
        {
            foreach (Member member in query.Members)
            {
                Docs.Summary(code, member.Summary);
                ModelEmitter.EmitObsolete(code, member.Obsolete);
                code.Write($"public {member.CSharpType} {member.Name} {{ get; init; }}");
                code.Write();
            }

            code.Write(ModelEmitter.ToStringOf(query.Name));
            if (!query.IsFilter)
            {
                code.Write();
                EmitToQueryString(code, query);
            }
        });
        return code.ToString();
    }

    private static void EmitToQueryString(CodeWriter code, QueryType query)
    {
        code.Write("internal QueryString ToQueryString() => new QueryString()");
        code.Indented(() =>
        {
            string[] calls =
            [
                .. query.Members.SelectMany(member => member.Filter is { } filter
                    ? filter.Members.Select(inner => Add($"{member.WireName}[{inner.WireName}]", $"{member.Name}?.{inner.Name}", inner.Type.Kind))
                    : [Add(member.WireName, member.Name, member.Type.Kind)]),
            ];
            code.Write(string.Join('\n', calls) + ";");
        });
    }

    private static string Add(string wireName, string value, TypeKind kind) => kind switch
    {
        TypeKind.Map => $".AddMap({Literals.CSharp(wireName)}, {value})",
        TypeKind.Enum => $".Add({Literals.CSharp(wireName)}, {value}?.ToString())",
        _ => $".Add({Literals.CSharp(wireName)}, {value})",
    };

    private static IEnumerable<Member> Parameters(QueryType query) =>
        query.Members.Concat(query.Members.SelectMany(member => member.Filter?.Members ?? []));
}
