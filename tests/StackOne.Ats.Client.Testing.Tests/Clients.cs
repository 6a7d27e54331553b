using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>Clients of a sandbox.</summary>
internal static class Clients
{
    internal const string OrdersPath = "unified/ats/assessments/orders";

    private const string AccountId = "account-1";

    /// <summary>The real client, without retries and without a cool-down that is shared with other calls, unless the test asks for them.</summary>
    internal static StackOneAtsClient Client(this StackOneSandbox sandbox, Action<StackOneAtsClientOptions>? configure = null)
    {
        var options = new StackOneAtsClientOptions
        {
            BaseAddress = sandbox.BaseAddress,
            ApiKey = sandbox.ApiKey,
            AccountId = AccountId,
            Retry = { MaxRetries = 0, CoolDown = false },
        };
        configure?.Invoke(options);
        return new StackOneAtsClient(options);
    }

    /// <summary>A plain client with the right headers, for what the real one would not send or not show.</summary>
    internal static HttpClient Http(this StackOneSandbox sandbox, string account = AccountId)
    {
        string credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(sandbox.ApiKey + ":"));
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = sandbox.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        http.DefaultRequestHeaders.Add("x-account-id", account);
        return http;
    }

    internal static Task<HttpResponseMessage> OrderAsync(this HttpClient http, string json) => http.PostAsync(
        OrdersPath,
        new StringContent(json, Encoding.UTF8, "application/json"),
        TestContext.Current.CancellationToken);

    /// <param name="http">The client.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below <c>/unified/ats/</c>, and the query.</param>
    /// <param name="json">The body, if any.</param>
    internal static Task<HttpResponseMessage> SendAsync(this HttpClient http, string method, string path, string? json = null) => http.SendAsync(
        new HttpRequestMessage(new HttpMethod(method), $"unified/ats/{path}")
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        },
        TestContext.Current.CancellationToken);

    /// <summary>Sends a GET that succeeds, and returns its body.</summary>
    internal static async Task<JsonElement> ReadAsync(this HttpClient http, string path)
    {
        using HttpResponseMessage response = await http.SendAsync("GET", path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    /// <summary>Sends a POST that creates something, and returns its id.</summary>
    internal static async Task<string> CreateAsync(this HttpClient http, string path, string json)
    {
        using HttpResponseMessage response = await http.SendAsync("POST", path, json);
        JsonElement body = await response.JsonAsync();
        return (body.TryGetProperty("data", out JsonElement data) ? data : body).Text("id")!;
    }

    internal static async Task UpdateAsync(this HttpClient http, string path, string json)
    {
        using HttpResponseMessage response = await http.SendAsync("PATCH", path, json);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    internal static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    internal static string[] Names(this JsonElement record) => [.. record.EnumerateObject().Select(member => member.Name)];

    internal static string? Text(this JsonElement record, string name) => record.GetProperty(name).GetString();

    /// <summary>The ids of a page.</summary>
    internal static string[] Ids(this JsonElement page) =>
        [.. page.GetProperty("data").EnumerateArray().Select(record => record.Text("id")!)];

    internal static async Task AssertErrorAsync(this HttpResponseMessage response, int status, string message)
    {
        Assert.Equal(status, (int)response.StatusCode);
        JsonElement body = await response.JsonAsync();
        Assert.Equal(["statusCode", "message", "timestamp"], body.Names());
        Assert.Equal(status, body.GetProperty("statusCode").GetInt32());
        Assert.Equal(message, body.Text("message"));
    }
}
