using System.Net.Http.Headers;
using StackOne.Ats.Client;
using StackOne.Ats.Generator.Tests.Sample;
using StackOne.Ats.Generator.Tests.Sample.Models;

namespace StackOne.Ats.Generator.Tests;

/// <summary>What generated group clients return.</summary>
public sealed class SampleResultTests : IDisposable
{
    private const string Raw = """[{"method":"GET","url":"https://provider.example.com/1"}]""";

    private readonly SampleService _service = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ThingsClient Things => _service.Client.Things;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("""{"data":{"id":"1","order":2}}""", null)]
    [InlineData("""{"data":{"id":"1","order":2},"raw":null}""", null)]
    [InlineData($$"""{"data":{"id":"1","order":2},"raw":{{Raw}},"new":1}""", "https://provider.example.com/1")]
    public async Task Get_Envelope_ReturnsTheDataWithTheProvidersAnswers(string body, string? url)
    {
        _service.Answer(body);

        Thing thing = await Things.GetAsync("1", new ThingGetQuery { Raw = true }, Token);

        Assert.Equal("?raw=true", _service.Requests[0].RequestUri!.Query);
        Assert.Equal(2, thing.Order);
        Assert.Equal(url, thing.Raw?[0].Url);
    }

    [Fact]
    public async Task List_Pages_AreFetchedWithTheirCursors()
    {
        _service.Answer($$"""{"next":"a b","data":[{"id":"1","order":1}],"raw":{{Raw}}}""");
        _service.Answer("""{"next":null,"data":[{"id":"2","order":2},{"id":"3","order":3}]}""");

        List<StackOnePage<Thing>> pages = await Things.ListAsync(new ThingListQuery { PageSize = 2 }, Token).AsPages().ToListAsync(Token);

        Assert.Equal(["?page_size=2", "?page_size=2&next=a%20b"], _service.Requests.Select(request => request.RequestUri!.Query));
        Assert.Equal(["1", "2", "3"], pages.SelectMany(page => page.Items).Select(thing => thing.Id));
        Assert.Equal(["a b", null], pages.Select(page => page.NextCursor));
        Assert.Equal("https://provider.example.com/1", pages[0].Raw![0].Url);
        Assert.Null(pages[1].Raw);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":null,"next":null}""")]
    public async Task List_PageWithoutData_IsExpectedOnlyWhereTheContractAllowsIt(string body)
    {
        _service.Answer(body);
        _service.Answer(body);

        StackOnePage<Part> parts = Assert.Single(await Things.ListPartsAsync("1", Token).AsPages().ToListAsync(Token));
        StackOnePage<Thing> things = Assert.Single(await Things.ListAsync(null, Token).AsPages().ToListAsync(Token));

        Assert.Empty(parts.Items);
        Assert.Empty(parts.UnexpectedValues);
        Assert.Empty(things.Items);
        Assert.Equal(["$.data"], things.UnexpectedValues);
    }

    [Fact]
    public async Task Download_File_ReturnsItsBytesAndName()
    {
        byte[] file = [0, 13, 10, 255];
        _service.Answers.Enqueue(new ByteArrayContent(file)
        {
            Headers = { ContentType = new("image/png"), ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = "a.png" } },
        });

        await using StackOneDownload document = await Things.DownloadAsync("1", Token);

        using var content = new MemoryStream();
        await document.Content.CopyToAsync(content, Token);
        Assert.Equal(file, content.ToArray());
        Assert.Equal(("image/png", "a.png", 4), (document.ContentType, document.FileName, document.Length));
        Assert.Equal("*/*", _service.Requests[0].Headers.Accept.ToString());
    }
}
