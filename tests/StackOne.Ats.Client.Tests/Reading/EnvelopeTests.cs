using System.Net;
using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Reading;

/// <summary>What is around the resources of a response.</summary>
public class EnvelopeTests
{
    private readonly Harness _harness = new();

    /// <summary>The body of a page, the ids of its items, its cursor, the paths of what did not fit, and what is kept of the page.</summary>
    public static TheoryData<string, string, string?, string, string> Pages { get; } = new()
    {
        { """{"data":[{"id":"1"},{"id":"2"}]}""", "1 2", null, "", "" },
        { """{"data":[null,{"id":"1"},null],"next":null}""", "1", null, "", "" },
        { """{"data":[{"id":7},{"id":"2","hired_at":"soon"}],"next":5}""", "7 2", "5", "$.data[1].hired_at", "" },
        { """{"data":{"id":"1"},"next":"c1"}""", "1", "c1", "", "" },
        { """{"data":{},"next":"c1"}""", "", "c1", "", "" },
        { """{"data":[],"next":""}""", "", null, "", "" },
        { """{"data":[{"id":"1"},"x",{"id":"3"},[2]]}""", "1 3", null, "$.data[1] $.data[3]", """data=["x",[2]]""" },
        { """{"data":"x","next":"c1"}""", "", "c1", "$.data", "data=\"x\"" },
        { """{"data":null,"next":"c1"}""", "", "c1", "$.data", "" },
        { "{}", "", null, "$.data", "" },
        { """{"results":[{"id":"1"}]}""", "", null, "$.data", """results=[{"id":"1"}]""" },
        { """{"data":[{"id":"1"}],"total":1,"raw":7,"next_page":"2"}""", "1", null, "$.raw", "raw=7 total=1" },
        { """{"data":[{"id":"1"}],"UnexpectedValues":1,"HasData":2,"AdditionalProperties":3}""", "1", null, "", "AdditionalProperties=3 HasData=2 UnexpectedValues=1" },
    };

