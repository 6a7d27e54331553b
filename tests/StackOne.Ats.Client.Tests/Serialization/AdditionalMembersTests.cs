using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Tests.Serialization;

public partial class AdditionalMembersTests
{
    [Fact]
    public void Guard_ModelWithoutAdditionalMembers_IsWritten()
    {
        var type = (JsonTypeInfo<Closed>)new ModelJson(Context.Default).Options.GetTypeInfo(typeof(Closed));

        Assert.Equal("""{"Id":"1"}""", JsonSerializer.Serialize(new Closed("1"), type));
        Assert.Null(type.OnSerializing);
    }

    internal sealed record Closed(string Id);

    [JsonSerializable(typeof(Closed))]
    internal sealed partial class Context : JsonSerializerContext;
}
