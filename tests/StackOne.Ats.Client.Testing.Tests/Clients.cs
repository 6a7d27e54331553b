using System.Net.Http.Headers;
using System.Text;

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
    internal static HttpClient Http(this StackOneSandbox sandbox)
    {
        string credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(sandbox.ApiKey + ":"));
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = sandbox.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        http.DefaultRequestHeaders.Add("x-account-id", AccountId);
        return http;
    }

    internal static Task<HttpResponseMessage> OrderAsync(this HttpClient http, string json) => http.PostAsync(
        OrdersPath,
        new StringContent(json, Encoding.UTF8, "application/json"),
        TestContext.Current.CancellationToken);
}
