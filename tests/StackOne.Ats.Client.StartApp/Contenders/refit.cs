namespace StackOne.Ats.Client.StartApp;

internal static class Contender
{
    internal static async Task<string?> OrderAsync(Uri address)
    {
        using var http = new HttpClient();
        Order.Configure(http, address);
        return await IOrderApi.OrderAsync(http);
    }
}
