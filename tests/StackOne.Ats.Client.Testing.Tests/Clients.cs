namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>Clients of a sandbox.</summary>
internal static class Clients
{
    internal const string AccountId = "account-1";

    /// <summary>The real client, without retries unless the test asks for them.</summary>
    internal static StackOneAtsClient Client(this StackOneSandbox sandbox, Action<StackOneAtsClientOptions>? configure = null)
    {
        var options = new StackOneAtsClientOptions
        {
            BaseAddress = sandbox.BaseAddress,
            ApiKey = sandbox.ApiKey,
            AccountId = AccountId,
            Retry = { MaxRetries = 0 },
        };
        configure?.Invoke(options);
        return new StackOneAtsClient(options);
    }

    /// <summary>A plain client with the right headers, for what the real one would not send or not show.</summary>
    internal static HttpClient Http(this StackOneSandbox sandbox)
    {
        var http = new HttpClient { BaseAddress = sandbox.BaseAddress };
        http.DefaultRequestHeaders.Authorization = Basic(sandbox.ApiKey);
        http.DefaultRequestHeaders.Add("x-account-id", AccountId);
        return http;
    }

    internal static System.Net.Http.Headers.AuthenticationHeaderValue Basic(string key) =>
        new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key + ":")));

    internal static Task<HttpResponseMessage> OrderAsync(this HttpClient http, string json) => http.PostAsync(
        "unified/ats/assessments/orders",
        new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        TestContext.Current.CancellationToken);
}
