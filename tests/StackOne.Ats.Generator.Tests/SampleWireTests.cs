using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Refit;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Generator.Tests.Sample.Generated;
using StackOne.Ats.Generator.Tests.Sample.Models;

namespace StackOne.Ats.Generator.Tests;

/// <summary>What Refit makes of a generated interface: the request as it leaves for the socket.</summary>
public sealed class SampleWireTests : HttpMessageHandler
{
    private HttpRequestMessage? _request;
    private string? _body;

    private IThingsApi Api => RestService.ForGenerated<IThingsApi>(
        new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("https://api.example.com") },
        new RefitSettings(new SystemTextJsonContentSerializer(new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            TypeInfoResolver = ThingsJsonContext.Default,
        })));

    public static TheoryData<ThingListQuery?, string> Queries { get; } = new()
    {
        { null, "" },
        { new ThingListQuery(), "" },
        { new ThingListQuery { Raw = true, PageSize = 1, Max = -3 }, "?raw=true&page_size=1&max=-3" },
        { new ThingListQuery { Raw = false, PageSize = 100 }, "?raw=false&page_size=100" },
        { new ThingListQuery { Text = "a b&c=d+e/f?#ü漢🙂" }, "?text=a%20b%26c%3Dd%2Be%2Ff%3F%23%C3%BC%E6%BC%A2%F0%9F%99%82" },
        { new ThingListQuery { Ids = ["1", "a b", "ü&"] }, "?ids=1%2Ca%20b%2C%C3%BC%26" },
        { new ThingListQuery { Ids = [] }, "" },
        { new ThingListQuery { Status = new("not known") }, "?status=not%20known" },
        { new ThingListQuery { Proxy = [] }, "" },
        { new ThingListQuery { Proxy = new JsonObject { ["a b"] = "c&d", ["ü"] = 1.5m, ["on"] = true } }, "?proxy%5Ba%20b%5D=c%26d&proxy%5B%C3%BC%5D=1.5&proxy%5Bon%5D=true" },
        {
            new ThingListQuery { Proxy = new JsonObject { ["filter"] = new JsonObject { ["eq"] = new JsonObject { ["age"] = 25, ["name"] = "Ö" } } } },
            "?proxy%5Bfilter%5Beq%5D%5Bage%5D%5D=25&proxy%5Bfilter%5Beq%5D%5Bname%5D%5D=%C3%96"
        },
        {
            new ThingListQuery { UpdatedAfter = new DateTimeOffset(2024, 2, 29, 1, 30, 0, TimeSpan.FromHours(2)), ChangeType = ChangeType.OldValue },
            "?filter%5Bupdated_after%5D=2024-02-28T23%3A30%3A00Z&filter%5Bchange_type%5D=old-value"
        },
        {
            new ThingListQuery { UpdatedAfter = new DateTimeOffset(2024, 2, 29, 1, 30, 0, TimeSpan.Zero).AddMilliseconds(5) },
            "?filter%5Bupdated_after%5D=2024-02-29T01%3A30%3A00.005Z"
        },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Queries))]
    public async Task List_Query_IsWrittenTheSameInEveryCulture(ThingListQuery? query, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

        await Api.ListAsync(query?.ToQueryString(), "acc_1", "heartbeat", null!);

        Assert.Equal("https://api.example.com/things" + expected, _request!.RequestUri!.AbsoluteUri);
        Assert.Equal("acc_1", Assert.Single(_request.Headers.GetValues("x-account-id")));
        Assert.Equal("heartbeat", Assert.Single(_request.Headers.GetValues("Prefer")));
    }

    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("../up", "..%2Fup")]
    [InlineData("a b", "a%20b")]
    [InlineData("a?b#c", "a%3Fb%23c")]
    [InlineData("100%25", "100%2525")]
    [InlineData("...", "...")]
    [InlineData("ü🙂", "%C3%BC%F0%9F%99%82")]
    public async Task GetPart_PathArgument_StaysOneSegment(string id, string expected)
    {
        PathSegment.ThrowIfUnusable(id);

        await Api.GetPartAsync(id, id, id, id, null, "acc_1", null!);

        Assert.Equal($"/things/{expected}/parts/{expected}/{expected}/{expected}", _request!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Create_Body_HasNoNulls()
    {
        await Api.CreateAsync(new ThingRequest { Name = "a" }, "acc_1", null, null!);

        Assert.Equal(HttpMethod.Post, _request!.Method);
        Assert.Equal("""{"name":"a"}""", _body);
    }

    [Fact]
    public async Task Delete_NoContent_Returns()
    {
        await Api.DeleteAsync("1", "acc_1", null!);

        Assert.Equal("DELETE /things/1", $"{_request!.Method} {_request.RequestUri!.AbsolutePath}");
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _request = request;
        _body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        return request.Method == HttpMethod.Delete
            ? new HttpResponseMessage(HttpStatusCode.NoContent)
            : new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(
                    request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath == "/things"
                        ? """{"next":null,"data":[]}"""
                        : """{"id":"1","order":1,"data":{"id":"1"}}""",
                    Encoding.UTF8,
                    "application/json"),
            };
    }
}
