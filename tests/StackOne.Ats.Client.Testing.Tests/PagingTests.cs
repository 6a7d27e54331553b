using System.Text.Json;

namespace StackOne.Ats.Client.Testing.Tests;

public sealed class PagingTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly StackOneSandbox _sandbox = fixture.Sandbox;

    [Theory]
    [InlineData("candidates", new[] { 13, 0, 25, 22 })]
    [InlineData("candidates?page_size=100", new[] { 50, 0, 10 })]
    [InlineData("candidates?page_size=10", new[] { 5, 0, 10, 10, 10, 10, 10, 5 })]
    [InlineData("departments?page_size=2", new[] { 1, 0, 2, 2 })]
    [InlineData("departments?page_size=1", new[] { 1, 0, 1, 1, 1, 1 })]
    [InlineData("departments?page_size=10", new[] { 5 })]
    [InlineData("users", new[] { 8 })]
    public async Task List_Irregular_HasAShortAndAnEmptyPage(string path, int[] sizes)
    {
        using HttpClient http = _sandbox.Http();

        Assert.Equal(sizes, (await PagesAsync(http, path)).Select(page => page.Length));
    }

    [Theory]
    [InlineData("candidates", new[] { 25, 25, 10 })]
    [InlineData("candidates?page_size=30", new[] { 30, 30 })]
    [InlineData("departments?page_size=4", new[] { 4, 1 })]
    public async Task List_Regular_HasFullPages(string path, int[] sizes)
    {
        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { IrregularPages = false });
        using HttpClient http = sandbox.Http();

        Assert.Equal(sizes, (await PagesAsync(http, path)).Select(page => page.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(25)]
    [InlineData(100)]
    public async Task List_AnyPageSize_HasEachRecordOnceInOrder(int size)
    {
        using HttpClient http = _sandbox.Http();

        string[][] pages = await PagesAsync(http, $"candidates?page_size={size}");

        Assert.Equal(Enumerable.Range(1, 60).Select(number => $"candidate-{number}"), pages.SelectMany(page => page));
    }

    [Fact]
    public async Task List_RecordsComeAndGoMeanwhile_SkipsAndRepeatsNone()
    {
        using HttpClient http = _sandbox.Http(account: "comings-and-goings");
        JsonElement first = await http.ReadAsync("background_checks/packages?page_size=1");
        using (await http.SendAsync("DELETE", "background_checks/packages/background-check-package-1"))
        {
        }

        string added = await http.CreateAsync("background_checks/packages", """{"name":"New"}""");
        string[][] rest = await PagesAsync(http, $"background_checks/packages?page_size=1&next={first.Text("next")}");

        Assert.Equal(["background-check-package-1"], first.Ids());
        Assert.Equal(["background-check-package-2", added], rest.SelectMany(page => page));
    }

    [Theory]
    [InlineData("page_size=0", "page_size must be a number from 1 to 100.")]
    [InlineData("page_size=101", "page_size must be a number from 1 to 100.")]
    [InlineData("page_size=-1", "page_size must be a number from 1 to 100.")]
    [InlineData("page_size=ten", "page_size must be a number from 1 to 100.")]
    [InlineData("page_size=", "page_size must be a number from 1 to 100.")]
    [InlineData("next=", "next is not a cursor of this list with these filters.")]
    [InlineData("next=2", "next is not a cursor of this list with these filters.")]
    [InlineData("next=!", "next is not a cursor of this list with these filters.")]
    [InlineData("next=AAAAAQAAAAEAAAAAAAAAAA", "next is not a cursor of this list with these filters.")]
    public async Task List_PageThatIsNone_Is400(string query, string message)
    {
        using HttpClient http = _sandbox.Http();

        using HttpResponseMessage response = await http.SendAsync("GET", $"candidates?{query}");

        await response.AssertErrorAsync(400, message);
    }

    [Theory]
    [InlineData("candidates?page_size=10", "account-1", 200)]
    [InlineData("candidates?page_size=20&fields=name&raw=true", "account-1", 200)]
    [InlineData("applications?page_size=10", "account-1", 400)]
    [InlineData("candidates?filter[email]=a@example.com", "account-1", 400)]
    [InlineData("candidates?page_size=10", "account-2", 400)]
    public async Task List_CursorOfAList_FitsThatListOnly(string path, string account, int status)
    {
        using HttpClient http = _sandbox.Http();
        string next = (await http.ReadAsync("candidates?page_size=10")).Text("next")!;
        using HttpClient other = _sandbox.Http(account);

        using HttpResponseMessage response = await other.SendAsync("GET", $"{path}&next={next}");

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task List_CursorUsedTwice_ReturnsTheSamePage()
    {
        using HttpClient http = _sandbox.Http();
        string next = (await http.ReadAsync("jobs?page_size=2")).Text("next")!;
        next = (await http.ReadAsync($"jobs?page_size=2&next={next}")).Text("next")!;

        string[] once = (await http.ReadAsync($"jobs?page_size=2&next={next}")).Ids();
        string[] again = (await http.ReadAsync($"jobs?page_size=2&next={next}")).Ids();

        Assert.Equal(["job-2", "job-3"], once);
        Assert.Equal(once, again);
    }

    /// <summary>The ids of each page from the given one on.</summary>
    private static async Task<string[][]> PagesAsync(HttpClient http, string path)
    {
        var pages = new List<string[]>();
        JsonElement page = await http.ReadAsync(path);
        pages.Add(page.Ids());
        string first = path.Split("&next=")[0];
        while (page.Text("next") is { } next)
        {
            page = await http.ReadAsync($"{first}{(first.Contains('?') ? '&' : '?')}next={next}");
            pages.Add(page.Ids());
        }

        return [.. pages];
    }
}
