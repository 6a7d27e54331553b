using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Generator.Tests;

public class PathSegmentTests
{
    public static TheoryData<string> Unusable { get; } = ["", " ", "\t\r\n", ".", "..", "a\ud800", "\udc00a", "\ud83d \ude42"];

    [Theory]
    [MemberData(nameof(Unusable), DisableDiscoveryEnumeration = true)]
    public void ThrowIfUnusable_Unusable_NamesTheParameterAndNotTheValue(string candidateId)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => PathSegment.ThrowIfUnusable(candidateId));

        Assert.Equal(nameof(candidateId), exception.ParamName);
        Assert.DoesNotContain('\ud800', exception.Message);
    }

    [Fact]
    public void ThrowIfUnusable_Null_ThrowsArgumentNull()
    {
        string id = null!;

        Assert.Throws<ArgumentNullException>(nameof(id), () => PathSegment.ThrowIfUnusable(id));
    }

    [Theory]
    [InlineData("8187e5da-dc77-475e-9949-af0f1fa4e4e3")]
    [InlineData("...")]
    [InlineData(".a")]
    [InlineData("a/../b")]
    [InlineData("ü🙂")]
    public void ThrowIfUnusable_Usable_Returns(string id) => PathSegment.ThrowIfUnusable(id);
}
