using System.Net;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Lists;

/// <summary>A list whose pages have numbers: how it goes on, ends and is resumed.</summary>
public class NumberPagingTests
{
    private readonly Harness _harness = new();

    private AccountsClient Accounts => _harness.Client.Accounts;

    /// <summary>The pages that the server has, the size that is asked for, and the cursors that the pages get.</summary>
    public static TheoryData<string[], int?, string?[]> Lists { get; } = new()
    {
        { [""], null, [null] },
        { ["1 2", ""], null, ["2-25", null] },
        // Exactly as many as were asked for.
        { ["1 2", "3 4", ""], 2, ["2-2", "3-2", null] },
        // A short page may be followed by others: the server has a largest size, and may leave some out.
        { ["1 2", "3", "4 5", "6", ""], 100, ["2-100", "3-100", "4-100", "5-100", null] },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task List_Pages_GoesOnUntilOneIsEmpty(string[] pages, int? size, string?[] cursors)
    {
        foreach (bool isBare in (bool[])[true, false])
        {
            var harness = new Harness();
            Array.ForEach(pages, page => harness.Stub.Answer(HttpStatusCode.OK, Body(page, isBare)));

            List<StackOnePage<LinkedAccount>> read = await harness.Client.Accounts.ListAsync(new() { PageSize = size }).AsPages().ReadAllAsync();

            Assert.Equal(pages, read.Select(Ids));
            Assert.Equal(cursors, read.Select(page => page.NextCursor));
            Assert.Equal(
                Enumerable.Range(1, pages.Length).Select(number => $"?page={number}&page_size={size ?? 25}"),
                harness.Stub.Sent.Select(sent => sent.Address.Query));
        }
    }

    [Fact]
    public async Task List_Items_AreFetchedWhenTheyAreNeeded()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, Body("1 2")).Answer(HttpStatusCode.OK, Body("3"));
        var sent = new List<(string?, int)>();

        await foreach (LinkedAccount account in Accounts.ListAsync())
        {
            sent.Add((account.Id, _harness.Stub.Sent.Count));
            if (account.Id == "3")
            {
                break;
            }
        }

