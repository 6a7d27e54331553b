using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StackOne.Ats.Docs.Tests;

/// <summary>The search in a real browser. It needs no server of its own.</summary>
public sealed class SearchTests(Reader reader) : IClassFixture<Reader>
{
    [Theory]
    [InlineData("OrderAsync", "Class AssessmentsClient")]
    [InlineData("orderasync", "Class BackgroundChecksClient")]
    [InlineData("Retry-After", "Errors and retries")]
    [InlineData("StackOneTimeoutException", "Class StackOneTimeoutException")]
    [InlineData("results_update_url", "Class AssessmentOrderRequest")]
    public async Task Search_ANameOrAWord_FindsThePageThatHasIt(string query, string title)
    {
        IPage page = await reader.OpenAsync("index.html");

        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search" }).FillAsync(query);
        ILocator hit = page.Locator("#search-results").GetByRole(AriaRole.Link, new() { Name = title, Exact = true });
        await Expect(hit).ToBeVisibleAsync();
        await reader.AssertReadableAsync($"search-{query}");
        IPage found = await page.RunAndWaitForPopupAsync(() => hit.ClickAsync());

        await Expect(found.Locator("article h1")).ToHaveTextAsync(title);
        await Expect(found.Locator("article")).ToContainTextAsync(query, new() { IgnoreCase = true });
        await found.CloseAsync();
        reader.AssertNoErrors();
    }
}
