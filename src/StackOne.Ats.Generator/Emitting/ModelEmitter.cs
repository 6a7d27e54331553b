using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits JSON objects as records.</summary>
internal static class ModelEmitter
{
    public static string Emit(ModelType model, Target target)
    {
        CodeWriter code = target.Begin(target.Models, "System.Text.Json", "System.Text.Json.Nodes", "System.Text.Json.Serialization");
        Docs.Summary(code, model.Summary);
        code.Write("/// <remarks><c>==</c> compares lists, maps and JSON values by reference. A copy made by <c>with</c> shares them.</remarks>");
        code.Block($"public sealed record {model.Name}", () =>
        {
            foreach (Member member in model.Members)
            {
                EmitMember(code, member);
                code.Write();
            }

            // System.Text.Json does not support init-only extension data.
            code.Write(
                $$"""
                /// <summary>Members of the JSON object that this version of the library does not know. They are sent with the object.</summary>
                /// <remarks>
                /// A call throws <see cref="ArgumentException"/> if a name is that of another member of the model. A copy made by <c>with</c> shares
                /// the dictionary.
                /// </remarks>
                [JsonExtensionData]
                public IDictionary<string, JsonElement>? AdditionalProperties { get; set; }

                {{ToStringOf(model.Name)}}
                """);
        });
        return code.ToString();
    }

    /// <summary>Also used for query objects, which may contain an email address.</summary>
    public static string ToStringOf(string name) =>
        $"""
        /// <summary>Returns the name of the type only, because the values may be personal data that must not be logged.</summary>
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
            // Null members are omitted by default, but the contract requires this one.
            code.Write("[JsonIgnore(Condition = JsonIgnoreCondition.Never)]");
        }

        EmitObsolete(code, member.Obsolete);
        code.Write($"public {(member.Required ? "required " : "")}{member.CSharpType} {member.Name} {{ get; init; }}");
    }
}