        Assert.Equal([("1", 1), ("2", 1), ("3", 2)], sent);
    }

    /// <summary>With another size, the same number would be another page.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(7)]
    public async Task AsPages_Cursor_ContinuesAfterThatPageWithItsSizeAndTheFilters(int? size)
    {
        _harness.Stub.Answer(HttpStatusCode.OK, Body("5")).Answer(HttpStatusCode.OK, Body(""));
        StackOnePageable<LinkedAccount> list = Accounts.ListAsync(new() { PageSize = size, Providers = ["a", "b"] });

        List<StackOnePage<LinkedAccount>> read = await list.AsPages("3-2").ReadAllAsync();

        Assert.Equal(["5", ""], read.Select(Ids));
        Assert.Equal(["4-2", null], read.Select(page => page.NextCursor));
        Assert.Equal(
            ["?providers=a&providers=b&page=3&page_size=2", "?providers=a&providers=b&page=4&page_size=2"],
            _harness.Stub.Sent.Select(sent => sent.Address.Query));
    }

    [Fact]
    public async Task AsPages_EachCursorOfAList_ContinuesThere()
    {
        string[] pages = ["1 2", "3 4", "5", ""];
        Array.ForEach(pages, page => _harness.Stub.Answer(HttpStatusCode.OK, Body(page)));
        List<StackOnePage<LinkedAccount>> all = await Accounts.ListAsync(new() { PageSize = 2 }).AsPages().ReadAllAsync();

        for (int i = 0; i < pages.Length - 1; i++)
        {
            string[] rest = pages[(i + 1)..];
            Array.ForEach(rest, page => _harness.Stub.Answer(HttpStatusCode.OK, Body(page)));

            Assert.Equal(rest, (await Accounts.ListAsync().AsPages(all[i].NextCursor).ReadAllAsync()).Select(Ids));
        }
    }

    [Fact]
    public async Task AsPages_EnumeratedTwice_StartsAnew()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, Body("1")).Answer(HttpStatusCode.OK, Body("")).Answer(HttpStatusCode.OK, Body("1")).Answer(HttpStatusCode.OK, Body(""));
        IAsyncEnumerable<StackOnePage<LinkedAccount>> pages = Accounts.ListAsync().AsPages("2-1");

        Assert.Equal((2, 2), ((await pages.ReadAllAsync()).Count, (await pages.ReadAllAsync()).Count));
        Assert.Equal([2, 3, 2, 3], _harness.Stub.Sent.Select(sent => sent.Parameters()[0]["page=".Length..]).Select(int.Parse));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("-2")]
    [InlineData("2-")]
    [InlineData("0-25")]
    [InlineData("2-0")]
    [InlineData("-1-25")]
    [InlineData("+2-25")]
    [InlineData(" 2-25")]
    [InlineData("2-25-1")]
    [InlineData("2-99999999999")]
    [InlineData("9223372036854775807-25")]
    [InlineData("99999999999999999999-25")]
    [InlineData("eyJhIjoxfQ==")]
    public void AsPages_InvalidCursor_ThrowsAtOnceAndDoesNotShowIt(string cursor)
    {
        var failure = Assert.Throws<ArgumentException>(() => { Accounts.ListAsync().AsPages(cursor); });

        Assert.Equal("cursor", failure.ParamName);
        Assert.True(cursor.Length < 3 || !failure.Message.Contains(cursor, StringComparison.Ordinal));
        Assert.Empty(_harness.Stub.Sent);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void List_InvalidPageSize_ThrowsAtOnce(int size) => Assert.Equal(
        "PageSize",
        Assert.Throws<ArgumentOutOfRangeException>(() => { Accounts.ListAsync(new() { PageSize = size }); }).ParamName);

    /// <summary>The server does not heed the number: it would return its page forever.</summary>
    [Theory]
    [InlineData("""[{"id":"1","status":"active"},{"id":"2"}]""", """[{"id":"1","status":"error"},{"id":"2"}]""", 1)]
    [InlineData("""{"data":[{"id":"1"}]}""", """{"data":[{"id":"1"}]}""", 1)]
    [InlineData("""["x"]""", """["x"]""", 0)]
    [InlineData("""{"data":"x"}""", """{"data":"x"}""", 0)]
    public async Task List_SamePageTwice_GivesItOnceAndThenFails(string first, string second, int items)
    {
        _harness.Stub.Answer(HttpStatusCode.OK, first).Answer(HttpStatusCode.OK, second);
        var read = new List<string?>();

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(async () =>
        {
            await foreach (LinkedAccount account in Accounts.ListAsync())
            {
                read.Add(account.Id);
            }
        });

        Assert.Equal(items, read.Count(id => id == "1"));
        Assert.Equal(2, _harness.Stub.Sent.Count);
        Assert.Equal(
            "Accounts.ListAsync received the same page again, so the list would never end. The list is incomplete. (1 attempt)",
            failure.Message);
    }

    /// <summary>One account more than a page away, as when another is linked meanwhile.</summary>
    [Fact]
    public async Task List_PagesThatOverlap_AreAllGiven()
    {
        Array.ForEach(["1 2", "2 3", "3", ""], page => _harness.Stub.Answer(HttpStatusCode.OK, Body(page)));

        Assert.Equal(["1", "2", "2", "3", "3"], (await Accounts.ListAsync(new() { PageSize = 2 }).ReadAllAsync()).Select(account => account.Id));
    }

    [Fact]
    public async Task List_RetriedPage_AsksForTheSamePageAgain()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, Body("1")).Answer(HttpStatusCode.BadGateway).Answer(HttpStatusCode.OK, Body(""));

        await _harness.RunAsync(() => Accounts.ListAsync().ReadAllAsync());

        Assert.Equal(["page=1", "page=2", "page=2"], _harness.Stub.Sent.Select(sent => sent.Parameters()[0]));
    }

    private static string Ids(StackOnePage<LinkedAccount> page) => string.Join(' ', page.Items.Select(item => item.Id));

    private static string Body(string ids, bool isBare = true)
    {
        string list = $"[{string.Join(',', ApiServer.Ids(ids).Select(id => $$"""{"id":"{{id}}"}"""))}]";
        return isBare ? list : $$"""{"data":{{list}}}""";
    }
}
