using Moq;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Readme;

public class MoqSnippets
{
    [Fact]
    public async Task Moq_ThatCallsTheBase_ReachesTheGroup()
    {
        #region moq
        var assessments = new Mock<AssessmentsClient>();
        assessments
            .Setup(group => group.OrderAsync(It.IsAny<AssessmentOrderRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AssessmentOrderResult { Id = "order-1" });
        var client = new Mock<StackOneAtsClient> { CallBase = true };
        client.Setup(mock => mock.Assessments).Returns(assessments.Object);

        AssessmentOrderResult order = await client.Object.ForAccount("account-1").Assessments.OrderAsync(new AssessmentOrderRequest());

        Assert.Equal("order-1", order.Id);
        #endregion
    }

    /// <summary>What the documentation warns of.</summary>
    [Fact]
    public void Moq_ThatDoesNotCallTheBase_HasNoViews() => Assert.Null(new Mock<StackOneAtsClient>().Object.ForAccount("account-1"));
}
