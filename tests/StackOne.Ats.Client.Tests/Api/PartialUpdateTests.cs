using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Api;

/// <summary>The bodies of PATCH: a null differs from a member that is absent.</summary>
public class PartialUpdateTests
{
    private static readonly JsonElement Null = JsonSerializer.SerializeToElement<object?>(null);

    private static readonly Dictionary<string, (CandidateUpdateRequest Request, string Expected)> Updates = new()
    {
        ["nothing"] = (new(), "{}"),
        ["empty list"] = (new() { SetToNull = [] }, "{}"),
        ["a value"] = (new() { Title = "Lead" }, """{"title":"Lead"}"""),
        ["empty values"] = (new() { Title = "", Emails = [], Passthrough = [] }, """{"passthrough":{},"emails":[],"title":""}"""),
        ["a null"] = (new() { SetToNull = [nameof(CandidateUpdateRequest.Title)] }, """{"title":null}"""),
        ["a null twice"] = (new() { SetToNull = ["Title", "Title"] }, """{"title":null}"""),
        ["nulls beside a value"] = (
            new() { Company = "X", SetToNull = ["Title", "HiredAt", "CustomFields", "UnifiedCustomFields"] },
            """{"unified_custom_fields":null,"company":"X","title":null,"hired_at":null,"custom_fields":null}"""),
        ["a name of the API"] = (new() { SetToNull = ["first_name", "FirstName"] }, """{"first_name":null}"""),
        ["the list's own name"] = (
            new() { AdditionalProperties = new Dictionary<string, JsonElement> { ["set_to_null"] = Null, ["SetToNull"] = Null } },
            """{"set_to_null":null,"SetToNull":null}"""),
        ["additional members"] = (
            new() { SetToNull = ["Title"], AdditionalProperties = new Dictionary<string, JsonElement> { ["new"] = Null, ["Title"] = Null } },
            """{"title":null,"new":null,"Title":null}"""),
        ["nulls inside"] = (
            new() { CustomFields = [new() { Id = "f1", Name = null }], Passthrough = new() { ["a"] = null } },
            """{"passthrough":{"a":null},"custom_fields":[{"id":"f1"}]}"""),
    };

    private static readonly Dictionary<string, CandidateUpdateRequest> Invalid = new()
    {
        ["unknown"] = new() { SetToNull = ["Titel"] },
        ["null"] = new() { SetToNull = [null!] },
        ["empty"] = new() { SetToNull = [""] },
        ["deprecated, and no member"] = new() { SetToNull = ["Phone"] },
        ["other case"] = new() { SetToNull = ["TITLE"] },
        ["itself"] = new() { SetToNull = ["SetToNull"] },
        ["itself in JSON"] = new() { SetToNull = ["set_to_null"] },
        ["additional properties"] = new() { SetToNull = ["AdditionalProperties"] },
        ["one of several"] = new() { Company = "X", SetToNull = ["Title", "Titel"] },
        ["with a value"] = new() { Title = "secret", SetToNull = ["Title"] },
        ["with an empty value"] = new() { Emails = [], SetToNull = ["Emails"] },
        ["also an additional member"] = new()
        {
            SetToNull = ["Title"],
            AdditionalProperties = new Dictionary<string, JsonElement> { ["title"] = JsonSerializer.SerializeToElement("secret") },
        },
    };

    public static TheoryData<string> Names { get; } = [.. Updates.Keys];

    public static TheoryData<string> InvalidNames { get; } = [.. Invalid.Keys];

    public static TheoryData<Type> Models { get; } = [.. ModelTypes.All.Keys.Where(type => typeof(IPartialUpdate).IsAssignableFrom(type))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Update_Request_SendsWhatWasSetAndTheNulls(string name)
    {
        (CandidateUpdateRequest request, string expected) = Updates[name];
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.OK, """{"statusCode":200,"message":"","timestamp":"2026-03-01T12:00:00Z","data":{}}""");

        await harness.Client.Candidates.UpdateAsync("c1", request);

        Assert.Equal(expected, harness.Stub.Sent[0].Body);
    }

