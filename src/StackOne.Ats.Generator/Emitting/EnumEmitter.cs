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
        code.Write($"[JsonConverter(typeof(OpenEnumJsonConverter<{name}>))]");
        code.Block($"public readonly record struct {name} : IParsable<{name}>", () =>
        {
            code.Write(
                $$"""
                private readonly string? _value;

                /// <summary>Takes a value of the wire: one of those below, or one that this version does not know.</summary>
                /// <param name="value">The value as it stands on the wire.</param>
                /// <exception cref="ArgumentNullException">The value is null.</exception>
                public {{name}}(string value)
                {
                    ArgumentNullException.ThrowIfNull(value);
                    _value = value;
                }

                """);
            foreach (EnumValue value in type.Values)
            {
                Docs.Summary(code, $"`{value.WireValue}`");
                code.Write($"public static {name} {value.Name} {{ get; }} = new({Literals.CSharp(value.WireValue)});");
                code.Write();
            }

            code.Write(
                $$"""
                /// <summary>The value as it stands on the wire; empty where none was set.</summary>
                public string Value => _value ?? string.Empty;

                /// <inheritdoc cref="Value" />
                public override string ToString() => Value;

                /// <summary>Takes any value of the wire, known or not.</summary>
                /// <exception cref="ArgumentNullException">The value is null.</exception>
                public static {{name}} Parse(string s, IFormatProvider? provider) => new(s);

                /// <summary>Takes any value of the wire, known or not; false for null alone.</summary>
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
