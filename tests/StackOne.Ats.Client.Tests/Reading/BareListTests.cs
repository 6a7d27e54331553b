using System.Net;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Reading;

/// <summary>A page that is the list itself, or an envelope with it.</summary>
public class BareListTests
{
    private readonly Harness _harness = new();

    /// <summary>The body of a page, the ids of its items, the paths of what did not fit, and what is kept of the page.</summary>
    public static TheoryData<string, string, string, string> Pages { get; } = new()
    {
        { """[{"id":"1"},{"id":"2"}]""", "1 2", "", "" },
        { """{"data":[{"id":"1"},{"id":"2"}]}""", "1 2", "", "" },
        { " \r\n[{\"id\":\"1\"}]\n", "1", "", "" },
        { """[null,{"id":"1"},null]""", "1", "", "" },
        { """[{"id":7},{"id":"2","created_at":"soon"}]""", "7 2", "$[1].created_at", "" },
        { """{"data":[{"id":7},{"id":"2","created_at":"soon"}],"total":2}""", "7 2", "$.data[1].created_at", "total=2" },
        { """[{"id":"1"},"x",{"id":"3","status_reasons":[{"timestamp":true}]},[2]]""", "1 3", "$[1] $[2].status_reasons[0].timestamp $[3]", """data=["x",[2]]""" },
        { """[{"id":"1","credentials":"none","status":["a"]}]""", "1", "$[0].credentials $[0].status", "" },
        { """[{"id":"1","label":"\ud800"}]""", "1", "", "" },
        { """{"data":{"id":"1"}}""", "1", "", "" },
        { "[]", "", "", "" },
        { """{"data":[]}""", "", "", "" },
        { """{"accounts":[{"id":"1"}]}""", "", "$.data", """accounts=[{"id":"1"}]""" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task List_Page_IsReadAsFarAsItCan(string body, string ids, string unexpected, string kept)
    {
        _harness.Stub.Answer(HttpStatusCode.OK, body);
        StackOneResponseInfo? info = null;

        await using IAsyncEnumerator<StackOnePage<LinkedAccount>> pages = _harness.Client.OnResponse(response => info = response)
            .Accounts.ListAsync().AsPages().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await pages.MoveNextAsync());

        StackOnePage<LinkedAccount> page = pages.Current;
        Assert.Equal(ids, string.Join(' ', page.Items.Select(item => item.Id)));
        Assert.Equal(unexpected, string.Join(' ', page.UnexpectedValues));
        Assert.Equal(kept, string.Join(' ', page.AdditionalProperties.Select(member => $"{member.Key}={member.Value.GetRawText()}")));
        Assert.Equal(unexpected, string.Join(' ', info!.UnexpectedValues));
    }

    /// <summary>An item that cannot be read is none, but the page is not empty either.</summary>
    [Fact]
    public async Task List_PageOfWhatCannotBeRead_DoesNotEndTheList()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, """["x"]""").Answer(HttpStatusCode.OK, """[{"id":"2"}]""").Answer(HttpStatusCode.OK, "[]");

        Assert.Equal(["2"], (await _harness.Client.Accounts.ListAsync().ReadAllAsync()).Select(account => account.Id));
    }

    /// <summary>The places are those in the response, not in an envelope around it.</summary>
    [Theory]
    [InlineData("[", "is not JSON (line 1, byte 2)")]
    [InlineData("[{\"id\":\"1\"},\n {\"id\" 2}]", "is not JSON (line 2, byte 8)")]
    [InlineData("""[],"a":1""", "is not JSON (line 1, byte 3)")]
    [InlineData("""[]}""", "is not JSON (line 1, byte 3)")]
    [InlineData("", "is empty")]
    [InlineData("7", "has another shape at the root of its JSON ($) than the contract describes")]
    [InlineData("null", "has another shape at the root of its JSON ($) than the contract describes")]
    public async Task List_BodyThatCannotBeRead_SaysWhere(string body, string fault)
    {
        _harness.Stub.Answer(HttpStatusCode.OK, body);

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => _harness.Client.Accounts.ListAsync().ReadAllAsync());

        Assert.StartsWith($"Accounts.ListAsync received a response that {fault}.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(body, failure.RawBody);
    }

    /// <summary>A body may have 1,000 levels, and a bare list one less, because of the envelope that is put around it.</summary>
    [Fact]
    public async Task List_BodyOf999Levels_IsRead()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, Nested(levels: 999)).Answer(HttpStatusCode.OK, "[]");

        LinkedAccount account = Assert.Single(await _harness.Client.Accounts.ListAsync().ReadAllAsync());

        Assert.Equal(["deep"], account.AdditionalProperties!.Keys);
    }

    [Fact]
    public async Task List_BodyOf1000Levels_SaysWhereItIsTooDeep()
    {
        string body = Nested(levels: 1_000);
        _harness.Stub.Answer(HttpStatusCode.OK, body);

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => _harness.Client.Accounts.ListAsync().ReadAllAsync());

        Assert.Contains($"is not JSON (line 1, byte {body.IndexOf(']', StringComparison.Ordinal)})", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Only what may come without an envelope is read without one.</summary>
    [Fact]
    public async Task List_BareListOfAnotherOperation_IsNotRead()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, """[{"id":"1"}]""");

        await Assert.ThrowsAsync<StackOneResponseException>(() => _harness.Client.Candidates.ListAsync().ReadAllAsync());
    }

    /// <summary>A list with an account that has a member of many levels.</summary>
    private static string Nested(int levels) => $$"""[{"deep":{{new string('[', levels - 2)}}{{new string(']', levels - 2)}}}]""";
}
