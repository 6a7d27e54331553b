using System.Net.Http.Headers;
using System.Text.Json;

namespace StackOne.Ats.Client.StartApp;

internal static class Contender
{
    internal static async Task<string?> OrderAsync(Uri address)
    {
        using var http = new HttpClient();
        Order.Configure(http, address);
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(Order.Example, Json.Default.Order));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await http.PostAsync(new Uri("/unified/ats/assessments/orders", UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(), Json.Default.ResultStatus)?.Id;
    }
}
