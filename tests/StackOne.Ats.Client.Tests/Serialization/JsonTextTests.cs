using System.Text;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Tests.Serialization;

public class JsonTextTests
{
    /// <summary>Also at either end of the text, where there is no room for a pair.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("\\", "\\")]
    [InlineData("\\ud80", "\\ud80")]
    [InlineData("\\ud800", "\\ufffd")]
    [InlineData("\\udc00", "\\ufffd")]
    [InlineData("\\ud83d\\ude00", "\\ud83d\\ude00")]
    [InlineData("\\ud83d\\ud83d\\ude00", "\\ufffd\\ud83d\\ude00")]
    [InlineData("\\ud83d\\ude00\\ude00", "\\ud83d\\ude00\\ufffd")]
    [InlineData("\\\\ud800", "\\\\ud800")]
    [InlineData("\\\\\\ud800", "\\\\\\ufffd")]
    public void Repair_LoneSurrogates_AreReplaced(string text, string repaired)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        Assert.Equal(repaired, Encoding.UTF8.GetString(JsonText.Repair(bytes).Span));
        Assert.Equal(repaired != text, JsonText.HasLoneSurrogate(bytes));
    }
}
