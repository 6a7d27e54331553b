using System.Text;
using System.Text.Json;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Serialization;

public class BooleanOrStringJsonConverterTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", true)]
    [InlineData("\"false\"", false)]
    [InlineData("\"tru\\u0065\"", true)]
    public void Read_BooleanOrItsName_IsTheBoolean(string json, bool expected) => Assert.Equal(expected, Read(json));

    [Theory]
    [InlineData("\"True\"")]
    [InlineData("\"yes\"")]
    [InlineData("\"\"")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("[]")]
    public void Read_AnythingElse_IsRefused(string json) => Assert.Throws<JsonException>(() => Read(json));

    private static bool Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return new BooleanOrStringJsonConverter().Read(ref reader, typeof(bool), JsonSerializerOptions.Default);
    }
}