    /// <summary>The contract does not require the data of this list, so that its absence is as expected.</summary>
    [Fact]
    public async Task List_DataIsOptionalAndMissing_IsAnEmptyPage()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, "{}");
        StackOneResponseInfo? info = null;

        Assert.Empty(await _harness.Client.OnResponse(response => info = response).Applications.ListChangesAsync("a1").ReadAllAsync());

        Assert.Empty(info!.UnexpectedValues);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task List_Page_IsReadAsFarAsItCan(string body, string ids, string? next, string unexpected, string kept)
    {
        _harness.Stub.Answer(HttpStatusCode.OK, body);
        StackOneResponseInfo? info = null;

        await using IAsyncEnumerator<StackOnePage<Candidate>> pages = _harness.Client.OnResponse(response => info = response)
            .Candidates.ListAsync().AsPages().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await pages.MoveNextAsync());

        StackOnePage<Candidate> page = pages.Current;
        Assert.Equal((ids, next), (string.Join(' ', page.Items.Select(item => item.Id)), page.NextCursor));
        Assert.Equal((unexpected, kept), Text(page.UnexpectedValues, page.AdditionalProperties));
        Assert.Equal((unexpected, kept), Text(info!.UnexpectedValues, info.AdditionalProperties));
    }

    /// <summary>The list must not look as if this were its end.</summary>
    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("""["c1"]""")]
    [InlineData("\" \"")]
    public async Task List_CursorThatIsNotText_ThrowsAfterThePage(string next)
    {
        _harness.Stub.Page("1 2", next);
        List<string?> ids = [];

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(async () =>
        {
            await foreach (Candidate candidate in _harness.Client.Candidates.ListAsync())
            {
                ids.Add(candidate.Id);
            }
        });

        Assert.Equal(["1", "2"], ids);
        Assert.Equal("Candidates.ListAsync received a cursor that is not text ($.next). The list is incomplete. (1 attempt)", failure.Message);
    }

    /// <summary>Who saves pages with their cursors sees it before the exception.</summary>
    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("\" \"")]
    public async Task Page_CursorThatIsNotText_SaysSo(string next)
    {
        _harness.Stub.Page("1", next);

        await using IAsyncEnumerator<StackOnePage<Candidate>> pages =
            _harness.Client.Candidates.ListAsync().AsPages().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await pages.MoveNextAsync());

        Assert.Null(pages.Current.NextCursor);
        Assert.Equal(["$.next"], pages.Current.UnexpectedValues);
    }

    [Theory]
    [InlineData("""{"data":{"id":7,"hired_at":"soon"},"meta":{"a":1}}""", "7", "$.data.hired_at", "meta={\"a\":1}")]
    [InlineData("""{"data":{"id":"1"},"raw":"<html>"}""", "1", "$.raw", "raw=\"<html>\"")]
    [InlineData("""{"data":null}""", null, "$.data", "")]
    [InlineData("""{"data":[]}""", null, "$.data", "")]
    [InlineData("""{"data":"x"}""", null, "$.data", "data=\"x\"")]
    [InlineData("{}", null, "$.data", "")]
    [InlineData("""{"id":"1"}""", null, "$.data", "id=\"1\"")]
    public async Task Get_Resource_IsReadAsFarAsItCan(string body, string? id, string unexpected, string kept)
    {
        _harness.Stub.Answer(HttpStatusCode.OK, body);
        StackOneResponseInfo? info = null;

        Candidate candidate = await _harness.Client.OnResponse(response => info = response).Candidates.GetAsync("1");

        Assert.Equal(id, candidate.Id);
        Assert.Equal((unexpected, kept), Text(info!.UnexpectedValues, info.AdditionalProperties));
    }

    /// <summary>The resource was created: an exception would make its caller create another.</summary>
    [Theory]
    [InlineData(204, "", null)]
    [InlineData(205, "", null)]
    [InlineData(206, "", null)]
    [InlineData(201, "", null)]
    [InlineData(201, " \r\n", null)]
    [InlineData(201, "null", null)]
    [InlineData(201, "{}", null)]
    [InlineData(201, """{"data":{"id":7}}""", "7")]
    [InlineData(201, """{"data":{"id":"1"},"statusCode":"201","timestamp":""}""", "1")]
    [InlineData(202, """{"data":"accepted","timestamp":"now","message":{"text":"x"}}""", null)]
    public async Task Create_SuccessThatSaysLittle_IsASuccess(int status, string body, string? id)
    {
        _harness.Stub.Answer((HttpStatusCode)status, body);

        WriteResult created = await _harness.Client.Candidates.CreateAsync(new());

        Assert.Equal(id, created.Id);
        Assert.Single(_harness.Stub.Sent);
    }

    /// <summary>Their results are the point of them: the link, or the token.</summary>
    [Fact]
    public void Writes_ThatNeedABody_AreOrdersAndSessions() => Assert.Equal(
        ["Assessments.OrderAsync", "BackgroundChecks.OrderAsync", "ConnectSessions.AuthenticateAsync", "ConnectSessions.CreateAsync"],
        Operations.All.Where(operation => operation is { Method: not "GET", MayBeEmpty: false }).Select(operation => operation.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task EveryWriteButAnOrder_EmptySuccess_IsASuccess()
    {
        for (int i = 0; i < 7; i++)
        {
            _harness.Stub.Answer(HttpStatusCode.NoContent, "");
        }

        Assert.NotNull(await _harness.Client.Candidates.UpdateAsync("1", new()));
        Assert.NotNull(await _harness.Client.Applications.MoveAsync("1", new()));
        Assert.NotNull(await _harness.Client.Applications.UploadDocumentAsync("1", new() { Content = "x"u8.ToArray() }));
        Assert.NotNull(await _harness.Client.BackgroundChecks.DeletePackageAsync("1"));
        Assert.Null((await _harness.Client.Accounts.UpdateAsync("1", new())).Id);
        Assert.Null((await _harness.Client.Accounts.DeleteAsync("1")).Id);
        await Assert.ThrowsAsync<StackOneResponseException>(() => _harness.Client.BackgroundChecks.OrderAsync(new()));
    }

    private static (string Unexpected, string Kept) Text(IReadOnlyList<string> unexpected, IReadOnlyDictionary<string, System.Text.Json.JsonElement> kept) => (
        string.Join(' ', unexpected),
        string.Join(' ', kept.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}={member.Value.GetRawText()}")));
}
