using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits JSON objects as records.</summary>
internal static class ModelEmitter
{
    public static string Emit(ModelType model, Target target)
    {
        CodeWriter code = target.Begin(
            target.Models,
            [
                "System.Text.Json",
                "System.Text.Json.Nodes",
                "System.Text.Json.Serialization",
                .. model.IsPatch ? [$"{Target.Library}.Serialization"] : Array.Empty<string>(),
            ]);
        Docs.Summary(code, model.Summary);
        code.Write("/// <remarks><c>==</c> compares lists, maps and JSON values by reference. A copy made by <c>with</c> shares them.</remarks>");
        code.Block($"public sealed record {model.Name}{(model.IsPatch ? " : IPartialUpdate" : "")}", () =>
        {
            foreach (Member member in model.Members)
            {
                EmitMember(code, member);
                code.Write();
            }

            if (model.IsItem)
            {
                code.Write(Raw);
            }

            if (model.IsPatch)
            {
                EmitSetToNull(code, model);
            }

            // System.Text.Json does not support init-only extension data.
            code.Write(
                $$"""
                /// <summary>
                /// Members of the JSON object that this version of the library does not know, and values that do not fit their members, which are
                /// null then. They are sent with the object.
                /// </summary>
                /// <remarks>
                /// A call throws <see cref="ArgumentException"/> if a name is that of another member of the model that has a value, too. A copy made
                /// by <c>with</c> shares the dictionary.
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

    private const string Raw =
        """
        /// <summary>
        /// The provider's own responses, if <c>Raw</c> of the query is set; null otherwise. For an item of a list, it is null: the page has
        /// them.
        /// </summary>
        [JsonIgnore]
        public IReadOnlyList<RawResponse>? Raw { get; init; }

        """;

    private static void EmitSetToNull(CodeWriter code, ModelType model)
    {
        Member example = model.Members.MinBy(member => member.Obsolete is not null || member.Type.Kind == TypeKind.Map)!;
        code.Write(
            $$"""
            /// <summary>The members to send as null, which clears their values. A member that is null and not listed here keeps its value.</summary>
            /// <value>Names of members of this type; null by default.</value>
            /// <remarks>
            /// The provider decides which values can be cleared. A call throws <see cref="ArgumentException"/> if a name is not that of a member,
            /// or if the member has a value.
            /// </remarks>
            /// <example>
            /// <code>
            /// new {{model.Name}} { SetToNull = [nameof({{model.Name}}.{{example.Name}})] }
            /// </code>
            /// </example>
            [JsonIgnore]
            public IReadOnlyCollection<string>? SetToNull { get; init; }

            string? IPartialUpdate.WireName(string member) => member switch
            {
            """);
        code.Indented(() =>
        {
            foreach (Member member in model.Members)
            {
                code.Write($"{Literals.CSharp(member.Name)} => {Literals.CSharp(member.WireName)},");
            }

            code.Write("_ => null,");
        });
        code.Write("};");
        code.Write();
    }

    private static void EmitMember(CodeWriter code, Member member)
    {
        Docs.Summary(code, member.Summary);
        code.Write($"[JsonPropertyName({Literals.CSharp(member.WireName)})]");
        EmitObsolete(code, member.Obsolete);
        code.Write($"public {member.CSharpType} {member.Name} {{ get; init; }}");
    }
}
