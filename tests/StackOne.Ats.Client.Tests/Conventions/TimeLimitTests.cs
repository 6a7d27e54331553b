using Xunit.v3;

namespace StackOne.Ats.Client.Tests.Conventions;

public class TimeLimitTests
{
    [Fact]
    public void Timeout_Fact_IsTheDefault() => AssertDefault();

    [Theory]
    [InlineData(1)]
    public void Timeout_RowOfATheory_IsTheDefault(int row)
    {
        Assert.Equal(1, row);
        AssertDefault();
    }

    private static void AssertDefault() =>
        Assert.Equal((int)TimeLimit.Default.TotalMilliseconds, Assert.IsType<IXunitTest>(TestContext.Current.Test, exactMatch: false).Timeout);
}
