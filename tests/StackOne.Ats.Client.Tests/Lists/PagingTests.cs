using System.Net;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Lists;

/// <summary>How a list is read: lazily, page by page, to the page without a cursor.</summary>
public class PagingTests
{
    private readonly Harness _harness = new();

    [Fact]
    public void List_NotEnumerated_SendsNothing()
    {
        StackOnePageable<Candidate> list = _harness.Client.Candidates.ListAsync();
        IAsyncEnumerable<StackOnePage<Candidate>> pages = list.AsPages(cursor: "c1");
        _ = list.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        _ = pages.GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.Empty(_harness.Stub.Sent);
    }

    [Fact]
    public async Task List_Enumerated_FetchesAPageWhenItsFirstItemIsRequested()
    {
        _harness.Stub.Page("1 2", "\"c1\"").Page("3 4", "\"c2\"").Page("5");
        var sent = new List<(string?, int)>();

        await foreach (Candidate candidate in _harness.Client.Candidates.ListAsync())
        {
            sent.Add((candidate.Id, _harness.Stub.Sent.Count));
        }

        Assert.Equal([("1", 1), ("2", 1), ("3", 2), ("4", 2), ("5", 3)], sent);
    }

    [Fact]
    public async Task List_LeftAtTheEndOfAPage_SendsNoFurtherRequest()
    {
        _harness.Stub.Page("1 2", "\"c1\"");

        await foreach (Candidate candidate in _harness.Client.Candidates.ListAsync())
        {
            if (candidate.Id == "2")
            {
                break;
            }
        }

        Assert.Single(_harness.Stub.Sent);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("\"\"")]
    public async Task List_ShortAndEmptyPages_GoesOnUntilThereIsNoCursor(string? end)
    {
        _harness.Stub.Page("", "\"c1\"").Page("1", "\"c2\"").Page("", "\"c3\"").Page("2 3", end);

        List<StackOnePage<Candidate>> pages = await _harness.Client.Candidates.ListAsync(new() { PageSize = 2 }).AsPages().ReadAllAsync();

        Assert.Equal(["", "1", "", "2 3"], pages.Select(page => string.Join(' ', page.Items.Select(item => item.Id))));
        Assert.Equal(["c1", "c2", "c3", null], pages.Select(page => page.NextCursor));
    }

    [Fact]
    public async Task List_EachPage_HasTheSameParametersHeadersAndItsCursorEscaped()
    {
        _harness.Stub.Page("1", "\"&+% ü,=#?\"").Page("2", "\"c2\"").Page("3");

        await _harness.Client.WithHeartbeat().Candidates
            .ListAsync(new() { Email = "a@example.com", PageSize = 7, Fields = ["id"], ProviderParameters = new() { ["a"] = "b" } })
            .ReadAllAsync();

        const string Shared = "proxy%5Ba%5D=b&fields=id&filter%5Bemail%5D=a%40example.com&page_size=7";
        Assert.Equal(
            [$"?{Shared}", $"?{Shared}&next=%26%2B%25%20%C3%BC%2C%3D%23%3F", $"?{Shared}&next=c2"],
            _harness.Stub.Sent.Select(request => request.Address.Query));
        Assert.All(_harness.Stub.Sent, request => Assert.Equal(("heartbeat", Harness.Account), (request.Headers["Prefer"], request.Headers["x-account-id"])));
    }

