using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Tests;

public class IdentifiersTests
{
    [Theory]
    [InlineData("source_value", "SourceValue")]
    [InlineData("statusCode", "StatusCode")]
    [InlineData("content-type", "ContentType")]
    [InlineData("true", "True")]
    [InlineData("1km", "_1km")]
    [InlineData("xsl", "Xsl")]
    [InlineData("*xsl", "StarXsl")]
    [InlineData("n-gage", "NGage")]
    [InlineData("ar_AR", "ArAR")]
    [InlineData("bs-ME", "BsME")]
    [InlineData("Programme", "Programme")]
    [InlineData("x_b", "XB")]
    [InlineData("++", "_")]
    public void Pascal_WireName_IsAnIdentifier(string wireName, string expected) => Assert.Equal(expected, Identifiers.Pascal(wireName));

    [Theory]
    [InlineData("id", "id")]
    [InlineData("subResourceId", "subResourceId")]
    [InlineData("sub_resource_id", "subResourceId")]
    [InlineData("default", "@default")]
    public void Camel_WireName_IsAnIdentifier(string wireName, string expected) => Assert.Equal(expected, Identifiers.Camel(wireName));
}
