using System.Globalization;
using System.Net;
using System.Text;
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
        RefitSettings.ForJsonContext(StackOneJsonContext.Default));

    public static TheoryData<ThingListQuery?, string> Queries { get; } = new()
    {
        { null, "" },
        { new ThingListQuery(), "" },
        { new ThingListQuery { Raw = true, PageSize = 1.5m, Max = -3 }, "?raw=true&page_size=1.5&max=-3" },
        { new ThingListQuery { Raw = false, Fields = "" }, "?raw=false&fields=" },
        { new ThingListQuery { Fields = "a b&c=d+e/f?#ü漢🙂" }, "?fields=a%20b%26c%3Dd%2Be%2Ff%3F%23%C3%BC%E6%BC%A2%F0%9F%99%82" },
        { new ThingListQuery { Ids = ["1", "a b"] }, "?ids=1&ids=a%20b" },
        { new ThingListQuery { Ids = [] }, "" },
        { new ThingListQuery { Status = new("not known") }, "?status=not%20known" },
        { new ThingListQuery { Proxy = new Dictionary<string, string> { ["a b"] = "c&d", ["ü"] = "1" } }, "?proxy%5Ba%20b%5D=c%26d&proxy%5B%C3%BC%5D=1" },
        { new ThingListQuery { Filter = new() }, "" },
        {
            new ThingListQuery { Filter = new() { UpdatedAfter = new DateTimeOffset(2024, 2, 29, 1, 30, 0, TimeSpan.FromHours(2)), ChangeType = ChangeType.OldValue } },
            "?filter%5Bupdated_after%5D=2024-02-28T23%3A30%3A00Z&filter%5Bchange_type%5D=old-value"
        },
        {
            new ThingListQuery { Filter = new() { UpdatedAfter = new DateTimeOffset(2024, 2, 29, 1, 30, 0, TimeSpan.Zero).AddMilliseconds(5) } },
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

    [Fact]
    public async Task List_DeprecatedParameter_IsStillSent()
    {
#pragma warning disable CS0618 // It is what the test is about.
        var query = new ThingListQuery { UpdatedAfter = DateTimeOffset.UnixEpoch, Filter = new() { OldName = "a" } };
#pragma warning restore CS0618

        await Api.ListAsync(query.ToQueryString(), "acc_1", null, null!, TestContext.Current.CancellationToken);

        Assert.Equal("?updated_after=1970-01-01T00%3A00%3A00Z&filter%5Bold_name%5D=a", _request!.RequestUri!.Query);
        Assert.False(_request.Headers.Contains("Prefer"));
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