    [Theory]
    [InlineData(null, "c1", "c1")]
    [InlineData("c1", "c1", null)]
    [InlineData("c0", "c1", "c1")]
    public async Task List_SameCursorTwice_GivesThePageAndThenFails(string? from, string first, string? second)
    {
        _harness.Stub.Page("1", $"\"{first}\"");
        if (second is not null)
        {
            _harness.Stub.Page("2", $"\"{second}\"");
        }

        var items = new List<string?>();

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(async () =>
        {
            await foreach (StackOnePage<Candidate> page in _harness.Client.Candidates.ListAsync().AsPages(from))
            {
                items.AddRange(page.Items.Select(item => item.Id));
            }
        });

        Assert.Equal(second is null ? ["1"] : ["1", "2"], items);
        Assert.Equal(items.Count, _harness.Stub.Sent.Count);
        Assert.Contains("Candidates.ListAsync", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c1", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.OutcomeUnknown);
    }

    /// <summary>Three pages before the cycle, and as many in it as the row says.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task List_CursorsInACycle_Fails(int length)
    {
        int page = 0;
        int Cursor(int number) => number < 3 ? number : 3 + ((number - 3) % length);
        for (int i = 0; i < 100; i++)
        {
            _harness.Stub.Answer(_ => StubHandler.Response(
                System.Net.HttpStatusCode.OK,
                $$"""{"data":[],"next":"c{{Cursor(page++)}}"}"""));
        }

        await Assert.ThrowsAsync<StackOneResponseException>(() => _harness.Client.Candidates.ListAsync().ReadAllAsync());

        Assert.InRange(_harness.Stub.Sent.Count, 3 + length, 4 * (3 + length));
    }

    /// <summary>What the documentation says: until then, each page may have come three times.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(17)]
    [InlineData(33)]
    public async Task List_AllPagesInACycle_FailsWithinThreeRounds(int length)
    {
        int page = 0;
        int[] times = new int[length];
        for (int i = 0; i <= 3 * length; i++)
        {
            _harness.Stub.Answer(_ =>
            {
                times[page % length]++;
                return StubHandler.Response(HttpStatusCode.OK, $$"""{"data":[],"next":"c{{page++ % length}}"}""");
            });
        }

        await Assert.ThrowsAsync<StackOneResponseException>(() => _harness.Client.Candidates.ListAsync().ReadAllAsync());

        Assert.InRange(times.Max(), 2, 3);
    }

    [Fact]
    public async Task AsPages_From_ContinuesAfterThatPage()
    {
        _harness.Stub.Page("3", "\"c4\"").Page("4");

        List<StackOnePage<Candidate>> pages = await _harness.Client.Candidates.ListAsync(new() { PageSize = 1 }).AsPages(cursor: "c 3").ReadAllAsync();

        Assert.Equal(["3", "4"], pages.SelectMany(page => page.Items).Select(item => item.Id));
        Assert.Equal([["page_size=1", "next=c 3"], ["page_size=1", "next=c4"]], _harness.Stub.Sent.Select(request => request.Parameters()));
    }

    [Fact]
    public async Task List_EnumeratedAgain_StartsAnew()
    {
        _harness.Stub.Page("1", "\"c1\"").Page("2").Page("1", "\"c1\"").Page("2").Page("9");
        StackOnePageable<Candidate> list = _harness.Client.Candidates.ListAsync();
        IAsyncEnumerable<StackOnePage<Candidate>> rest = list.AsPages(cursor: "x");

        List<Candidate> first = await list.ReadAllAsync();
        List<Candidate> second = await list.ReadAllAsync();
        List<StackOnePage<Candidate>> third = await rest.ReadAllAsync();

        Assert.Equal(["1", "2", "1", "2"], first.Concat(second).Select(item => item.Id));
        Assert.Equal("9", third[0].Items[0].Id);
        Assert.Equal(["", "?next=c1", "", "?next=c1", "?next=x"], _harness.Stub.Sent.Select(request => request.Address.Query));
    }

    [Fact]
    public async Task OnResponse_List_IsCalledForEachPage()
    {
        _harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "1")).Page("1", "\"c1\"").Page("2");
        var seen = new List<(string?, int, HttpStatusCode)>();

        List<Candidate> items = await _harness.RunAsync(() => _harness.Client
            .OnResponse(info => seen.Add((info.Operation, info.Attempts, info.StatusCode)))
            .Candidates.ListAsync()
            .ReadAllAsync());

        Assert.Equal(["1", "2"], items.Select(item => item.Id));
        Assert.Equal([("Candidates.ListAsync", 2, HttpStatusCode.OK), ("Candidates.ListAsync", 1, HttpStatusCode.OK)], seen);
    }
}
