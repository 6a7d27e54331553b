using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits enumerations as structs that wrap the JSON string.</summary>
internal static class EnumEmitter
{
    /// <summary>A longer list of values is written without empty lines.</summary>
    private const int MaxSpacedValues = 50;

    public static string Emit(EnumType type, Target target)
    {
        CodeWriter code = target.Begin(target.Models, "System.Diagnostics.CodeAnalysis", "System.Text.Json.Serialization");
        string name = type.Name;
        Docs.Summary(code, type.Summary);
        if (!type.IsComplete)
        {
            code.Write("/// <remarks>StackOne has more values than there are members here. Create those from their JSON string.</remarks>");
        }

        code.Write($"[JsonConverter(typeof(OpenEnumJsonConverter<{name}>))]");
        code.Block($"public readonly partial record struct {name} : IParsable<{name}>", () =>
        {
            code.Write(
                $$"""
                private readonly string? _value;

                /// <summary>Creates a value from its JSON string. Values that this version does not know are valid.</summary>
                /// <param name="value">The JSON string.</param>
                /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
                public {{name}}(string value)
                {
                    ArgumentNullException.ThrowIfNull(value);
                    // The empty text equals the default value of the struct.
                    _value = value.Length == 0 ? null : value;
                }

                """);
            foreach (EnumValue value in type.Values)
            {
                Docs.Summary(code, $"`{value.WireValue}`{Description(value)}");
                // Not a stored value: an enumeration of a thousand values costs a program only those that it names.
                code.Write($"public static {name} {value.Name} => new({Literals.CSharp(value.WireValue)});");
                if (type.Values.Count <= MaxSpacedValues)
                {
                    code.Write();
                }
            }

            if (type.Values.Count > MaxSpacedValues)
            {
                code.Write();
            }

            code.Write(
                $$"""
                /// <summary>The value of a JSON string, known or not.</summary>
                /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
                public static implicit operator {{name}}(string value) => new(value);

                /// <summary>The value of a JSON string, known or not; null for null.</summary>
                public static implicit operator {{name}}?(string? value) => value is null ? null : new(value);
                {{FromBoolean(type)}}
                /// <summary>The JSON string; empty for the default value of the struct.</summary>
                public string Value => _value ?? string.Empty;

                /// <inheritdoc cref="Value" />
                public override string ToString() => Value;

                /// <summary>Accepts any JSON string, known or not.</summary>
                /// <exception cref="ArgumentNullException"><paramref name="s"/> is null.</exception>
                public static {{name}} Parse(string s, IFormatProvider? provider) => new(s);

                /// <summary>Accepts any JSON string, known or not. Returns false only for null.</summary>
                public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out {{name}} result)
                {
                    result = s is null ? default : new(s);
                    return s is not null;
                }
                """);
        });
        return code.ToString();
    }

    private static string FromBoolean(EnumType type) =>
        type.Values.Any(value => value.WireValue == "true") && type.Values.Any(value => value.WireValue == "false")
        ? $"""

           /// <summary>The value of a boolean.</summary>
           public static implicit operator {type.Name}(bool value) => value ? True : False;

           """
        : "";

    private static string Description(EnumValue value) => value switch
    {
        { Description: { } description } => $": {description}",
        { WireValue: "unmapped_value" } =>
            ": The provider's value has no counterpart here. `SourceValue`, where the object around it has one, contains it.",
        _ => "",
    };
}
