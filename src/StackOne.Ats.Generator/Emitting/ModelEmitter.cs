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
                .. model.UnifiedValue is null ? Array.Empty<string>() : ["System.Diagnostics.CodeAnalysis"],
                .. HasId(model) ? ["System.Diagnostics"] : Array.Empty<string>(),
                $"{Target.Library}.Serialization",
            ]);
        if (model.Members.Any(member => member.Obsolete is not null))
        {
            code.Write("#pragma warning disable CS0618 // Deprecated members are compared, too.");
            code.Write();
        }

        Docs.Summary(code, model.Summary);
        if (HasId(model))
        {
            code.Write($"[DebuggerDisplay(\"{model.Name} {{Id,nq}}\")]");
        }

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

            if (model.UnifiedValue is { } value)
            {
                EmitConversions(code, model, value);
            }

            if (model.IsPatch || model.IsSelected)
            {
                EmitWireName(code, model);
            }

            (string, TypeKind)[] builtIn = model.IsPatch ? [("SetToNull", TypeKind.List)] : [];
            Equality.Emit(
                code,
                model.Name,
                [.. model.Members.Select(member => (member.Name, member.Type.Kind)), .. builtIn, ("AdditionalProperties", TypeKind.List)]);

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

    /// <summary>Emits the attribute of an operation, with the compiler's warning for all of them, so that it can be suppressed alone.</summary>
    public static void EmitObsolete(CodeWriter code, string? message)
    {
        if (message is not null)
        {
            code.Write($"[Obsolete({Literals.CSharp(message)}, DiagnosticId = \"STACKONE0001\")]");
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
        string example = model.Members.MinBy(member => member.Type.Kind == TypeKind.Map)?.Name ?? "Id";
        code.Write(
            $$"""
            /// <summary>The members to send as null, which clears their values. A member that is null and not listed here keeps its value.</summary>
            /// <value>Names of members of this type, as in C# or as in JSON; null by default.</value>
            /// <remarks>
            /// The provider decides which values can be cleared. A call throws <see cref="ArgumentException"/> if a name is not that of a member,
            /// or if the member has a value.
            /// </remarks>
            /// <example>
            /// <code>
            /// new {{model.Name}} { SetToNull = [nameof({{model.Name}}.{{example}})] }
            /// </code>
            /// </example>
            [JsonPropertyName("set_to_null")]
            public IReadOnlyCollection<string>? SetToNull { get; init; }

            string? IPartialUpdate.WireName(string member) => WireName(member);

            """);
    }

    /// <summary>Emits the names in JSON by those of the members, and by themselves.</summary>
    private static void EmitWireName(CodeWriter code, ModelType model)
    {
        code.Write("internal static string? WireName(string member) => member switch");
        code.Write("{");
        code.Indented(() =>
        {
            foreach (Member member in model.Members)
            {
                string name = Literals.CSharp(member.Name);
                string wireName = Literals.CSharp(member.WireName);
                code.Write($"{name} or {wireName} => {wireName},");
            }

            code.Write("_ => null,");
        });
        code.Write("};");
        code.Write();
    }

    private static void EmitConversions(CodeWriter code, ModelType model, TypeReference value) => code.Write(
        $$"""
        /// <summary>An object with a unified value only.</summary>
        public static implicit operator {{model.Name}}({{value.Name}} value) => new() { Value = value };

        /// <summary>An object with a unified value only; null for null.</summary>
        [return: NotNullIfNotNull(nameof(value))]
        public static implicit operator {{model.Name}}?({{value.Name}}? value) => value is null ? null : new() { Value = value };

        """);

    private static bool HasId(ModelType model) => model.Members.Any(member => member is { Name: "Id", Type.Kind: TypeKind.Text });

    private static void EmitMember(CodeWriter code, Member member)
    {
        Docs.Summary(code, member.Summary, member.Type);
        code.Write($"[JsonPropertyName({Literals.CSharp(member.WireName)})]");
        if (member.Obsolete is { } message)
        {
            // Without a warning of its own: System.Text.Json suppresses only the general one in the code that it generates for an application.
            code.Write($"[Obsolete({Literals.CSharp(message)})]");
        }

        code.Write($"public {member.CSharpType} {member.Name} {{ get; init; }}");
    }
}
