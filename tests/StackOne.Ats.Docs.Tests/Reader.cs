using Microsoft.Playwright;
using StackOne.Ats.Sandbox.Tests;

namespace StackOne.Ats.Docs.Tests;

/// <summary>One tab for all tests of a class, which caches the scripts and the search index of the site as that of a reader does.</summary>
public sealed class Reader(Site site, Browser browser)
{
    private readonly List<string> _errors = [];
    private IPage? _page;

    /// <summary>The search reads its index first, which takes a busy machine several seconds.</summary>
    static Reader() => Assertions.SetDefaultExpectTimeout(20_000);

    /// <summary>Opens a page, and waits until its scripts have finished.</summary>
    internal async Task<IPage> OpenAsync(string path, int width = 1200, ColorScheme scheme = ColorScheme.Light)
    {
        _page ??= await browser.OpenAsync(site.Address("index.html"), _errors);
        await _page.SetViewportSizeAsync(width, 900);
        await _page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await _page.GotoAsync(site.Address(path).ToString());
        await _page.WaitForFunctionAsync("window.docfx?.ready");
        return _page;
    }

    /// <summary>Fails if the page, or one that it has opened, wrote an error to the console or called another host.</summary>
    internal void AssertNoErrors()
    {
        string[] errors = [.. _errors];
        _errors.Clear();
        Assert.Empty(errors);
    }

    /// <summary>Fails if the page is wider than the window, or has a text that stands out too little.</summary>
    /// <remarks>What is wide, such as code and tables, scrolls by itself.</remarks>
    internal async Task AssertReadableAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            string scheme = await _page!.EvaluateAsync<string>("document.documentElement.dataset.bsTheme");
            string file = $"{name.Replace('/', '-')}-{_page.ViewportSize!.Width}-{scheme}.png";
            await _page.ScreenshotAsync(new() { Path = Path.Combine(folder, file), FullPage = true });
        }

        Assert.False(await _page!.EvaluateAsync<bool>(Browser.TooWide), "The page is wider than the window.");
        string[] unreadable = await _page.EvaluateAsync<string[]>(Browser.LowContrast);
        Assert.True(unreadable.Length == 0, string.Join('\n', unreadable));
    }
}
