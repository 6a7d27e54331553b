using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Lists;

/// <summary>Lists in a test of an application, which has no server.</summary>
public class ListMockTests
{
    private static readonly StackOnePageable<Candidate> ThreePages = StackOnePageable.FromPages(
        new StackOnePage<Candidate>([new() { Id = "1" }, new() { Id = "2" }]) { NextCursor = "c1" },
        new StackOnePage<Candidate>([]) { NextCursor = "c2" },
        new StackOnePage<Candidate>([new() { Id = "3" }]) { NextCursor = "" });

    [Fact]
    public async Task Client_Mocked_GivesTheListsOfTheTest()
    {
        var candidates = new FakeCandidates();
        StackOneAtsClient client = new FakeClient(candidates);

        List<Candidate> items = await client.ForAccount("acc_2").Candidates.ListAsync(new() { Email = "a@example.com" }).ReadAllAsync();
        Candidate one = await client.Candidates.GetAsync("7");

        Assert.Equal(["1", "2"], items.Select(item => item.Id));
        Assert.Equal(("a@example.com", "7"), (candidates.Asked?.Email, one.Id));
        Assert.Throws<InvalidOperationException>(() => { client.Candidates.ListNotesAsync("c1"); });
    }

    [Theory]
    [InlineData(null, "1 2,,3", "c1,c2,")]
    [InlineData("c1", ",3", "c2,")]
    [InlineData("c2", "3", "")]
    public async Task FromPages_Cursor_ContinuesAfterItsPage(string? from, string items, string cursors)
    {
        List<StackOnePage<Candidate>> pages = await ThreePages.AsPages(from).ReadAllAsync();

        Assert.Equal(items, string.Join(',', pages.Select(page => string.Join(' ', page.Items.Select(item => item.Id)))));
        Assert.Equal(cursors, string.Join(',', pages.Select(page => page.NextCursor)));
        Assert.Null(pages[^1].NextCursor);
    }

    [Fact]
    public async Task FromPages_EnumeratedTwice_GivesAllItemsTwice()
    {
        Assert.Equal(["1", "2", "3"], (await ThreePages.ReadAllAsync()).Select(item => item.Id));
        Assert.Equal(["1", "2", "3"], (await ThreePages.ReadAllAsync()).Select(item => item.Id));
    }

    [Fact]
    public void FromPages_UnknownCursorOrNull_Throws()
    {
        Assert.Throws<ArgumentException>("cursor", () => ThreePages.AsPages("c9"));
        Assert.Throws<ArgumentNullException>("pages", () => StackOnePageable.FromPages<Candidate>(null!));
        Assert.Throws<ArgumentNullException>("pages", () => StackOnePageable.FromPages<Candidate>([null!]));
        Assert.Throws<ArgumentException>("pages", () => StackOnePageable.FromPages(new StackOnePage<Candidate>([]), new StackOnePage<Candidate>([])));
        Assert.Throws<ArgumentNullException>("items", () => StackOnePageable.FromItems<Candidate>(null!));
    }

    /// <summary>Whatever is at hand in a test.</summary>
    [Fact]
    public async Task FromItems_AnySequence_IsItsItems()
    {
        var list = new List<string> { "1", "2" };
        string[] array = ["1", "2"];
        StackOnePageable<string>[] lists =
        [
            StackOnePageable.FromItems(list), StackOnePageable.FromItems(array), StackOnePageable.FromItems("1", "2"),
            StackOnePageable.FromItems<string>(["1", "2"]), StackOnePageable.FromItems(list.Where(item => item.Length > 0)),
            StackOnePageable.FromPages(list.Select(item => new StackOnePage<string>([item]) { NextCursor = item == "1" ? "c" : null })),
        ];

        foreach (StackOnePageable<string> items in lists)
        {
            Assert.Equal(["1", "2"], await items.ReadAllAsync());
        }

        Assert.Empty(await StackOnePageable.FromItems<string>().ReadAllAsync());
    }

    [Fact]
    public async Task FromItems_Canceled_ThrowsWithTheToken()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StackOnePageable.FromItems(1, 2).ReadAllAsync(source.Token));

        Assert.Equal(source.Token, canceled.CancellationToken);
    }

    private sealed class FakeClient(CandidatesClient candidates) : StackOneAtsClient
    {
        public override CandidatesClient Candidates => candidates;
    }

    private sealed class FakeCandidates : CandidatesClient
    {
        internal CandidateListQuery? Asked { get; private set; }

        public override StackOnePageable<Candidate> ListAsync(CandidateListQuery? query = null, CancellationToken cancellationToken = default)
        {
            Asked = query;
            return StackOnePageable.FromItems(new Candidate { Id = "1" }, new Candidate { Id = "2" });
        }

        public override Task<Candidate> GetAsync(string candidateId, CandidateGetQuery? query = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new Candidate { Id = candidateId });
    }
}
