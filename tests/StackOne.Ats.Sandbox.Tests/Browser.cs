using Microsoft.Playwright;

namespace StackOne.Ats.Sandbox.Tests;

/// <summary>A real Chromium without a window, shared by the tests. They are skipped where there is none.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>The texts of the page whose contrast with what is behind them is below 4.5, which WCAG 2 asks of texts of any size.</summary>
    internal const string LowContrast = """
        () => {
          const parse = color => {
            const [red, green, blue, alpha = 1] = color.match(/[\d.]+/g).map(Number);
            const scale = color.startsWith('color') ? 255 : 1;
            return [red * scale, green * scale, blue * scale, alpha];
          };
          const over = (color, below) => color.slice(0, 3).map((part, index) => part * color[3] + below[index] * (1 - color[3]));
          const behind = element => element
            ? over(parse(getComputedStyle(element).backgroundColor), behind(element.parentElement))
            : [255, 255, 255];
          const luminance = color => color
            .map(part => part / 255).map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
          const contrast = element => {
            const background = behind(element);
            const text = over(parse(getComputedStyle(element).color), background);
            const [high, low] = [luminance(text), luminance(background)].sort((a, b) => b - a);
            return (high + 0.05) / (low + 0.05);
          };
          const hasText = element => element.value
            || [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
          const texts = [...document.body.querySelectorAll(':not(svg *, :disabled, option)')]
            .filter(element => element.checkVisibility() && hasText(element));
          if (texts.length === 0) throw new Error('The page has no text.');
          return texts.map(element => [contrast(element), (element.value || element.textContent).trim()])
            .filter(([value]) => value < 4.5).map(([value, text]) => `${value.toFixed(2)}: ${text}`);
        }
        """;

    /// <summary>Whether the page is wider than the window.</summary>
    internal const string TooWide = "document.documentElement.scrollWidth > window.innerWidth";

    private static readonly string[] Paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Without these, it looks for updates, which a machine without the internet refuses again and again.</summary>
    private static readonly string[] Offline =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Paths, File.Exists) is { } path)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Offline });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? default);
        _playwright?.Dispose();
    }

    /// <summary>
    /// Opens a page. What it, and pages that it opens, write to the console as an error is added to <paramref name="errors"/>, as are requests to other
    /// hosts.
    /// </summary>
    public async Task<IPage> OpenAsync(Uri address, List<string> errors, int width = 1200, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, "There is no Chromium on this machine.");
        IBrowserContext context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                errors.Add(message.Text);
            }
        };
        context.WebError += (_, error) => errors.Add(error.Error);
        context.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } url && url.Authority != address.Authority)
            {
                errors.Add($"A request to another host: {url}");
            }
        };
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(address.ToString());
        return page;
    }
}
