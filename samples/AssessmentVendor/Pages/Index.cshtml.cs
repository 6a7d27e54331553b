using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StackOne.Ats.Client.Testing;

namespace AssessmentVendor.Pages;

/// <summary>The orders, and what the vendor's people do with them.</summary>
internal sealed class IndexModel(VendorDb db, Catalogue catalogue, IServiceProvider services) : PageModel
{
    internal const int Shown = 50;

    private StackOneSandbox? Sandbox { get; } = services.GetService<StackOneSandbox>();

    internal bool IsOnSandbox => Sandbox is not null;

    internal IReadOnlyList<Order> Orders { get; private set; } = [];

    internal IReadOnlyDictionary<OrderState, int> Counts { get; private set; } = new Dictionary<OrderState, int>();

    /// <summary>Another one after each change of an order: the script then shows it.</summary>
    internal string Version { get; private set; } = string.Empty;

    [TempData]
    public string? Message { get; set; }

    public async Task OnGetAsync()
    {
        // First: if an order changes before it is read below, the version is older than the orders, and the script loads the page again.
        // A version that is newer than the orders would hide the change.
        Version = $"{await db.Orders.CountAsync()}-{await db.Orders.SumAsync(order => (long)order.Version)}";
        Orders = await db.Orders.AsNoTracking().OrderByDescending(order => order.Number).Take(Shown).ToListAsync();
        Counts = await db.Orders.GroupBy(order => order.State).ToDictionaryAsync(group => group.Key, group => group.Count());
    }

    public Task<IActionResult> OnPostCompleteAsync(int number, string result, [Range(0, Order.MaxScore)] int score) => ChangeAsync(
        number,
        order => ModelState.IsValid && order.State == OrderState.Invited && result is "passed" or "failed",
        order => order.Complete(result, score),
        "is completed. The result is on its way.");

    public Task<IActionResult> OnPostTryAgainAsync(int number) => ChangeAsync(
        number,
        order => order.State == OrderState.Failed,
        order => order.TryAgain(),
        "is tried again.");

    public IActionResult OnPostOrder()
    {
        Sandbox?.OrderFromAts(StackOneSetup.Account);
        Message = IsOnSandbox ? "Ordered. It arrives in a moment." : null;
        return RedirectToPage();
    }

    internal string? PackageOf(Order order) => catalogue.NameOf(order.PackageId);

    private async Task<IActionResult> ChangeAsync(int number, Func<Order, bool> isPossible, Action<Order> change, string done)
    {
        try
        {
            Order? order = await db.Orders.FindAsync(number);
            if (order is not null && isPossible(order))
            {
                change(order);
                await db.SaveChangesAsync();
                Message = $"Order {number} {done}";
            }
            else
            {
                Message = $"Order {number} was not changed: see its state, and that the score is from 0 to {Order.MaxScore}.";
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            Message = $"Order {number} has just been changed by somebody else.";
        }

        return RedirectToPage(null, null, null, $"order-{number}");
    }
}
