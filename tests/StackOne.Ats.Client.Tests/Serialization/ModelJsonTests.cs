using System.Text;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Tests.Serialization;

public class ModelJsonTests
{
    /// <summary>Each group is one that a trimmed application may use alone.</summary>
    [Fact]
    public void Models_EachOperation_HasItsResultInItsGroup() => Assert.All(
        Operations.All.Where(operation => operation.Result is not null),
        operation => Assert.Equal(operation.Result, operation.Models.Options.GetTypeInfo(operation.Result!).Type));

    /// <summary>A success that is any object, of which the contract has none today.</summary>
    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("7")]
    public void Read_AnyObjectThatIsNone_IsRefused(string json)
    {
        var failure = Assert.Throws<UnreadableBodyException>(
            () => LenientReader.Read(Encoding.UTF8.GetBytes(json), AssessmentsOperations.Models, typeof(JsonObject)));

        Assert.StartsWith("has another shape at the root", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A group that knew the models of others would keep them in applications that do not use them.</summary>
    [Fact]
    public void Models_OfAGroup_AreNotInOthers()
    {
        Assert.True(AssessmentsOperations.Models.Options.TryGetTypeInfo(typeof(OrderCandidate), out _));
        Assert.False(AssessmentsOperations.Models.Options.TryGetTypeInfo(typeof(JobPosting), out _));
    }
}
