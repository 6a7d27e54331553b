using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Generator.Tests.Sample.Generated;
using StackOne.Ats.Generator.Tests.Sample.Models;

namespace StackOne.Ats.Generator.Tests;

/// <summary>Generated models, as System.Text.Json's own generator makes them read and write.</summary>
public class SampleJsonTests
{
    [Theory]
    [InlineData("""{"id":"1","order":1}""")]
    [InlineData("""{"id":"1","order":1.50,"small":2147483647,"large":9223372036854775807,"count":3}""")]
    [InlineData("""{"id":"1","order":1,"status":{"value":"active","source_value":1.5}}""")]
    [InlineData("""{"id":"1","order":1,"status":{"value":"not known yet","source_value":{"a":[1e400,"\u0022"]}}}""")]
    [InlineData("""{"id":"1","order":1,"language":"xx-XX","languages":["ar_AR","bs-ME","yy"],"format":"*xsl","confidential":"true"}""")]
    [InlineData("""{"id":"1","order":1,"parent":{"id":"2","order":2},"tags":["a",null],"box":{"width":0.1}}""")]
    [InlineData("""{"id":"1","order":1,"custom":{"a":null,"b":[true,{}]},"any":[null,12345678901234567890.1]}""")]
    [InlineData("""{"id":"1","order":1,"gone":"still kept","content-type":"text/plain"}""")]
    [InlineData("""{"id":"1","order":1,"errorCode":"E1","nested":{"deep":[1]}}""")]
    [InlineData("""{"id":"1","order":1,"status":{"value":"true","unknown":0}}""")]
    public void Thing_ReadAndWritten_IsTheSame(string json)
    {
        Thing thing = JsonSerializer.Deserialize(json, ThingsJsonContext.Default.Thing)!;

        Assert.Equal(json, JsonSerializer.Serialize(thing, ThingsJsonContext.Default.Thing));
    }

    [Fact]
    public void Thing_Nulls_AreNotWritten() =>
        Assert.Equal(
            """{"id":"1","order":1}""",
            JsonSerializer.Serialize(
                JsonSerializer.Deserialize("""{"id":"1","order":1,"small":null,"status":null,"any":null,"language":null,"active":null,"custom":null}""", ThingsJsonContext.Default.Thing)!,
                ThingsJsonContext.Default.Thing));

    /// <summary>A number for a text, in a model that contains itself.</summary>
    [Fact]
    public void Thing_OddValueInAThingWithinIt_IsConverted()
    {
        ReadBody read = ResponseReader.Read(
            Encoding.UTF8.GetBytes("""{"id":"1","order":1,"parent":{"id":2,"order":2}}"""),
            ThingsOperations.Models,
            typeof(Thing),
            mayBeEmpty: false);

        Assert.Equal("2", ((Thing)read.Value!).Parent?.Id);
        Assert.Empty(read.UnexpectedValues);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("false", false)]
    [InlineData("\"false\"", false)]
    [InlineData("null", null)]
    public void BooleanOrText_EitherForm_IsWrittenAsABoolean(string value, bool? expected)
    {
        var type = (JsonTypeInfo<Thing>)new ModelJson(ThingsJsonContext.Default).Options.GetTypeInfo(typeof(Thing));
        Thing thing = JsonSerializer.Deserialize($$"""{"id":"1","order":1,"active":{{value}}}""", type)!;

        Assert.Equal(expected, thing.Active);
        Assert.Equal(
            expected is null ? """{"name":"a"}""" : $$"""{"name":"a","active":{{(expected == true ? "true" : "false")}}}""",
            JsonSerializer.Serialize(new ThingRequest { Name = "a", Active = thing.Active }, ThingsJsonContext.Default.ThingRequest));
    }

    [Theory]
    [InlineData(null, "{\"name\":\"a\"}")]
    [InlineData(new byte[0], "{\"name\":\"a\",\"content\":\"\"}")]
    [InlineData(new byte[] { 0, 255, 254 }, "{\"name\":\"a\",\"content\":\"AP/+\"}")]
    public void Bytes_ReadAndWritten_AreBase64(byte[]? content, string json)
    {
        var request = new ThingRequest { Name = "a", Content = content is null ? default(ReadOnlyMemory<byte>?) : content };

        Assert.Equal(json, JsonSerializer.Serialize(request, ThingsJsonContext.Default.ThingRequest));
        Assert.Equal(content, JsonSerializer.Deserialize(json, ThingsJsonContext.Default.ThingRequest)!.Content?.ToArray());
    }

    [Fact]
    public void Request_MapAndEnum_CanBeWrittenAsLiterals() =>
        Assert.Equal(
            """{"name":"a","confidential":"true","passthrough":{"other":[1,2]}}""",
            JsonSerializer.Serialize(
                new ThingRequest { Name = "a", Confidential = YesOrNo.True, Passthrough = new JsonObject { ["other"] = new JsonArray(1, 2) } },
                ThingsJsonContext.Default.ThingRequest));

    [Fact]
    public void ToString_OfAModelOrQuery_IsTheTypeAlone()
    {
        Assert.Equal("ThingRequest", new ThingRequest { Name = "Ada" }.ToString());
        Assert.Equal("ThingListQuery", new ThingListQuery { Text = "Ada" }.ToString());
    }
}
