using System.Text.Json;
using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Tests.Reading;

/// <summary>
/// JSON values that are not what the contract describes, for each kind of member, and what the member is then: other JSON, null, or nothing,
/// because the value is kept as an additional member.
/// </summary>
internal static class OddValues
{
    /// <summary>The value is kept.</summary>
    internal const string Kept = "kept";

    /// <summary>Objects and lists, which no single value is.</summary>
    private static readonly (string Odd, string Expected)[] Composites =
    [
        ("{}", Kept),
        ("[]", Kept),
        ("[1]", Kept),
        ("""["x","y"]""", Kept),
        ("""{"a":1}""", Kept),
        ("""{"value":null}""", Kept),
        ("""{"source_value":"x"}""", Kept),
        ("""{"value":{"value":"x"}}""", Kept),
    ];

    private static readonly (string Odd, string Expected)[] Text =
    [
        .. Composites,
        ("7", "\"7\""),
        ("-1.50", "\"-1.50\""),
        ("1e30", "\"1e30\""),
        ("12345678901234567890123", "\"12345678901234567890123\""),
        ("true", "\"true\""),
        ("false", "\"false\""),
        ("""{"value":"x"}""", "\"x\""),
        ("""{"value":7,"source_value":"seven"}""", "\"7\""),
        ("""{"value":"x","other":1}""", Kept),
        ("""{"value":"","source_value":"x"}""", Kept),
        ("""{"value":"","source_value":0}""", Kept),
        ("""{"value":"x","source_value":null}""", "\"x\""),
        ("\"\\ud800\"", "\"\\ufffd\""),
    ];

    private static readonly (string Odd, string Expected)[] Boolean =
    [
        .. Composites,
        ("\"\"", "null"),
        ("\"true\"", "true"),
        ("\"True\"", "true"),
        ("\"false\"", "false"),
        ("\"FALSE\"", "false"),
        ("1", "true"),
        ("0", "false"),
        ("\"1\"", "true"),
        ("\"0\"", "false"),
        ("""{"value":"true","source_value":"y"}""", "true"),
        ("""{"value":"","source_value":"y"}""", Kept),
        ("""{"value":"","source_value":null}""", "null"),
        ("""{"value":"","source_value":""}""", "null"),
        ("\" true\"", Kept),
        ("\"true\\u0000\"", Kept),
        ("\"false\\u0000\"", Kept),
        ("\"1\\u0000\"", Kept),
        ("2", Kept),
        ("-1", Kept),
        ("1.0", Kept),
        ("\"yes\"", Kept),
        ("\"\\ud800\"", Kept),
    ];

    private static readonly (string Odd, string Expected)[] Number =
    [
        .. Composites,
        ("\"\"", "null"),
        ("\"201\"", "201"),
        ("\"-7\"", "-7"),
        ("201.0", "201"),
        ("\"201.0\"", "201"),
        ("2e2", "200"),
        ("\"2E+2\"", "200"),
        ("""{"value":5,"source_value":"five"}""", "5"),
        ("""{"value":"","source_value":"five"}""", Kept),
        ("\"201\\u0000\"", Kept),
        ("true", Kept),
        ("1e30", Kept),
        ("-1e30", Kept),
        ("1e400", Kept),
        ("\"1e30\"", Kept),
        ("\"1,5\"", Kept),
        ("\"1 000\"", Kept),
        ("\" 1\"", Kept),
        ("\"$5\"", Kept),
        ("\"NaN\"", Kept),
        ("\"0x10\"", Kept),
        ("\"five\"", Kept),
    ];

    private static readonly (string Odd, string Expected)[] WholeNumber =
    [
        .. Number,
        ("1.5", Kept),
        ("\"1.5\"", Kept),
        ("0.0", "0"),
        ("-0", "0"),
        ("0e-400", "0"),
        ("10000000000e-10", "1"),
        ("\"00000000000000000000000000000000\"", "0"),
        ("1.00000000000000000000000000000000", "1"),
        ("1e-30", Kept),
        ("\"1E-30\"", Kept),
        ("1.0000000000000000000000000001", Kept),
        ("1.00000000000000000000000000001", Kept),
        ("0.99999999999999999999999999999", Kept),
    ];

