using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Reading;

/// <summary>Every member of every model, with every value of <see cref="OddValues"/>.</summary>
public class OddValueTests
{
    public static TheoryData<Type> Models { get; } = [.. ModelTypes.All.Keys, typeof(WriteBody), typeof(WrittenIds), typeof(ProviderErrorBody)];

    /// <summary>The models of pages and of single resources.</summary>
    public static TheoryData<Type> Resources { get; } =
    [
        .. ModelTypes.All.Keys.Where(model => PageOf(model) is not null),
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_OddValueOfAMember_IsConvertedOrKeptAndSentBackAsItCame(Type model)
    {
        ModelJson models = JsonOf(model);
        JsonTypeInfo type = models.Options.GetTypeInfo(model);
        foreach (JsonPropertyInfo member in Samples.MembersOf(type))
        {
            foreach (var (odd, expected) in OddValues.Of(member.PropertyType, MembersOf))
            {
                string what = $"{model.Name}.{member.Name} = {odd}";
                (string json, JsonObject after) = WithOddValue(Samples.Of(type, depth: 1), member.Name, odd, expected);

                ReadBody read = Read(json, models, model);

                AssertEqual(after, Write(read.Value!, type), what);
                Assert.True(read.UnexpectedValues.SequenceEqual(expected == OddValues.Kept ? [$"$.{member.Name}"] : Array.Empty<string>()), what);
                AssertKept(read.Value!, type, member, expected == OddValues.Kept, what);
                AssertEqual(after, Write(Read(after.ToJsonString(), models, model).Value!, type), $"{what}, again");
            }
        }
    }

    /// <summary>A page whose first, middle and last item have an odd value: the others are as they are without it.</summary>
    /// <remarks>
    /// A null item in a list, here in one that the contract does not have, makes the lenient reader read the page also where the value is one that
    /// the ordinary way reads.
    /// </remarks>
    [Theory]
    [MemberData(nameof(Resources))]
    public void Page_OddValueInAnItem_CostsNothingBesideIt(Type model)
    {
        Type page = PageOf(model)!;
        ModelJson models = ModelTypes.Groups.First(json => ModelTypes.Has(json, page));
        JsonTypeInfo type = models.Options.GetTypeInfo(model);
        JsonObject ordinary = Samples.Of(type, depth: 1);
        foreach (JsonPropertyInfo member in Samples.MembersOf(type))
        {
            foreach (var (odd, expected) in OddValues.Of(member.PropertyType, MembersOf))
            {
                (string json, JsonObject after) = WithOddValue((JsonObject)ordinary.DeepClone(), member.Name, odd, expected);
                string beside = ordinary.ToJsonString();

                ReadBody read = Read($$"""{"data":[{{json}},{{beside}},{{json}},{{beside}},{{json}}],"next":"c1","raw":[],"more":[null]}""", models, page);

                var written = (JsonObject)JsonNode.Parse(JsonSerializer.Serialize(read.Value, models.Options.GetTypeInfo(page)))!;
                JsonNode[] items = [.. Enumerable.Range(0, 5).Select(i => (i % 2 == 0 ? after : ordinary).DeepClone())];
                AssertEqual(
                    new JsonObject { ["data"] = new JsonArray(items), ["next"] = "c1", ["raw"] = new JsonArray(), ["more"] = new JsonArray([null]) },
                    written,
                    $"{model.Name}.{member.Name} = {odd}");
                int[] kept = expected == OddValues.Kept ? [0, 2, 4] : [];
                Assert.Equal(kept.Select(i => $"$.data[{i}].{member.Name}"), read.UnexpectedValues);
            }
        }
    }

    /// <summary>One level further in, through a member that is a model and through one that is a list of models.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Model_OddValueWithinAMember_IsConvertedOrKeptThere(Type model)
    {
        ModelJson models = JsonOf(model);
        JsonTypeInfo type = models.Options.GetTypeInfo(model);
        foreach (JsonPropertyInfo outer in Samples.MembersOf(type))
        {
            bool isList = outer.PropertyType.IsGenericType;
            Type inner = isList ? outer.PropertyType.GetGenericArguments()[0] : outer.PropertyType;
            foreach (JsonPropertyInfo member in ModelTypes.All.ContainsKey(inner) ? Samples.MembersOf(models.Options.GetTypeInfo(inner)) : [])
            {
                foreach (var (odd, expected) in OddValues.Of(member.PropertyType, MembersOf))
                {
                    (string json, JsonObject after) = WithOddValue(Samples.Of(models.Options.GetTypeInfo(inner), depth: 0), member.Name, odd, expected);
                    JsonObject whole = Samples.Of(type, depth: 0);
                    whole[outer.Name] = "INNER";
                    string body = whole.ToJsonString().Replace("\"INNER\"", isList ? $"[{{}},{json}]" : json, StringComparison.Ordinal);
                    whole[outer.Name] = isList ? new JsonArray(new JsonObject(), after) : after;

                    ReadBody read = Read(body, models, model);

                    AssertEqual(whole, Write(read.Value!, type), $"{model.Name}.{outer.Name}.{member.Name} = {odd}");
                    Assert.Equal(
                        expected == OddValues.Kept ? [$"$.{outer.Name}{(isList ? "[1]" : "")}.{member.Name}"] : Array.Empty<string>(),
                        read.UnexpectedValues);
                }
            }
        }
    }

    /// <summary>The body of a page of the model; null if no operation has one.</summary>
    private static Type? PageOf(Type model) => ((Type[])[typeof(PageBody<>), typeof(OptionalPageBody<>), typeof(NumberedPageBody<>)])
        .Select(page => page.MakeGenericType(model))
        .FirstOrDefault(page => ModelTypes.Groups.Any(json => ModelTypes.Has(json, page)));

    private static ModelJson JsonOf(Type model) => ModelTypes.Groups.First(json => ModelTypes.Has(json, model));

    private static ReadBody Read(string json, ModelJson models, Type type) =>
        ResponseReader.Read(Encoding.UTF8.GetBytes(json), models, type, mayBeEmpty: false);

    private static Dictionary<string, Type> MembersOf(Type model) =>
        Samples.MembersOf(JsonOf(model).Options.GetTypeInfo(model)).ToDictionary(member => member.Name, member => member.PropertyType);

    /// <summary>The JSON with the odd value, as text because it may not be valid Unicode, and what it is when it is written again.</summary>
    private static (string Json, JsonObject After) WithOddValue(JsonObject sample, string member, string odd, string expected)
    {
        sample[member] = "ODD";
        string json = sample.ToJsonString().Replace("\"ODD\"", odd, StringComparison.Ordinal);
        string after = expected == OddValues.Kept ? odd.Replace("\\ud800", "\\ufffd", StringComparison.Ordinal) : expected;
        if (after == "null")
        {
            sample.Remove(member);
        }
        else
        {
            sample[member] = JsonNode.Parse(after);
        }

        return (json, sample);
    }

    private static JsonNode Write(object value, JsonTypeInfo type) => JsonNode.Parse(JsonSerializer.Serialize(value, type))!;

    private static void AssertKept(object model, JsonTypeInfo type, JsonPropertyInfo member, bool kept, string what)
    {
        var additional = (IDictionary<string, JsonElement>)type.Properties.Single(property => property.IsExtensionData).Get!(model)!;
        Assert.True(additional.Keys.Order(StringComparer.Ordinal).SequenceEqual((string[])(kept ? [.. new[] { member.Name, "unknown" }.Order(StringComparer.Ordinal)] : ["unknown"])), what);
        Assert.True(!kept || member.Get!(model) is null, what);
    }

    private static void AssertEqual(JsonNode expected, JsonNode actual, string what)
    {
        if (!JsonNode.DeepEquals(expected, actual))
        {
            Assert.Fail($"{what}\nexpected: {expected.ToJsonString()}\nactual:   {actual.ToJsonString()}");
        }
    }
}
