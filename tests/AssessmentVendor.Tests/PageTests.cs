using Microsoft.Playwright;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;
using StackOne.Ats.Sandbox.Tests;
using static Microsoft.Playwright.Assertions;

namespace AssessmentVendor.Tests;

/// <summary>The page in a real browser.</summary>
public sealed class PageTests(Browser browser) : IClassFixture<Browser>, IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly List<string> _errors = [];
    private readonly StackOneSandbox _sandbox = StackOneSandbox.Start();
    private readonly Database _database = Database.Sqlite();

    [Fact]
    public async Task Order_CompletedOnThePage_ArrivesAtStackOne()
    {
        await using Service service = await StartAsync();
        IPage page = await browser.OpenAsync(service.Address, _errors);

        SandboxAtsOrder order = _sandbox.OrderFromAts("account-1");
        ILocator card = page.Locator($"[data-order='{order.Id}']");
        await Expect(card.Locator(".state")).ToHaveTextAsync("Invited", new() { Timeout = 20_000 });
        await card.GetByLabel("Score, 0 to 100").FillAsync("42");
        await card.GetByRole(AriaRole.Button, new() { Name = "Failed" }).ClickAsync();

        SandboxResult result = await order.ResultAsync(Limit);
        Assert.Equal((ResultStatusValue.Failed, "42"), (result.Status, result.Assessment?.Score?.Value));
        await Expect(page.Locator("#message")).ToHaveTextAsync("Order 1 is completed. The result is on its way.");
        await Expect(card.Locator(".state")).ToHaveTextAsync("Reported", new() { Timeout = 20_000 });
        await Expect(card).ToContainTextAsync("Result: failed, 42 of 100 points");
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Order_WithTheKeyboardAlone_IsOrderedAndReported()
    {
        await using Service service = await Service.StartAsync(null, null);
        IPage page = await browser.OpenAsync(service.Address, _errors);

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Order from the ATS" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#message")).ToHaveTextAsync("Ordered. It arrives in a moment.");
        await Expect(page.Locator(".state")).ToHaveTextAsync("Invited", new() { Timeout = 20_000 });
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByLabel("Score, 0 to 100")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("90");
        // Another order arrives, and the page asks for news. One request may have been under way before, and the last one shows that the answer was handled.
        IPage other = await browser.OpenAsync(service.Address, _errors);
        await other.GetByRole(AriaRole.Button, new() { Name = "Order from the ATS" }).ClickAsync();
        await Expect(other.Locator(".state")).ToHaveTextAsync(["Invited", "Invited"], new() { Timeout = 20_000 });
        await page.WaitForResponseAsync(_ => true);
        await page.WaitForResponseAsync(_ => true);
        await page.WaitForRequestAsync(_ => true);
        // What was typed is not replaced by the news.
        await Expect(page.GetByLabel("Score, 0 to 100")).ToHaveValueAsync("90");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Passed, order 1" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Space");

        await Expect(page.Locator("#order-1 .state")).ToHaveTextAsync("Reported", new() { Timeout = 20_000 });
        await Expect(page.Locator("#order-1")).ToContainTextAsync("Result: passed, 90 of 100 points");
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Order_AccountNotConnected_IsShownWithItsProblem()
    {
        _sandbox.On(accountId: "account-2").Always(SandboxAnswer.Status(412));
        await using Service service = await StartAsync();
        IPage page = await browser.OpenAsync(service.Address, _errors);

        _sandbox.OrderFromAts("account-2");

        await Expect(page.Locator(".problem")).ToContainTextAsync("reconnect", new() { Timeout = 20_000 });
        await Expect(page.Locator(".state")).ToHaveTextAsync("Received");
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Order_ResultRefused_IsTriedAgainByAPerson()
    {
        _sandbox.On("Assessments.UpdateResultAsync").Next(SandboxAnswer.Status(422));
        await using Service service = await StartAsync("Vendor:CompleteAfter=00:00:00");
        IPage page = await browser.OpenAsync(service.Address, _errors);
        SandboxAtsOrder order = _sandbox.OrderFromAts("account-1");

        await Expect(page.Locator(".state")).ToHaveTextAsync("Failed", new() { Timeout = 20_000 });
        Assert.Empty(_sandbox.Results);
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again, order 1" }).ClickAsync();

        await order.ResultAsync(Limit);
        await Expect(page.Locator(".state")).ToHaveTextAsync("Reported", new() { Timeout = 20_000 });
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Order_CompletedByTwoPeople_KeepsTheFirstResult()
    {
        await using Service service = await StartAsync();
        SandboxAtsOrder order = _sandbox.OrderFromAts("account-1");
        await _database.WaitAsync("""SELECT "State" FROM "Orders" """, "Invited");
        IPage first = await browser.OpenAsync(service.Address, _errors);
        IPage second = await browser.OpenAsync(service.Address, _errors);
        await second.GetByLabel("Score, 0 to 100").FillAsync("1");

        await first.GetByLabel("Score, 0 to 100").FillAsync("99");
        await first.GetByRole(AriaRole.Button, new() { Name = "Passed" }).ClickAsync();
        await order.ResultAsync(Limit);
        await second.GetByRole(AriaRole.Button, new() { Name = "Failed" }).ClickAsync();

        await Expect(second.Locator("#message")).ToContainTextAsync("Order 1 was not changed");
        await Expect(second.Locator(".order")).ToContainTextAsync("passed, 99 of 100 points");
        Assert.Single(_sandbox.Results);
    }

    [Theory]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    [InlineData(1200, ColorScheme.Light)]
    [InlineData(1200, ColorScheme.Dark)]
    public async Task Page_NarrowOrDark_IsReadable(int width, ColorScheme scheme)
    {
        await using Service service = await Service.StartAsync(_sandbox, _database.ConnectionString);
        await FillAsync(service);
        IPage page = await browser.OpenAsync(service.Address, _errors, width, scheme);

        await Expect(page.Locator(".order")).ToHaveCountAsync(5);
        await Expect(page.Locator(".order").First).ToContainTextAsync("<b>Mallory</b>");
        Assert.False(await page.EvaluateAsync<bool>(Browser.TooWide));
        Assert.Empty(await page.EvaluateAsync<string[]>(Browser.LowContrast));
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"vendor-{width}-{scheme}.png"), FullPage = true });
        }

        Assert.Empty(_errors);
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _database.Dispose();
    }

    private async Task<Service> StartAsync(params string[] settings)
    {
        Service service = await Service.StartAsync(_sandbox, _database.ConnectionString, 0, settings);
        _sandbox.Webhooks.Add(service.Events, Service.Secret);
        return service;
    }

    /// <summary>An order in each state, the last one for a candidate whose name looks like HTML.</summary>
    private async Task FillAsync(Service service)
    {
        await _sandbox.GetPackagesAsync(service.Packages, new() { AccountId = "account-1", Secret = Service.Secret });
        _sandbox.On(accountId: "account-2").Always(SandboxAnswer.Status(412));
        Candidate mallory = _sandbox.Account("account-1").Add(new Candidate { FirstName = "<b>Mallory</b>", LastName = "<script>alert(1)</script>" });
        Application application = _sandbox.Account("account-1").Add(new Application { CandidateId = mallory.Id, JobId = "job-1" });

        foreach (SandboxAtsOrder order in new[]
        {
            _sandbox.OrderFromAts("account-1"), _sandbox.OrderFromAts("account-1", "writing"), _sandbox.OrderFromAts("account-2"),
        })
        {
            await Deliveries.SendAsync(service.Events, order);
        }

        await Deliveries.SendAsync(service.Events, _sandbox.OrderFromAts("account-1", "csharp"), data: new { package = new { id = "csharp" } });
        await Deliveries.SendAsync(service.Events, _sandbox.OrderFromAts("account-1", applicationId: application.Id));
        await _database.WaitAsync("""SELECT count(*) FROM "Orders" WHERE "State" = 'Invited'""", "3");
        await _database.WaitAsync("""SELECT count(*) FROM "Orders" WHERE "Problem" IS NOT NULL""", "2");
        await _database.ReadAsync(
            """
            UPDATE "Orders" SET "State" = 'Completed', "Result" = 'passed', "Score" = 87, "DueAt" = '2020-01-01', "Version" = 9 WHERE "Number" = 1
            """);
        await _database.WaitAsync("""SELECT "State" FROM "Orders" WHERE "Number" = 1""", "Reported");
    }
}
