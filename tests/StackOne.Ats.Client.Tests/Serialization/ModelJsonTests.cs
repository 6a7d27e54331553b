using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Serialization;

public class ModelJsonTests
{
    /// <summary>Each group is one that a trimmed application may use alone.</summary>
    [Fact]
    public void Models_EachOperation_HasItsResultInItsGroup() => Assert.All(
        Operations.All.Where(operation => operation.Result is not null),
        operation => Assert.Equal(operation.Result, operation.Models.Options.GetTypeInfo(operation.Result!).Type));

    /// <summary>A group that knew the models of others would keep them in applications that do not use them.</summary>
    [Fact]
    public void Models_OfAGroup_AreNotInOthers()
    {
        Assert.True(AssessmentsOperations.Models.Options.TryGetTypeInfo(typeof(OrderCandidate), out _));
        Assert.False(AssessmentsOperations.Models.Options.TryGetTypeInfo(typeof(JobPosting), out _));
    }
}