    [Theory]
    [MemberData(nameof(InvalidNames))]
    public async Task Update_InvalidSetToNull_ThrowsAndSendsNothing(string name)
    {
        var harness = new Harness();

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.Candidates.UpdateAsync("c1", Invalid[name]));

        Assert.Equal("request", failure.ParamName);
        Assert.Contains(name == "also an additional member" ? "($.AdditionalProperties[\"title\"])" : "($.SetToNull)", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            name switch
            {
                "also an additional member" => "AdditionalProperties contains \"title\"",
                "with a value" => "SetToNull contains \"title\", which has a value. Remove one of the two.",
                "with an empty value" => "SetToNull contains \"emails\", which has a value.",
                _ => "Use nameof with the property, or its name in the API.",
            },
            failure.Message,
            StringComparison.Ordinal);

        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.Empty(harness.Stub.Sent);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void SetToNull_EachMemberOfEachUpdate_IsWrittenAsNull(Type model)
    {
        foreach (JsonTypeInfo type in ModelTypes.TypeInfos(model))
        {
            JsonPropertyInfo[] members = [.. type.Properties.Where(property => property is { IsExtensionData: false, Get: not null })];
            string[] names = [.. model.GetProperties()
                .Where(property => property.GetCustomAttributes(typeof(JsonPropertyNameAttribute), inherit: false).Length > 0 && property.Name != "SetToNull")
                .Select(property => property.Name)];
            object update = Activator.CreateInstance(model)!;
            model.GetProperty("SetToNull")!.SetValue(update, names);

            JsonObject json = JsonNode.Parse(JsonSerializer.Serialize(update, type))!.AsObject();

            Assert.NotEmpty(names);
            Assert.Equal(members.Select(member => member.Name), json.Select(member => member.Key));
            Assert.All(json, member => Assert.Null(member.Value));
        }
    }

    /// <summary>As an application does that stores an update, and sends it later.</summary>
    [Fact]
    public void SetToNull_InJsonOfTheApplication_ComesBack()
    {
        var update = new CandidateUpdateRequest { Title = "Lead", SetToNull = [nameof(CandidateUpdateRequest.Company)] };

        string stored = JsonSerializer.Serialize(update);
        string storedByContext = JsonSerializer.Serialize(update, ApplicationContext.Default.CandidateUpdateRequest);

        Assert.Equal("""{"title":"Lead","set_to_null":["Company"]}""", JsonNode.Parse(stored)!.AsObject().Where(member => member.Value is not null)
            .Aggregate(new JsonObject(), (all, member) => { all[member.Key] = member.Value!.DeepClone(); return all; }).ToJsonString());
        Assert.Equal(update, JsonSerializer.Deserialize<CandidateUpdateRequest>(stored));
        Assert.Equal(update, JsonSerializer.Deserialize(storedByContext, ApplicationContext.Default.CandidateUpdateRequest));
    }

    [Fact]
    public async Task Create_NullsOfOtherRequests_AreNotSent()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.Created, """{"statusCode":201,"message":"","timestamp":"2026-03-01T12:00:00Z","data":{}}""");

        await harness.Client.Candidates.CreateAsync(new() { FirstName = "Ada", LastName = null, CustomFields = null });

        Assert.Equal("""{"first_name":"Ada"}""", harness.Stub.Sent[0].Body);
    }

    [Fact]
    public async Task Update_Retried_SendsTheNullsAgain()
    {
        var harness = new Harness();
        harness.Stub
            .Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "1"))
            .Answer(HttpStatusCode.OK, """{"statusCode":200,"message":"","timestamp":"2026-03-01T12:00:00Z","data":{}}""");

        await harness.RunAsync(() => harness.Client.Candidates.UpdateAsync("c1", new() { SetToNull = ["Title"] }));

        Assert.Equal(["""{"title":null}""", """{"title":null}"""], harness.Stub.Sent.Select(request => request.Body));
    }
}

[JsonSerializable(typeof(CandidateUpdateRequest))]
internal sealed partial class ApplicationContext : JsonSerializerContext;
