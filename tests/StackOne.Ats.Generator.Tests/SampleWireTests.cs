using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
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
        RefitSettings.ForJsonContext(ThingsJsonContext.Default));

    public static TheoryData<ThingListQuery?, string> Queries { get; } = new()
    {
        { null, "" },
        { new ThingListQuery(), "" },
        { new ThingListQuery { Raw = true, PageSize = 100, Max = -3 }, "?raw=true&page_size=100&max=-3" },
        { new ThingListQuery { Raw = false, Q = "" }, "?raw=false&q=" },
        { new ThingListQuery { Fields = ["id", "a&b"] }, "?fields=id%2Ca%26b" },
        { new ThingListQuery { Fields = [] }, "" },
        { new ThingListQuery { Q = "a b&c=d+e/f?#ü漢🙂" }, "?q=a%20b%26c%3Dd%2Be%2Ff%3F%23%C3%BC%E6%BC%A2%F0%9F%99%82" },
        { new ThingListQuery { Status = new("not known") }, "?status=not%20known" },
        { new ThingListQuery { Proxy = new() { ["a b"] = "c&d", ["ü"] = 1.50m, ["b"] = true } }, "?proxy%5Ba%20b%5D=c%26d&proxy%5B%C3%BC%5D=1.50&proxy%5Bb%5D=true" },
        { new ThingListQuery { Proxy = new() { ["filter"] = new JsonObject { ["eq"] = new JsonObject { ["age"] = 25 } } } }, "?proxy%5Bfilter%5Beq%5D%5Bage%5D%5D=25" },
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

        await Api.ListAsync(query?.ToQueryString(), "acc_1", "heartbeat", null!, TestContext.Current.CancellationToken);

        Assert.Equal("https://api.example.com/things" + expected, _request!.RequestUri!.AbsoluteUri);
        Assert.Equal("acc_1", Assert.Single(_request.Headers.GetValues("x-account-id")));
        Assert.Equal("heartbeat", Assert.Single(_request.Headers.GetValues("Prefer")));
    }

    public static TheoryData<ThingListQuery> Unusable { get; } = new()
    {
        { new ThingListQuery { PageSize = 0 } },
        { new ThingListQuery { PageSize = 101 } },
        { new ThingListQuery { Fields = ["id", " "] } },
        { new ThingListQuery { Fields = ["id,name"] } },
        { new ThingListQuery { Proxy = new() { ["a"] = null } } },
        { new ThingListQuery { Proxy = new() { ["a"] = new JsonArray(1) } } },
        { new ThingListQuery { Q = "\ud800" } },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Unusable))]
    public void Query_ValueThatCannotBeSent_Throws(ThingListQuery query) => Assert.ThrowsAny<ArgumentException>(query.ToQueryString);

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

        await Api.GetPartAsync(id, id, id, id, null, "acc_1", null!, TestContext.Current.CancellationToken);

        Assert.Equal($"/things/{expected}/parts/{expected}/{expected}/{expected}", _request!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Create_Body_HasNoNulls()
    {
        await Api.CreateAsync(new ThingRequest { Name = "a" }, "acc_1", null, null!, TestContext.Current.CancellationToken);

        Assert.Equal(HttpMethod.Post, _request!.Method);
        Assert.Equal("""{"name":"a"}""", _body);
    }

    [Fact]
    public async Task Delete_NoContent_Returns()
    {
        await Api.DeleteAsync("1", "acc_1", null!, TestContext.Current.CancellationToken);

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
                Content = new StringContent("""{"next":null,"data":{"id":"1"},"id":"1","order":1}""".Replace(
                    "\"data\":{\"id\":\"1\"}",
                    request.RequestUri!.AbsolutePath == "/things" ? "\"data\":[]" : "\"data\":{\"id\":\"1\"}",
                    StringComparison.Ordinal), Encoding.UTF8, "application/json"),
            };
    }
}
