using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Serialization;

public partial class AdditionalMembersTests
{
    public static TheoryData<Type> Models { get; } = [.. ModelTypes.All.Keys];

    /// <summary>As the client writes them: no model has a member of its own a second time, and each says which.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Guard_AdditionalMemberOfAMemberThatHasAValue_IsRefused(Type model)
    {
        JsonTypeInfo type = ModelTypes.All[model].Options.GetTypeInfo(model);
        JsonPropertyInfo additional = type.Properties.Single(property => property.IsExtensionData);
        Assert.All(Samples.MembersOf(type).Select(member => member.Name), name =>
        {
            object value = JsonSerializer.Deserialize(Samples.Of(type, depth: 0).ToJsonString(), type)!;
            additional.Set!(value, new Dictionary<string, JsonElement> { [name] = JsonSerializer.SerializeToElement(1) });

            var failure = Assert.Throws<InvalidMemberException>(() => JsonSerializer.Serialize(value, type));

            Assert.Equal(("$", $".AdditionalProperties[\"{name}\"]"), (failure.Path, failure.Place));
            Assert.Contains($"\"{name}\"", failure.Message, StringComparison.Ordinal);
        });
    }

    /// <summary>A value that did not fit its member, or one of a member that an earlier version did not have.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Guard_AdditionalMemberOfAMemberThatIsNull_IsWritten(Type model)
    {
        JsonTypeInfo type = ModelTypes.All[model].Options.GetTypeInfo(model);
        JsonPropertyInfo additional = type.Properties.Single(property => property.IsExtensionData);
        Assert.All(Samples.MembersOf(type).Select(member => member.Name), name =>
        {
            object value = Activator.CreateInstance(model)!;
            additional.Set!(value, new Dictionary<string, JsonElement> { [name] = JsonSerializer.SerializeToElement(1) });

            Assert.Equal($"{{\"{name}\":1}}", JsonSerializer.Serialize(value, type));
        });
    }

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
