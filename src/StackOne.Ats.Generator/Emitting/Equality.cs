using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits the equality of records: the compiler's own compares lists, maps and JSON values by reference.</summary>
internal static class Equality
{
    /// <summary>As many as HashCode.Combine takes: the first members tell most objects apart.</summary>
    private const int MaxHashed = 8;

    public static void Emit(CodeWriter code, string type, IEnumerable<(string Name, TypeKind Kind)> members)
    {
        (string Name, TypeKind Kind)[] all = [.. members];
        code.Write("/// <summary>Compares all values. Lists, maps and JSON values are equal if their content is.</summary>");
        code.Write($"public bool Equals({type}? other) =>");
        code.Indented(() =>
        {
            code.Write("other is not null");
            code.Write(string.Join('\n', all.Select(member => $"&& {Comparison(member.Name, member.Kind)}")) + ";");
        });
        code.Write();
        code.Write("/// <inheritdoc />");
        code.Write("public override int GetHashCode() =>");
        IEnumerable<string> hashed = all.Take(MaxHashed).Select(member => Hashed(member.Name, member.Kind));
        code.Indented(() => code.Write($"HashCode.Combine({string.Join(", ", hashed)});"));
        code.Write();
    }

    private static string Comparison(string name, TypeKind kind) => kind is TypeKind.List or TypeKind.Map or TypeKind.Any or TypeKind.Bytes
        ? $"ModelEquality.Equal({name}, other.{name})"
        : $"{name} == other.{name}";

    /// <summary>JSON that is equal can be written in several ways, so only its kind counts.</summary>
    private static string Hashed(string name, TypeKind kind) => kind switch
    {
        TypeKind.List or TypeKind.Map => $"{name}?.Count",
        TypeKind.Any => $"{name}?.GetValueKind()",
        TypeKind.Bytes => $"{name}?.Length",
        _ => name,
    };
}
