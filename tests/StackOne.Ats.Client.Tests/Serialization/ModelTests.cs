using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Serialization;

/// <summary>What holds for each model, in each group of operations that has it.</summary>
public class ModelTests
{
    private const string Secret = Samples.Text;

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
                .Except([.. queries, typeof(WriteResult), typeof(DocumentUploadResult)])
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
            JsonObject json = Samples.Of(type, depth: 3);
            foreach (JsonPropertyInfo property in Samples.MembersOf(type))
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

        object read = JsonSerializer.Deserialize(Samples.Of(type, depth: 3).ToJsonString(), type)!;

        Assert.Equal(model.Name, read.ToString());
    }

    [Theory]
    [MemberData(nameof(Enumerations))]
    public void Enumeration_UnknownValue_SurvivesARoundTrip(Type enumeration)
    {
        foreach (string value in (string[])["not in the contract", "ÜBER\u0000\"\\", Secret])
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
        Assert.Equal(Activator.CreateInstance(enumeration), Activator.CreateInstance(enumeration, ""));
        Assert.Equal(values.Length, values.Distinct().Count());
        Assert.All(values, value => Assert.Equal(value, JsonSerializer.Deserialize(JsonSerializer.Serialize(value, enumeration), enumeration)));
    }

    /// <summary>A unified value stands for the object around it, and a text for the value.</summary>
    [Fact]
    public void UnifiedValue_FromTextAndToTheObject_IsConverted()
    {
        Application application = new() { ApplicationStatus = ApplicationStatusValue.Hired };
        string? none = null;
        ApplicationStatusValue? absent = none;
        ApplicationStatusValue? text = "short_list";

        Assert.True(application.ApplicationStatus!.Value == "hired");
        Assert.False(application.ApplicationStatus.Value == "new");
        Assert.Equal((null, ApplicationStatusValue.ShortList), (absent, text));
        Assert.Equal((JobConfidentialityValue.True, JobConfidentialityValue.False), ((JobConfidentialityValue)true, (JobConfidentialityValue)false));
        Assert.Throws<ArgumentNullException>("value", () => (ApplicationStatusValue)none!);
    }

    [Fact]
    public void Enumeration_AsKeyOfADictionary_ComesBack()
    {
        var counts = new Dictionary<ApplicationStatusValue, int> { [ApplicationStatusValue.Hired] = 1, ["another"] = 2 };

        string json = JsonSerializer.Serialize(counts);

        Assert.Equal("""{"hired":1,"another":2}""", json);
        Assert.Equal(counts, JsonSerializer.Deserialize<Dictionary<ApplicationStatusValue, int>>(json));
    }

    [Theory]
    [InlineData("cv.pdf", "pdf")]
    [InlineData("CV.PDF ", "pdf")]
    [InlineData("a/b.c/archive.tar.gz", "gz")]
    [InlineData("""C:\docs.v2\cv.doc""", "doc")]
    [InlineData("""C:\docs.v2\cv""", null)]
    [InlineData("docs.v2/cv", null)]
    [InlineData("model.3ds", "3ds")]
    [InlineData("cv", null)]
    [InlineData("cv.", null)]
    [InlineData("", null)]
    public void FileFormat_FromFileName_IsTheExtension(string fileName, string? format) =>
        Assert.Equal(format, FileFormatValue.FromFileName(fileName)?.Value);
}
