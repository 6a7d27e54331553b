using Microsoft.Extensions.DependencyInjection;

namespace StackOne.Ats.Client.StartApp;

internal static class Contender
{
    internal static async Task<string?> OrderAsync(Uri address)
    {
        var services = new ServiceCollection();
        services.AddHttpClient("stackone", http => Order.Configure(http, address)).AddStandardResilienceHandler();
        await using ServiceProvider provider = services.BuildServiceProvider();
        using HttpClient http = provider.GetRequiredService<IHttpClientFactory>().CreateClient("stackone");
        return await IOrderApi.OrderAsync(http);
    }
}
