using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Enumerations, as structs over the string on the wire.</summary>
internal static class EnumEmitter
{
    public static string Emit(EnumType type, Target target)
    {
        CodeWriter code = target.Begin(target.Models, "System.Diagnostics.CodeAnalysis", "System.Text.Json.Serialization");
        string name = type.Name;
        Docs.Summary(code, type.Summary);
        code.Write(
            $"""
            /// <param name="Value">The value on the wire: one of those below, or one that this version does not know.</param>
            [JsonConverter(typeof(OpenEnumJsonConverter<{name}>))]
            """);
        code.Block($"public readonly record struct {name}(string Value) : IParsable<{name}>", () =>
        {
            foreach (EnumValue value in type.Values)
            {
                Docs.Summary(code, $"`{value.WireValue}`");
                code.Write($"public static {name} {value.Name} {{ get; }} = new({Literals.CSharp(value.WireValue)});");
                code.Write();
            }

            code.Write(
                $$"""
                /// <summary>The value as it stands on the wire.</summary>
                public override string ToString() => Value ?? string.Empty;

                /// <summary>Takes any wire value, known or not.</summary>
                public static {{name}} Parse(string s, IFormatProvider? provider) => new(s);

                /// <inheritdoc cref="Parse" />
                public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out {{name}} result)
                {
                    result = s is null ? default : new(s);
                    return s is not null;
                }
                """);
        });
        return code.ToString();
    }
}