    private static readonly (string Odd, string Expected)[] Long =
    [
        .. WholeNumber,
        ("\"9007199254740993\"", "9007199254740993"),
        ("9223372036854775807.0", "9223372036854775807"),
        ("9223372036854775807.00000000001", Kept),
        ("-9223372036854775808.0", "-9223372036854775808"),
        ("9223372036854775808", Kept),
        ("-9223372036854775809", Kept),
    ];

    private static readonly (string Odd, string Expected)[] Integer =
    [
        .. WholeNumber,
        ("2147483647.0", "2147483647"),
        ("-2147483648.0", "-2147483648"),
        ("2147483648", Kept),
        ("-2147483649", Kept),
    ];

    private static readonly (string Odd, string Expected)[] Decimal =
    [
        .. Number,
        ("\"1.50\"", "1.50"),
        ("\"79228162514264337593543950335\"", "79228162514264337593543950335"),
        ("\"79228162514264337593543950336\"", Kept),
    ];

    private static readonly (string Odd, string Expected)[] Date =
    [
        .. Composites,
        ("\"\"", "null"),
        ("\"0000-00-00\"", "null"),
        ("\"0000-00-00 00:00:00\"", "null"),
        ("\"0000-00-00T00:00:00Z\"", "null"),
        ("\"0000-00-00T00:00:00+14:00\"", "null"),
        ("\"0000-00-00 ask Ada\"", Kept),
        ("\"0000-00-001\"", Kept),
        ("\"0000-00-01\"", Kept),
        ("\"2026-07-01\"", "\"2026-07-01T00:00:00+00:00\""),
        ("\"2026-07-01T09:30\"", "\"2026-07-01T09:30:00+00:00\""),
        ("\"2026-07-01T09:30:15\"", "\"2026-07-01T09:30:15+00:00\""),
        ("\"2026-07-01 09:30:15\"", "\"2026-07-01T09:30:15+00:00\""),
        ("\"2026-07-01t09:30:15z\"", "\"2026-07-01T09:30:15+00:00\""),
        ("\"2026-07-01T09:30:15.25\"", "\"2026-07-01T09:30:15.25+00:00\""),
        ("\"2026-07-01T09:30:15.123456\"", "\"2026-07-01T09:30:15.123456+00:00\""),
        ("\"2026-07-01T09:30:15.123456789\"", "\"2026-07-01T09:30:15.1234567+00:00\""),
        ("\"2026-07-01T09:30:15+0000\"", "\"2026-07-01T09:30:15+00:00\""),
        ("\"2026-07-01T09:30:15-0530\"", "\"2026-07-01T09:30:15-05:30\""),
        ("\"2026-07-01 09:30:15 +02\"", "\"2026-07-01T09:30:15+02:00\""),
        ("\"2026-07-01 09:30:15 Z\"", "\"2026-07-01T09:30:15+00:00\""),
        ("\"2026-07-01T09:30:15+14:00\"", "\"2026-07-01T09:30:15+14:00\""),
        ("\"2026-07-0\\u0031\"", "\"2026-07-01T00:00:00+00:00\""),
        ("\"\\u0032\\u0030\\u00326-07-01\"", "\"2026-07-01T00:00:00+00:00\""),
        ("\"2026-07-01T09:30:15\\u005a\"", "\"2026-07-01T09:30:15+00:00\""),
        ("\"0001-01-01T00:00:00\"", "\"0001-01-01T00:00:00+00:00\""),
        ("\"9999-12-31T23:59:59\"", "\"9999-12-31T23:59:59+00:00\""),
        ("\"9999-12-31T23:59:59.9999999\"", "\"9999-12-31T23:59:59.9999999+00:00\""),
        ("""{"value":"2026-07-01","source_value":1}""", "\"2026-07-01T00:00:00+00:00\""),
        ("\"0001-01-01T00:00:00+01:00\"", Kept),
        ("\"9999-12-31T23:59:59-01:00\"", Kept),
        ("\"2026-07-01T09:30:15+14:01\"", Kept),
        ("\"2026-07-01T09:30:15+\"", Kept),
        ("\"2026-07-01T09:30:15Zulu\"", Kept),
        ("\"2026-07-01T09:30:15.12345678x\"", Kept),
        ("\"2026-07-01T09:30:15Z05\"", Kept),
        ("\"2026-07-01T09:30:15z0500\"", Kept),
        ("\"2026-07-01T\"", Kept),
        // .NET has no leap seconds.
        ("\"1990-12-31T23:59:60Z\"", Kept),
        ("""{"value":"","source_value":"31.12.2025"}""", Kept),
        ("\"2026-07-01T9\"", Kept),
        ("\"2026-07-01T10\"", Kept),
        ("\"2026-07-01x09:30\"", Kept),
        ("\"2026-13-01\"", Kept),
        ("\"2026-7-1\"", Kept),
        ("\"01/07/2026\"", Kept),
        ("\"next week\"", Kept),
        ("\"\\ud800\"", Kept),
        ("1772352000", Kept),
        ("true", Kept),
    ];

