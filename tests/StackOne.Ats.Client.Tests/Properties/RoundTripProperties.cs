using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CsCheck;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Properties;

/// <summary>Arbitrary JSON of a model's shape, made from what the model says of itself, comes back as it was.</summary>
public class RoundTripProperties
{
    public static TheoryData<Type> Models { get; } = [.. ModelTypes.All.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_AnyJsonOfItsShape_IsReadAndWrittenAsItWas(Type model)
    {
        JsonTypeInfo type = TypeInfo(model)!;
        OfModel(type, depth: 2).Sample(
            json =>
            {
                object read = JsonSerializer.Deserialize(json, type)!;
                using var before = JsonDocument.Parse(json);
                using var after = JsonDocument.Parse(JsonSerializer.Serialize(read, type));
                return JsonElement.DeepEquals(before.RootElement, after.RootElement);
            },
            iter: 100);
    }

    /// <summary>As the client writes them: no model has a member of its own a second time, and each says which.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Model_AdditionalMemberOfAMemberThatHasAValue_IsRefused(Type model)
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
    public void Model_AdditionalMemberOfAMemberThatIsNull_IsWritten(Type model)
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

    private static JsonTypeInfo? TypeInfo(Type type) =>
        ModelTypes.All.TryGetValue(type, out ModelJson? json) ? json.Options.GetTypeInfo(type) : null;

    /// <summary>Some of the known members, and some that are not known.</summary>
    private static Gen<string> OfModel(JsonTypeInfo type, int depth)
    {
        string[] known = [.. type.Properties.Select(property => JsonSerializer.Serialize(property.Name))];
        Gen<string?>[] members =
        [
            .. type.Properties
                .Where(property => property is { IsExtensionData: false, Get: not null })
                .Select(property => Gen.Frequency(
                    (property.IsRequired ? 0 : 1, Gen.Const((string?)null)),
                    (3, Of(property.PropertyType, depth).Select(value => (string?)$"\"{property.Name}\":{value}")))),
        ];
        Gen<string?> unknown = JsonGen.ObjectOf(JsonGen.Text.Where(name => !known.Contains(name)), JsonGen.Any)
            .Select(json => json.Length > 2 ? (string?)json[1..^1] : null);
        return members.Append(unknown).Aggregate(
            Gen.Const(Array.Empty<string?>()),
            (all, member) => Gen.Select(all, member, (before, one) => (string?[])[.. before, one]))
            .Select(all => "{" + string.Join(',', all.Where(one => one is not null)) + "}");
    }

    private static Gen<string> Of(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return JsonGen.Text;
        }

        if (type.IsValueType && type.Namespace == typeof(AssessmentOrderRequest).Namespace)
        {
            // An enumeration has no empty value.
            return JsonGen.Text.Where(json => json != "\"\"");
        }

        if (type == typeof(JsonNode))
        {
            // A null counts as absent, as for every other member.
            return JsonGen.Any.Where(json => json != "null");
        }

        if (type == typeof(bool))
        {
            return Gen.Bool.Select(value => value ? "true" : "false");
        }

        if (type == typeof(int))
        {
            return Gen.Int.Select(value => value.ToString(CultureInfo.InvariantCulture));
        }

        if (type == typeof(decimal))
        {
            return Gen.Decimal.Select(value => value.ToString(CultureInfo.InvariantCulture));
        }

        if (type == typeof(DateTimeOffset))
        {
            return Gen.DateTimeOffset.Select(value => JsonSerializer.Serialize(value));
        }

        if (type == typeof(ReadOnlyMemory<byte>))
        {
            // The client refuses to send none.
            return Gen.Byte.Array[1, 20].Select(value => JsonSerializer.Serialize(value));
        }

        if (type == typeof(JsonObject))
        {
            return JsonGen.Object;
        }

        if (type.IsGenericType && type.IsAssignableTo(typeof(System.Collections.IEnumerable)))
        {
            return JsonGen.ListOf(Of(type.GetGenericArguments()[0], depth));
        }

        return TypeInfo(type) is { } model
            ? depth == 0 && !model.Properties.Any(property => property.IsRequired) ? Gen.Const("{}") : OfModel(model, Math.Max(depth - 1, 0))
            : throw new NotSupportedException($"Say here how arbitrary JSON for {type} is made.");
    }
}
