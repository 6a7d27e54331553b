using Microsoft.Playwright;
using StackOne.Ats.Client.Testing.Tests;
using static Microsoft.Playwright.Assertions;

namespace StackOne.Ats.Sandbox.Tests;

/// <summary>The page in a real browser.</summary>
public sealed class PageTests(Browser browser) : IClassFixture<Browser>
{
    private readonly List<string> _errors = [];

    [Theory]
    [InlineData("Order from the ATS", 1, true)]
    [InlineData("Delivered twice", 2, true)]
    [InlineData("With an old secret", 1, false)]
    [InlineData("With a wrong signature", 1, false)]
    public async Task Order_Button_DeliversTheEvent(string button, int times, bool isSigned)
    {
        await using Receiver service = await Receiver.StartAsync();
        await using Tool tool = await Tool.StartAsync("--webhook", service.Url.ToString(), "--secret", Receiver.Secret);
        IPage page = await browser.OpenAsync(tool.Address, _errors);

        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await service.ReceivedAsync(times, TimeSpan.FromSeconds(20));

        await Expect(page.Locator("#orders tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("#events tbody tr")).ToHaveCountAsync(times);
        await Expect(page.Locator("#events .good")).ToHaveCountAsync(times);
        await Expect(page.Locator("#message")).ToContainTextAsync("Ordered:");
        await page.Locator("#events tbody button").First.ClickAsync();
        await Expect(page.Locator("#body")).ToContainTextAsync("ats_assessments.created");
        Assert.Equal(isSigned, Record.Exception(() => service.Events) is null);
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Packages_Asked_CanBeOrdered()
    {
        await using Receiver service = await Receiver.StartAsync();
        service.Answer = """{"data":[{"id":"mine-1","name":"Mine <b>bold</b>"}]}""";
        await using Tool tool = await Tool.StartAsync("--packages", service.Url.ToString(), "--package-secret", Receiver.Secret, "--package-key", "k");
        IPage page = await browser.OpenAsync(tool.Address, _errors);

        await page.GetByRole(AriaRole.Button, new() { Name = "Ask the service for its packages" }).ClickAsync();

        await Expect(page.Locator("#message")).ToContainTextAsync("The service has 1 packages.");
        await Expect(page.Locator("#package option")).ToHaveTextAsync(["Mine <b>bold</b>"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Order from the ATS" }).ClickAsync();
        await Expect(page.Locator("#orders tbody")).ToContainTextAsync("mine-1");

        service.Answer = "no list";
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask the service for its packages" }).ClickAsync();
        await Expect(page.Locator("#message.bad")).ToContainTextAsync("not a JSON object");
    }

    [Fact]
    public async Task Order_WithTheKeyboardAlone_IsPlaced()
    {
        await using Tool tool = await Tool.StartAsync();
        IPage page = await browser.OpenAsync(tool.Address, _errors);
        await Expect(page.Locator("#package option")).Not.ToHaveCountAsync(0);

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#account")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync("2");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#orders tbody")).ToContainTextAsync("account-12");
        await Expect(page.Locator("#orders tbody")).ToContainTextAsync("background-check-package-");
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    [InlineData(1200, ColorScheme.Dark)]
    public async Task Page_NarrowOrDark_IsReadable(int width, ColorScheme scheme)
    {
        await using Receiver service = await Receiver.StartAsync();
        await using Tool tool = await Tool.StartAsync("--webhook", service.Url.ToString(), "--secret", Receiver.Secret);
        IPage page = await browser.OpenAsync(tool.Address, _errors, width, scheme);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delivered twice" }).ClickAsync();
        await Expect(page.Locator("#events tbody tr")).ToHaveCountAsync(2);

        Assert.False(await page.EvaluateAsync<bool>(Browser.TooWide));
        Assert.Empty(await page.EvaluateAsync<string[]>(Browser.LowContrast));
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"sandbox-{width}-{scheme}.png"), FullPage = true });
        }

        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Reset_Button_EmptiesTheSandboxAndKeepsTheWebhooks()
    {
        await using Receiver service = await Receiver.StartAsync();
        await using Tool tool = await Tool.StartAsync("--webhook", service.Url.ToString(), "--secret", Receiver.Secret);
        IPage page = await browser.OpenAsync(tool.Address, _errors);
        await page.GetByRole(AriaRole.Button, new() { Name = "Order from the ATS" }).ClickAsync();
        await Expect(page.Locator("#orders tbody tr")).ToHaveCountAsync(1);
        // An event that is not delivered yet is dropped.
        await service.ReceivedAsync(1, TimeSpan.FromSeconds(20));

        await page.GetByRole(AriaRole.Button, new() { Name = "Reset the sandbox" }).ClickAsync();
        await Expect(page.Locator("#orders tbody tr")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Order from the ATS" }).ClickAsync();

        await service.ReceivedAsync(2, TimeSpan.FromSeconds(20));
    }
}