    private static readonly (string Odd, string Expected)[] Enumeration =
        [.. Text.Where(row => row.Odd != "\"\\ud800\""), ("\"\"", "null"), ("""{"value":""}""", "null"), ("""{"value":"","source_value":""}""", "null")];

    private static readonly (string Odd, string Expected)[] Map =
    [
        ("[]", "null"),
        ("\"\"", "null"),
        ("[1]", Kept),
        ("\"x\"", Kept),
        ("7", Kept),
        ("true", Kept),
        ("""{"k":1,"k":2,"n":{"q":[{"z":1,"z":2}]}}""", """{"k":2,"n":{"q":[{"z":2}]}}"""),
    ];

    private static readonly (string Odd, string Expected)[] Model =
    [
        ("[]", "null"),
        ("\"\"", "null"),
        ("[{}]", Kept),
        ("[1]", Kept),
        ("""{"unknown":1,"unknown":2}""", """{"unknown":2}"""),
    ];

    /// <summary>The rows of a member.</summary>
    /// <param name="type">The type of the member.</param>
    /// <param name="membersOf">The types of the members of a model, by name.</param>
    internal static IEnumerable<(string Odd, string Expected)> Of(Type type, Func<Type, IReadOnlyDictionary<string, Type>> membersOf)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => Text,
            _ when type == typeof(bool) => Boolean,
            _ when type == typeof(int) => Integer,
            _ when type == typeof(long) => Long,
            _ when type == typeof(decimal) => Decimal,
            _ when type == typeof(DateTimeOffset) => Date,
            _ when type == typeof(JsonObject) => Map,
            _ when type == typeof(JsonNode) || type == typeof(JsonElement) =>
                [("\"\"", "\"\""), ("[]", "[]"), ("{}", "{}"), ("\"\\udc00\"", "\"\\ufffd\"")],
            // Without an empty file, which is refused when it is sent.
            _ when type == typeof(ReadOnlyMemory<byte>) => [.. Composites, ("\"?\"", Kept), ("7", Kept)],
            _ when type.IsValueType => Enumeration,
            _ when type.IsGenericType => OfList(type.GetGenericArguments()[0], membersOf),
            _ => OfModel(type, membersOf),
        };
    }

    private static IEnumerable<(string Odd, string Expected)> OfModel(Type type, Func<Type, IReadOnlyDictionary<string, Type>> membersOf) =>
        membersOf(type).Keys.Order(StringComparer.Ordinal).SequenceEqual(["source_value", "value"])
            ? [.. Model, .. Of(membersOf(type)["value"], membersOf).Select(row => AsValue(row.Odd, row.Expected)).Where(row => row.Odd[0] is not ('{' or '['))]
            : [.. Model, ("\"x\"", Kept), ("7", Kept), ("true", Kept)];

    /// <summary>A single value in place of a unified value beside the provider's own.</summary>
    private static (string Odd, string Expected) AsValue(string odd, string expected) => expected switch
    {
        Kept => (odd, Kept),
        "null" => (odd, "null"),
        _ => (odd, $$"""{"value":{{expected}}}"""),
    };

    private static IEnumerable<(string Odd, string Expected)> OfList(Type item, Func<Type, IReadOnlyDictionary<string, Type>> membersOf)
    {
        yield return ("\"\"", "null");
        yield return ("{}", "[]");
        yield return ("[null]", "[]");
        yield return ("[null,null]", "[]");
        foreach (var (odd, expected) in Of(item, membersOf))
        {
            yield return ($"[{odd}]", expected switch { Kept => Kept, "null" => "[]", _ => $"[{expected}]" });
            yield return ($"[null,{odd},null]", expected switch { Kept => Kept, "null" => "[]", _ => $"[{expected}]" });
            if (odd is not ("{}" or "\"\"" or ['[', ..]))
            {
                yield return (odd, expected switch { Kept => Kept, "null" => "[]", _ => $"[{expected}]" });
            }
        }
    }
}
