using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Serialization;

/// <summary>Records are equal if their content is, so that a program can ask whether a candidate has changed.</summary>
public class EqualityTests
{
    public static TheoryData<Type> Models { get; } = [.. ModelTypes.All.Keys];

    public static TheoryData<Type> Queries { get; } =
        [.. typeof(Candidate).Assembly.GetExportedTypes().Where(type => type.Name.EndsWith("Query", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_ReadTwice_IsEqual(Type model)
    {
        JsonTypeInfo type = ModelTypes.TypeInfos(model).First();
        JsonObject json = Samples.Of(type, depth: 3);

        (object one, object other) = (Read(json, type), Read(json, type));

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_AnyOneMemberMissing_IsNotEqual(Type model)
    {
        JsonTypeInfo type = ModelTypes.TypeInfos(model).First();
        JsonObject json = Samples.Of(type, depth: 3);
        object whole = Read(json, type);

        Assert.All(json.Select(member => member.Key).ToArray(), name =>
        {
            JsonObject less = json.DeepClone().AsObject();
            less.Remove(name);
            Assert.False(whole.Equals(Read(less, type)), name);
            Assert.False(Read(less, type).Equals(whole), name);
        });
    }

    [Fact]
    public void AdditionalProperties_ThatDifferInOne_AreNotEqual()
    {
        Assert.Equal(With("1"), With("1"));
        Assert.NotEqual(With("1"), With("2"));

        static Candidate With(string second) => new()
        {
            AdditionalProperties = new Dictionary<string, JsonElement>
            {
                ["a"] = JsonDocument.Parse("0").RootElement,
                ["b"] = JsonDocument.Parse(second).RootElement,
                ["c"] = JsonDocument.Parse("0").RootElement,
            },
        };
    }

    [Fact]
    public void Bytes_OfTheSameLength_AreEqualIfTheirContentIs()
    {
        Assert.Equal(Upload(1, 2), Upload(1, 2));
        Assert.NotEqual(Upload(1, 2), Upload(1, 3));

        static DocumentUploadRequest Upload(params byte[] content) => new() { Content = content };
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Query_FilledAlike_IsEqualAndDiffersInEachMember(Type query)
    {
        Assert.Equal(Filled(), Filled());
        Assert.Equal(Filled().GetHashCode(), Filled().GetHashCode());
        Assert.All(query.GetProperties(), property =>
        {
            object other = Filled();
            property.SetValue(other, null);
            Assert.NotEqual(Filled(), other);
        });

        object Filled()
        {
            object filled = Activator.CreateInstance(query)!;
            foreach (PropertyInfo property in query.GetProperties())
            {
                property.SetValue(filled, Value(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));
            }

            return filled;
        }
    }

    /// <summary>Different content of the same number of items, and the same content in another notation.</summary>
    [Theory]
    [InlineData("""{"emails":[{"value":"a"}]}""", """{"emails":[{"value":"b"}]}""", false)]
    [InlineData("""{"emails":[]}""", "{}", false)]
    [InlineData("""{"application_ids":["1","2"]}""", """{"application_ids":["2","1"]}""", false)]
    [InlineData("""{"unified_custom_fields":{"a":1,"b":[true,{"c":null}]}}""", """{"unified_custom_fields":{"b":[true,{"c":null}],"a":1}}""", true)]
    [InlineData("""{"unified_custom_fields":{"a":1}}""", """{"unified_custom_fields":{"a":2}}""", false)]
    [InlineData("""{"custom_fields":[{"value":"\u0061"}]}""", """{"custom_fields":[{"value":"a"}]}""", true)]
    [InlineData("""{"custom_fields":[{"value":1}]}""", """{"custom_fields":[{"value":"1"}]}""", false)]
    [InlineData("""{"new":{"a":1,"b":2}}""", """{"new":{"b":2,"a":1}}""", true)]
    [InlineData("""{"new":1}""", """{"other":1}""", false)]
    [InlineData("""{"created_at":"2026-01-31T12:00:00Z"}""", """{"created_at":"2026-01-31T13:00:00+01:00"}""", true)]
    public void Candidate_OfOtherJson_IsEqualIfItSaysTheSame(string one, string other, bool equal)
    {
        JsonTypeInfo type = ModelTypes.TypeInfos(typeof(Candidate)).First();
        (object left, object right) = (Read(JsonNode.Parse(one)!.AsObject(), type), Read(JsonNode.Parse(other)!.AsObject(), type));

        Assert.Equal(equal, left.Equals(right));
        Assert.True(!equal || left.GetHashCode() == right.GetHashCode());
    }

    /// <summary>A value that was set is equal to the same value that was read.</summary>
    [Fact]
    public void CustomField_SetAndRead_AreEqual()
    {
        JsonTypeInfo type = ModelTypes.TypeInfos(typeof(CustomField)).First();

        foreach (JsonNode value in (JsonNode[])["text", 5, true, 1.5m, new JsonObject { ["a"] = 1 }])
        {
            var field = new CustomField { Id = "1", Value = value };
            Assert.Equal(field, Read(JsonNode.Parse(JsonSerializer.Serialize(field, type))!.AsObject(), type));
        }
    }

    [Fact]
    public void Candidate_RawAndNoAdditionalProperties_DoNotCount()
    {
        var candidate = new Candidate { Id = "1" };

        Assert.Equal(candidate, candidate with { Raw = [new()], AdditionalProperties = new Dictionary<string, JsonElement>() });
        Assert.False(candidate.Equals(null));
    }

    private static object Read(JsonObject json, JsonTypeInfo type) => JsonSerializer.Deserialize(json.ToJsonString(), type)!;

    private static object Value(Type type) =>
        type == typeof(string) ? new string('x', 1)
        : type == typeof(long) ? 7L
        : type == typeof(int) ? 7
        : type == typeof(bool) ? true
        : type == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch
        : type == typeof(JsonObject) ? new JsonObject { ["a"] = 1 }
        : type.IsGenericType ? ListOf(Value(type.GetGenericArguments()[0]))
        : type.GetConstructor([typeof(string)])!.Invoke(["x"]);

    private static Array ListOf(object item)
    {
        var list = Array.CreateInstance(item.GetType(), 1);
        list.SetValue(item, 0);
        return list;
    }
}
