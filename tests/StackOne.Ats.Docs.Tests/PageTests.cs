using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StackOne.Ats.Docs.Tests;

/// <summary>The pages in a real browser.</summary>
public sealed class PageTests(Site site, Reader reader) : IClassFixture<Reader>
{
    /// <summary>One page of each kind that is no guide.</summary>
    private static readonly string[] Others =
    [
        "index.html", "guides/CHANGELOG.html", "guides/sandbox/README.html", "api/index.html", "api/StackOne.Ats.Client.html",
        "api/StackOne.Ats.Client.AssessmentsClient.html", "api/StackOne.Ats.Client.Models.ApplicationStatusValue.html",
    ];

    public static TheoryData<string> Guides { get; } = [.. Guide.Sources];

    public static TheoryData<string> OtherPages { get; } = [.. Others];

    public static TheoryData<string> Pages { get; } = [.. Guide.Sources.Select(source => Guide.Read(source).Page), .. Others];

    [Theory]
    [MemberData(nameof(Guides))]
    public async Task Guide_WideAndLight_HasItsCodeAndItsPlaceInTheNavigation(string source)
    {
        Guide guide = Guide.Read(source);
        IPage page = await reader.OpenAsync(guide.Page);

        await Expect(page.Locator("article h1")).ToHaveTextAsync(guide.Title);
        await Expect(page.Locator("#toc li.active > a").Last).ToBeVisibleAsync();
        await Expect(page.Locator("#toc li.active > a").Last).ToHaveAttributeAsync("href", site.Address(guide.Page).ToString());
        Assert.Equal(guide.Code, (await page.Locator("article pre > code").AllTextContentsAsync()).Select(text => text.TrimEnd()));
        await Expect(page.Locator("article pre.mermaid svg")).ToHaveCountAsync(guide.Diagrams);
        await reader.AssertReadableAsync(guide.Page);
        reader.AssertNoErrors();
    }

    [Theory]
    [MemberData(nameof(OtherPages))]
    public async Task Page_WideAndLight_IsReadable(string path)
    {
        await reader.OpenAsync(path);

        await reader.AssertReadableAsync(path);
        reader.AssertNoErrors();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_NarrowAndDark_IsReadable(string path)
    {
        await reader.OpenAsync(path, width: 400, ColorScheme.Dark);

        await reader.AssertReadableAsync(path);
        reader.AssertNoErrors();
    }

    [Theory]
    [InlineData("guides/errors.html", "StackOneConflictException", "Class StackOneConflictException")]
    [InlineData("guides/operations.html", "Assessments", "Class AssessmentsClient")]
    [InlineData("guides/README.html", "lists", "Lists and single resources")]
    public async Task Guide_NameInCode_IsALink(string path, string name, string title)
    {
        IPage page = await reader.OpenAsync(path);

        await page.Locator("article").GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).First.ClickAsync();

        await Expect(page.Locator("article h1")).ToHaveTextAsync(title);
        reader.AssertNoErrors();
    }
}
