using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Tests.Serialization;

public class PathSegmentTests
{
    private const string Dots = "An id cannot be one or two dots, which mean another path.";
    private const string Half = "The id contains an unpaired surrogate.";
    private const string Blank = "The value cannot be an empty string or composed entirely of whitespace.";

    public static TheoryData<string, string> Unusable { get; } = new()
    {
        { "", Blank },
        { " ", Blank },
        { "\t\r\n", Blank },
        { ".", Dots },
        { "..", Dots },
        { "a\ud800", Half },
        { "\udc00a", Half },
        { "\ud83d \ude42", Half },
    };

    [Theory]
    [MemberData(nameof(Unusable), DisableDiscoveryEnumeration = true)]
    public void ThrowIfUnusable_Unusable_NamesTheParameterAndNotTheValue(string candidateId, string message)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => PathSegment.ThrowIfUnusable(candidateId));

        Assert.Equal(nameof(candidateId), exception.ParamName);
        Assert.Equal($"{message} (Parameter 'candidateId')", exception.Message);
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

    [Fact]
    public void ThrowIfUnusable_TooLong_IsRefused()
    {
        string id = new('a', 2_000);
        PathSegment.ThrowIfUnusable(id);

        var failure = Assert.Throws<ArgumentException>(() => PathSegment.ThrowIfUnusable(id + "a", "candidateId"));

        Assert.Equal("The id has more than 2000 characters. (Parameter 'candidateId')", failure.Message);
    }
}
