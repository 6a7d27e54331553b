using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Tests.Properties;

public class HeaderValueProperties
{
    /// <summary>Every UTF-16 unit there is, at the front, in the middle, at the end and alone.</summary>
    [Fact]
    public void IsKeyAndIsAccount_EveryUnitAtEveryPlace_TakeVisibleAsciiOnly()
    {
        for (int unit = char.MinValue; unit <= char.MaxValue; unit++)
        {
            bool visible = unit is > ' ' and < '\u007f';
            foreach (string value in (string[])[$"{(char)unit}ab", $"a{(char)unit}b", $"ab{(char)unit}", $"{(char)unit}"])
            {
                if (HeaderValue.IsAccount(value) != visible || HeaderValue.IsKey(value) != (visible && unit != ':'))
                {
                    Assert.Fail($"U+{unit:X4} in {value.Length} units");
                }
            }
        }

        Assert.False(HeaderValue.IsKey("") || HeaderValue.IsAccount(""));
    }

    /// <summary>The same through the public face: refused with the value unsaid, or taken.</summary>
    [Fact]
    public void ForAccount_Units_AreRefusedOrTaken()
    {
        using var client = new StackOneAtsClient(new StackOneAtsClientOptions { ApiKey = "key" });
        for (int unit = char.MinValue; unit <= char.MaxValue; unit++)
        {
            // A refusal is an exception, and those take their time: past Latin Extended not every unit is tried.
            unit = Math.Min(unit + (unit > 0x24F ? 100 : 0), char.MaxValue);
            string id = $"acc_{(char)unit}1";
            if (unit is > ' ' and < '\u007f')
            {
                client.ForAccount(id);
            }
            else
            {
                Assert.DoesNotContain(id, Assert.Throws<ArgumentException>(() => client.ForAccount(id)).Message, StringComparison.Ordinal);
            }
        }
    }
}
