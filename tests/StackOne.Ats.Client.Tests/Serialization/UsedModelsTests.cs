using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Tests.Serialization;

public class UsedModelsTests
{
    [Fact]
    public void GetTypeInfo_ModelOfAnAddedContext_IsFoundAndNoOther()
    {
        var models = new UsedModels();
        models.Add(new AssessmentOrderRequestJsonContext());

        Assert.Equal(typeof(OrderCandidate), models.GetTypeInfo(typeof(OrderCandidate), ModelJson.Options(models))?.Type);
        Assert.Null(models.GetTypeInfo(typeof(AssessmentOrderResult), ModelJson.Options(models)));
    }

    /// <summary>An operation may be created twice, if two threads use it first at the same time.</summary>
    [Fact]
    public void Add_ContextOfTheSameType_KeepsTheFirst()
    {
        var models = new UsedModels();
        JsonSerializerContext first = new AssessmentOrderResultJsonContext();
        models.Add(first);
        models.Add(new AssessmentOrderResultJsonContext());

        JsonTypeInfo? found = models.GetTypeInfo(typeof(AssessmentOrderResult), ModelJson.Options(models));

        Assert.Same(first, found?.OriginatingResolver);
    }
}
