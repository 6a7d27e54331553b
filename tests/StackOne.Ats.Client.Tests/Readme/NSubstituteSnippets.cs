using NSubstitute;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Readme;

public class NSubstituteSnippets
{
    [Fact]
    public async Task NSubstitute_ForParts_ReachesTheGroup()
    {
        #region nsubstitute
        var assessments = Substitute.For<AssessmentsClient>();
        assessments.OrderAsync(Arg.Any<AssessmentOrderRequest>(), Arg.Any<CancellationToken>())
            .Returns(new AssessmentOrderResult { Id = "order-1" });
        var client = Substitute.ForPartsOf<StackOneAtsClient>();
        client.Assessments.Returns(assessments);

        AssessmentOrderResult order = await client.ForAccount("account-1").Assessments.OrderAsync(new AssessmentOrderRequest());

        Assert.Equal("order-1", order.Id);
        #endregion
    }

    /// <summary>What the documentation warns of.</summary>
    [Fact]
    public void NSubstitute_WithoutParts_HasNoViews() => Assert.Null(Substitute.For<StackOneAtsClient>().ForAccount("account-1"));
}
