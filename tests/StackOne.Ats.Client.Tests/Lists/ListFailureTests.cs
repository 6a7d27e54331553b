using System.Net;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Lists;

public class ListFailureTests
{
    private readonly Harness _harness = new();

    [Fact]
    public async Task List_PageFailsAfterRetries_ThrowsAndCanBeResumed()
    {
        _harness.Stub.Page("1", "\"c1\"");
        for (int attempt = 0; attempt < 4; attempt++)
        {
            _harness.Stub.Answer(HttpStatusCode.BadGateway, """{"statusCode":502,"message":"down"}""");
        }

        _harness.Stub.Page("2", "\"c2\"").Page("3");
        StackOnePageable<Candidate> list = _harness.Client.Candidates.ListAsync();
        var items = new List<string?>();
        string? cursor = null;
        async Task<int> ReadAsync()
        {
            await foreach (StackOnePage<Candidate> page in list.AsPages(cursor))
            {
                items.AddRange(page.Items.Select(item => item.Id));
                cursor = page.NextCursor;
            }

            return items.Count;
        }

        var failure = await Assert.ThrowsAsync<StackOneBadGatewayException>(() => _harness.RunAsync(ReadAsync));
        Assert.Equal(("1", "c1"), (Assert.Single(items), cursor));
        Assert.Equal((4, "down"), (failure.Attempts, failure.Error?.Message));

        await _harness.RunAsync(ReadAsync);

        Assert.Equal(["1", "2", "3"], items);
        Assert.Equal(["", .. Enumerable.Repeat("?next=c1", 5), "?next=c2"], _harness.Stub.Sent.Select(request => request.Address.Query));
    }

    [Theory]
    [InlineData("""[{"id":"1"}]""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("""{"data":[{"id":"1"}]""")]
    public async Task List_NotAPage_ThrowsWithTheBody(string body)
    {
        _harness.Stub.Answer(HttpStatusCode.OK, body);

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => _harness.Client.Candidates.ListAsync().ReadAllAsync());

        Assert.Equal((body, HttpStatusCode.OK), (failure.RawBody, failure.StatusCode));
        Assert.False(failure.OutcomeUnknown);
        Assert.Single(_harness.Stub.Sent);
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"data":null,"next":"c1"}""", "c1")]
    [InlineData("""{"data":[]}""", null)]
    public async Task ListChanges_WithoutData_IsAnEmptyPage(string body, string? next)
    {
        _harness.Stub.Answer(HttpStatusCode.OK, body);

        await using IAsyncEnumerator<StackOnePage<ApplicationChange>> pages = _harness.Client.Applications.ListChangesAsync("a1").AsPages()
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await pages.MoveNextAsync());
        Assert.Equal((0, next), (pages.Current.Items.Count, pages.Current.NextCursor));
    }

    [Fact]
    public async Task List_ClientDisposedBetweenPages_ThrowsObjectDisposed()
    {
        _harness.Stub.Page("1", "\"c1\"");

        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            await foreach (Candidate candidate in _harness.Client.Candidates.ListAsync())
            {
                _harness.Client.Dispose();
            }
        });
    }
}
