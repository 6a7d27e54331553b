using Microsoft.Playwright;

namespace StackOne.Ats.Sandbox.Tests;

/// <summary>A real Chromium without a window, shared by the tests. They are skipped where there is none.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>The lowest contrast of the page's texts with what is behind them, as WCAG 2 defines it: 4.5 is enough for texts of any size.</summary>
    internal const string Contrast = """
        () => {
          const parse = color => color.match(/[\d.]+/g).map(Number);
          const luminance = color => parse(color).slice(0, 3)
            .map(part => part / 255).map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
          const behind = element => {
            for (let current = element; current; current = current.parentElement) {
              const color = getComputedStyle(current).backgroundColor;
              if ((parse(color)[3] ?? 1) > 0) return color;
            }
            return 'rgb(255, 255, 255)';
          };
          const texts = [...document.querySelectorAll('h1, h2, h3, p, label, li, span, strong, button, th, td, code, pre, input, select')]
            .filter(element => element.offsetParent && (element.textContent || element.value));
          return Math.min(...texts.map(element => {
            const [high, low] = [luminance(getComputedStyle(element).color), luminance(behind(element))].sort((a, b) => b - a);
            return (high + 0.05) / (low + 0.05);
          }));
        }
        """;

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

    /// <summary>Opens a page. What it writes to the console as an error is added to <paramref name="errors"/>.</summary>
    public async Task<IPage> OpenAsync(Uri address, List<string> errors, int width = 1200, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, "There is no Chromium on this machine.");
        IBrowserContext context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        IPage page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync(address.ToString());
        return page;
    }
}
