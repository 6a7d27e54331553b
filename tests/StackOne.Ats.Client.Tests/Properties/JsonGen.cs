using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace StackOne.Ats.Client.Tests.Properties;

/// <summary>Arbitrary JSON, as text.</summary>
internal static class JsonGen
{
    internal static Gen<string> Text { get; } = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["aZ09 _-.\"\\/<>&'\n\t\0\u007f\u00e9\u2028\u4e2d\ufeff"], 0, 20],
        Gen.OneOf("", "\ud83d\ude00", "statusCode", "true", "null", "2026-03-01T12:00:00Z")).Select(text => JsonSerializer.Serialize(text));

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Text,
        Gen.OneOf("null", "true", "false", "0", "-0", "1.50", "-1e-7", "1e400", "12345678901234567890123.4567890"),
        Gen.Long.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.Int[100, 599].Select(number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.Double.Normal().Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>Any value, nested a few times.</summary>
    internal static Gen<string> Any { get; } = AnyOf(depth: 4);

    internal static Gen<string> Object { get; } = ObjectOf(Text, AnyOf(depth: 3));

    /// <summary>A list of up to some values.</summary>
    internal static Gen<string> ListOf(Gen<string> items) => items.Array[0, 4].Select(all => $"[{string.Join(',', all)}]");

    /// <summary>An object without a name that comes twice.</summary>
    internal static Gen<string> ObjectOf(Gen<string> names, Gen<string> values) =>
        Gen.Select(names, values).Array[0, 5].Select(members =>
            "{" + string.Join(',', members.DistinctBy(member => member.Item1).Select(member => $"{member.Item1}:{member.Item2}")) + "}");

    private static Gen<string> AnyOf(int depth) => depth == 0
        ? Scalar
        : Gen.Frequency((3, Scalar), (1, ListOf(AnyOf(depth - 1))), (1, ObjectOf(Text, AnyOf(depth - 1))));

    private static Gen<double> Normal(this Gen<double> numbers) => numbers.Where(double.IsFinite);
}
