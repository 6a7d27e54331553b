using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Client.Tests.Wire;

namespace StackOne.Ats.Client.Tests.Serialization;

public class RoundTripTests
{
    /// <summary>Orders whose every member must come back as it went.</summary>
    public static TheoryData<string> Bodies { get; } =
    [
        "{}",
        Orders.FilledBody,
        // An enum value that is not known, and one that looks like another.
        """{"application":{"application_status":{"value":"ghosted"}}}""",
        """{"application":{"application_status":{"value":"HIRED"}}}""",
        // A source value of each kind.
        """{"application":{"application_status":{"source_value":"Hired"}}}""",
        """{"application":{"application_status":{"source_value":12345678901234567890123.4567890}}}""",
        """{"application":{"application_status":{"source_value":1.5}}}""",
        """{"application":{"application_status":{"source_value":true}}}""",
        """{"application":{"application_status":{"source_value":{"a":{"b":[1.50,null,"\u00e9"]}}}}}""",
        """{"application":{"application_status":{"source_value":[1,"two",false,null]}}}""",
        // Members that are not known, at every depth.
        """{"new_member":1.5,"job":{"also_new":{"x":[]},"hiring_team":[{"badge":7}]}}""",
        // Maps.
        """{"passthrough":{},"candidate":{"passthrough":{"n":1e400,"deep":{"list":[1,2.50]},"none":null}}}""",
        """{"candidate":{"first_name":"\u4e2d\ud83d\ude00 <&'\"\\"}}""",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Model_ReadAndWritten_IsTheSame(string body)
    {
        foreach (string culture in (string[])["", "de-DE", "ar-SA"])
        {
            CultureInfo before = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            try
            {
                AssessmentOrderRequest order = JsonSerializer.Deserialize(body, AssessmentsJsonContext.Default.AssessmentOrderRequest)!;
                string written = JsonSerializer.Serialize(order, AssessmentsJsonContext.Default.AssessmentOrderRequest);

                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(written)), written);
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }
    }

    [Fact]
    public void Model_NumbersInMaps_KeepTheirNotation()
    {
        const string Body = """{"passthrough":{"price":1.50,"big":12345678901234567890123.4567890}}""";

        AssessmentOrderRequest order = JsonSerializer.Deserialize(Body, AssessmentsJsonContext.Default.AssessmentOrderRequest)!;

        Assert.Equal(Body, JsonSerializer.Serialize(order, AssessmentsJsonContext.Default.AssessmentOrderRequest));
    }

    [Fact]
    public void Model_Nulls_AreNotWritten()
    {
        AssessmentOrderRequest order = JsonSerializer.Deserialize(
            """{"id":null,"package":null,"application":{"application_status":{"value":null}},"passthrough":null}""",
            AssessmentsJsonContext.Default.AssessmentOrderRequest)!;

        Assert.Equal(
            """{"application":{"application_status":{}}}""",
            JsonSerializer.Serialize(order, AssessmentsJsonContext.Default.AssessmentOrderRequest));
    }

    /// <summary>A name that comes twice is not kept beside the member of that name, which could not be sent back then.</summary>
    [Theory]
    [InlineData("""{"id":"1","id":"2"}""", """{"id":"2"}""")]
    [InlineData("""{"id":"1","id":null}""", "{}")]
    [InlineData("""{"id":null,"i\u0064":"2"}""", """{"id":"2"}""")]
    [InlineData("""{"new":1,"new":2,"ID":3}""", """{"new":2,"ID":3}""")]
    public void Model_NameTwiceInJson_TheLastCounts(string body, string expected)
    {
        var type = (JsonTypeInfo<AssessmentOrderRequest>)new ModelJson(AssessmentsJsonContext.Default).Options.GetTypeInfo(typeof(AssessmentOrderRequest));

        Assert.Equal(expected, JsonSerializer.Serialize(JsonSerializer.Deserialize(body, type)!, type));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    public void Enum_NotAString_IsRefused(string value) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(
            "{\"application\":{\"application_status\":{\"value\":" + value + "}}}",
            AssessmentsJsonContext.Default.AssessmentOrderRequest));

    [Fact]
    public void Enum_NeverSetOrEmpty_IsWrittenAsNull() => Assert.All(
        [default, new ApplicationStatusValue("")],
        value => Assert.Equal(
            """{"value":null}""",
            JsonSerializer.Serialize(new ApplicationStatus { Value = value }, AssessmentsJsonContext.Default.ApplicationStatus)));

    [Fact]
    public void Enum_Known_EqualsItsStaticMember()
    {
        AssessmentOrderRequest order = JsonSerializer.Deserialize(
            """{"application":{"application_status":{"value":"short_list"}}}""",
            AssessmentsJsonContext.Default.AssessmentOrderRequest)!;

        Assert.Equal(ApplicationStatusValue.ShortList, order.Application!.ApplicationStatus!.Value);
        Assert.Equal("short_list", ApplicationStatusValue.ShortList.ToString());
        Assert.Equal("", default(ApplicationStatusValue).ToString());
    }
}
