using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>JSON objects, as records.</summary>
internal static class ModelEmitter
{
    public static string Emit(ModelType model, Target target)
    {
        CodeWriter code = target.Begin(target.Models, "System.Text.Json", "System.Text.Json.Nodes", "System.Text.Json.Serialization");
        Docs.Summary(code, model.Summary);
        code.Block($"public sealed record {model.Name}", () =>
        {
            foreach (Member member in model.Members)
            {
                EmitMember(code, member);
                code.Write();
            }

            // System.Text.Json does not take an init-only property for what it does not know.
            code.Write(
                $$"""
                /// <summary>Members of the JSON object that this version of the library does not know; written back as they came.</summary>
                [JsonExtensionData]
                public IDictionary<string, JsonElement>? AdditionalProperties { get; set; }

                {{ToStringOf(model.Name)}}
                """);
        });
        return code.ToString();
    }

    /// <summary>Shared with query objects, which may hold an e-mail address just as well.</summary>
    public static string ToStringOf(string name) =>
        $"""
        /// <summary>The type's name alone: what the record holds may be personal data, and does not belong in a log.</summary>
        public override string ToString() => nameof({name});
        """;

    public static void EmitObsolete(CodeWriter code, string? message)
    {
        if (message is not null)
        {
            code.Write($"[Obsolete({Literals.CSharp(message)})]");
        }
    }

    private static void EmitMember(CodeWriter code, Member member)
    {
        Docs.Summary(code, member.Summary);
        code.Write($"[JsonPropertyName({Literals.CSharp(member.WireName)})]");
        if (member.Type.Kind == TypeKind.BooleanOrText)
        {
            code.Write("[JsonConverter(typeof(BooleanOrStringJsonConverter))]");
        }

        if (member is { Required: true, Nullable: true })
        {
            // Nulls are left out elsewhere; here the contract wants the member even so.
            code.Write("[JsonIgnore(Condition = JsonIgnoreCondition.Never)]");
        }

        EmitObsolete(code, member.Obsolete);
        code.Write($"public {(member.Required ? "required " : "")}{member.CSharpType} {member.Name} {{ get; init; }}");
    }
}
