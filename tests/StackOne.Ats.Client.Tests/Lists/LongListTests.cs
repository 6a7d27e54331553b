using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Web;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Lists;

/// <summary>A list of 10,000 items, whose pages are full, short or empty.</summary>
public sealed class LongListTests : HttpMessageHandler
{
    private const int Items = 10_000;
    private const int PageSize = 100;

    private readonly StackOneAtsClient _client;
    private int _requests;

    public LongListTests() => _client = new(new StackOneAtsClientOptions { ApiKey = "key", AccountId = "acc_1" }, this);

    private StackOnePageable<Candidate> List => _client.Candidates.ListAsync(new() { PageSize = PageSize }, TestContext.Current.CancellationToken);

    [Fact]
    public async Task List_Long_GivesEachItemOnceAndReadsNoPageAhead()
    {
        List<string?> ids = [];
        var first = new WeakReference(null);
        await foreach (StackOnePage<Candidate> page in List.AsPages())
        {
            if (ids.Count == 0)
            {
                Remember(page, first);
            }

            ids.AddRange(page.Items.Select(item => item.Id));
            Assert.Equal(PagesUpTo(ids.Count), _requests - (page.Items.Count == 0 ? 1 : 0), tolerance: 1);
            if (ids.Count == Items)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(0, Items).Select(number => $"{number}"), ids);
        GC.Collect();
        Assert.False(first.IsAlive, "The first page is still in memory at the last.");
    }

    [Fact]
    public async Task List_CanceledInTheMiddle_StopsAtOnce()
    {
        using var cancellation = new CancellationTokenSource();
        int read = 0;
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (Candidate candidate in List.WithCancellation(cancellation.Token))
            {
                if (++read == Items / 2)
                {
                    await cancellation.CancelAsync();
                }
            }
        });

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        // What is in memory is still given; nothing more is requested.
        Assert.InRange(read, Items / 2, (Items / 2) + PageSize);
        Assert.Equal(_requests, PagesUpTo(read), tolerance: 2);
    }

    [Fact]
    public async Task List_ResumedAfterAnyPage_GivesNothingTwiceAndLosesNothing()
    {
        List<string?> ids = [];
        string? cursor = null;
        do
        {
            // Each page in an enumeration of its own, as after a restart.
            await foreach (StackOnePage<Candidate> page in List.AsPages(cursor: cursor))
            {
                ids.AddRange(page.Items.Select(item => item.Id));
                cursor = page.NextCursor;
                break;
            }
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, Items).Select(number => $"{number}"), ids);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _requests++;
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        Assert.Equal($"{PageSize}", query["page_size"]);
        string[] cursor = (query["next"] ?? "0 0").Split(' ');
        var (start, number) = (int.Parse(cursor[0], provider: null), int.Parse(cursor[1], provider: null));
        int count = Math.Min(SizeOf(number), Items - start);
        string items = string.Join(',', Enumerable.Range(start, count).Select(id => $$"""{"id":"{{id}}"}"""));
        string next = start + count == Items ? "" : $"{start + count} {number + 1}";
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent($$"""{"data":[{{items}}],"next":"{{next}}"}""", Encoding.UTF8, "application/json"),
        });
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _client?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Every fifth page is empty, and every seventh short.</summary>
    private static int SizeOf(int page) => page % 5 == 4 ? 0 : page % 7 == 6 ? 3 : PageSize;

    private static int PagesUpTo(int items)
    {
        int pages = 0;
        for (int read = 0; read < items; pages++)
        {
            read += SizeOf(pages);
        }

        return pages;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Remember(StackOnePage<Candidate> page, WeakReference first) => first.Target = page.Items[0];
}
