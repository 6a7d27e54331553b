#if LIBRARY
using StackOne.Ats.Client;

using var client = new StackOneAtsClient(new() { ApiKey = "key", AccountId = "acc_1", BaseAddress = new(args[0]) });
var result = await client.Assessments.OrderAsync(new()
{
    Package = new() { Id = "pkg_sql_basics" },
    Candidate = new() { FirstName = "Ada", LastName = "Example", Emails = [new() { Type = "personal", Value = "ada@example.com" }] },
    ResultsUpdateUrl = "https://example.com/integrations/results/update",
});
#elif FLOOR
using System.Net.Http.Headers;
using System.Text.Json;
using StackOne.Ats.Client.StartApp;

using var http = new HttpClient { BaseAddress = new(args[0]) };
http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String("key:"u8));
http.DefaultRequestHeaders.Add("x-account-id", "acc_1");
using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(Order.Example, Json.Default.Order));
content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
using HttpResponseMessage response = await http.PostAsync(new Uri("/unified/ats/assessments/orders", UriKind.Relative), content);
response.EnsureSuccessStatusCode();
OrderResult result = JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(), Json.Default.OrderResult)!;
#else
using Refit;
using StackOne.Ats.Client.StartApp;
#if RESILIENCE
using Microsoft.Extensions.DependencyInjection;

var services = new ServiceCollection();
services.AddHttpClient("stackone").AddStandardResilienceHandler();
await using ServiceProvider provider = services.BuildServiceProvider();
using HttpClient http = provider.GetRequiredService<IHttpClientFactory>().CreateClient("stackone");
#else
using var http = new HttpClient();
#endif
http.BaseAddress = new(args[0]);
http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String("key:"u8));
RefitSettings settings = RefitSettings.ForJsonContext(Json.Default);
settings.RequestBodySerialization = RequestBodySerializationMode.Buffered;
OrderResult result = await RestService.ForGenerated<IOrdersApi>(http, settings).OrderAsync(Order.Example, "acc_1");
#endif

Console.WriteLine(result.Id);

#if REFIT || RESILIENCE
internal interface IOrdersApi
{
    [Post("/unified/ats/assessments/orders")]
    Task<OrderResult> OrderAsync([Body] Order order, [Header("x-account-id")] string account);
}
#endif
