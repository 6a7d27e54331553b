using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Serialization;

/// <summary>What holds for each model, in each group of operations that has it.</summary>
public class ModelTests
{
    private const string Secret = "Ada Lovelace";

    public static TheoryData<Type> Models { get; } = [.. ModelTypes.All.Keys];

    public static TheoryData<Type> Enumerations { get; } =
    [
        .. typeof(Candidate).Assembly.GetExportedTypes().Where(type =>
            type.IsValueType && type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IParsable<>))),
    ];

    [Fact]
    public void Models_OfTheNamespace_AreAllTested()
    {
        Type[] queries = [.. typeof(Candidate).Assembly.GetExportedTypes().Where(type => type.Name.EndsWith("Query", StringComparison.Ordinal))];

        Assert.Equal(
            typeof(Candidate).Assembly.GetExportedTypes()
                .Where(type => type is { IsClass: true, IsGenericType: false } && type.GetMethod("<Clone>$") is not null)
                .Except(queries)
                .Where(type => type.Namespace == typeof(Candidate).Namespace)
                .Select(type => type.Name)
                .Order(StringComparer.Ordinal),
            ModelTypes.All.Keys.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_FilledAndWithUnknownMembers_ComesBackInEachGroup(Type model)
    {
        foreach (JsonTypeInfo type in ModelTypes.TypeInfos(model))
        {
            JsonObject json = Sample(type, depth: 3);
            foreach (JsonPropertyInfo property in type.Properties.Where(property => property is { IsExtensionData: false, Get: not null }))
            {
                Assert.True(json.ContainsKey(property.Name), property.Name);
            }

            object read = JsonSerializer.Deserialize(json.ToJsonString(), type)!;
            string written = JsonSerializer.Serialize(read, type);

            Assert.True(JsonNode.DeepEquals(json, JsonNode.Parse(written)), $"{json.ToJsonString()}\n{written}");
            var additional = (IDictionary<string, JsonElement>)type.Properties.Single(property => property.IsExtensionData).Get!(read)!;
            Assert.Equal(["unknown"], additional.Keys);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_ToString_PrintsItsTypeAndNothingOfItself(Type model)
    {
        JsonTypeInfo type = ModelTypes.TypeInfos(model).First();

        object read = JsonSerializer.Deserialize(Sample(type, depth: 3).ToJsonString(), type)!;

        Assert.Equal(model.Name, read.ToString());
    }

    [Theory]
    [MemberData(nameof(Enumerations))]
    public void Enumeration_UnknownValue_SurvivesARoundTrip(Type enumeration)
    {
        foreach (string value in (string[])["not in the contract", "", "ÜBER\u0000\"\\", Secret])
        {
            string json = JsonSerializer.Serialize(value);

            object read = JsonSerializer.Deserialize(json, enumeration)!;

            Assert.Equal(value, read.ToString());
            Assert.Equal(json, JsonSerializer.Serialize(read, enumeration));
            Assert.Equal(read, enumeration.GetMethod("Parse", [typeof(string), typeof(IFormatProvider)])!.Invoke(null, [value, null]));
        }
    }

    [Theory]
    [MemberData(nameof(Enumerations))]
    public void Enumeration_KnownValues_AreDistinctAndComeBack(Type enumeration)
    {
        object[] values =
        [
            .. enumeration.GetProperties().Where(property => property.GetMethod!.IsStatic).Select(property => property.GetValue(null)!),
        ];

        Assert.NotEmpty(values);
        Assert.Equal(values.Length, values.Distinct().Count());
        Assert.All(values, value => Assert.Equal(value, JsonSerializer.Deserialize(JsonSerializer.Serialize(value, enumeration), enumeration)));
    }

    /// <summary>A value for every member, and a member that the contract does not have.</summary>
    private static JsonObject Sample(JsonTypeInfo type, int depth)
    {
        var json = new JsonObject();
        foreach (JsonPropertyInfo property in type.Properties.Where(property => property is { IsExtensionData: false, Get: not null }))
        {
            if (Sample(property.PropertyType, type, depth) is { } value)
            {
                json[property.Name] = value;
            }
        }

        json["unknown"] = new JsonObject { ["a"] = new JsonArray(1.5, null, "x") };
        return json;
    }

    private static JsonNode? Sample(Type member, JsonTypeInfo owner, int depth)
    {
        member = Nullable.GetUnderlyingType(member) ?? member;
        return member switch
        {
            _ when member == typeof(bool) => true,
            _ when member == typeof(int) => -7,
            _ when member == typeof(decimal) => 12.50m,
            _ when member == typeof(DateTimeOffset) => "2026-03-01T12:00:00.5+02:00",
            _ when member == typeof(ReadOnlyMemory<byte>) => "AP+A",
            _ when member == typeof(JsonElement) => new JsonArray(1, "1", null),
            _ when member == typeof(JsonObject) => new JsonObject { ["n"] = null },
            _ when member == typeof(string) || member.IsValueType => Secret,
            _ when member.IsGenericType => new JsonArray(Sample(member.GetGenericArguments()[0], owner, depth)),
            _ => SampleModel(owner.Options.GetTypeInfo(member), depth),
        };
    }

    private static JsonObject SampleModel(JsonTypeInfo type, int depth) =>
        depth > 0 || type.Properties.Any(property => property.IsRequired) ? Sample(type, depth - 1) : [];
}
