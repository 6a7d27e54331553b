using System.Text.Json.Nodes;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

/// <summary>
/// Orders over a real socket, once with the client made by hand and once through dependency injection, and reads an error.
/// </summary>
internal static class Orders
{
    public static async Task RunAsync()
    {
        using var server = new Answers(
            ("429 Too Many Requests", "{\"message\":\"slow down\"}", "Retry-After: 0\r\n"),
            ("200 OK", "\n\n{\"id\":\"o1\",\"test_url\":\"https://example.com/t\",\"extra\":1.50}", "Preference-Applied: heartbeat\r\n"),
            ("400 Bad Request", "{\"message\":\"no\",\"provider_errors\":[{\"status\":422,\"raw\":{\"a\":1}}]}", ""));

        var order = new AssessmentOrderRequest
        {
            Application = new() { ApplicationStatus = new() { Value = ApplicationStatusValue.Assessment } },
            Candidate = new() { FirstName = "Ada", Emails = [new() { Value = "ada@example.com" }] },
            Passthrough = new JsonObject { ["n"] = 1.5, ["flag"] = true },
        };

        using var client = new StackOneAtsClient(new() { ApiKey = "key", AccountId = "acc_1", BaseAddress = server.Address });
        AssessmentOrderResult result = await client.WithHeartbeat().Assessments.OrderAsync(order);
        Expect.Equal("o1", result.Id);
        Expect.Equal("https://example.com/t", result.TestUrl);
        Expect.Equal("1.50", result.AdditionalProperties?["extra"].GetRawText());

        var configuration = new ConfigurationManager { ["ApiKey"] = "key", ["BaseAddress"] = server.Address.ToString(), ["TotalTimeout"] = "00:00:30" };
        var services = new ServiceCollection();
        services.AddStackOneAts(configuration);
        await using ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            await provider.GetRequiredService<StackOneAtsClient>().ForAccount("acc_2").Assessments.OrderAsync(order);
            Expect.Equal("an exception", "none");
        }
        catch (StackOneBadRequestException failure)
        {
            Expect.Equal("no", failure.Error?.Message);
            Expect.Equal("422", failure.ProviderErrors.Single().Status?.ToString(provider: null));
            Expect.Equal("{\"a\":1}", failure.ProviderErrors.Single().Raw?.GetRawText());
        }

        string[] requests = await server.Requests;
        Expect.Equal(
            """{"application":{"application_status":{"value":"assessment"}},"candidate":{"first_name":"Ada","emails":[{"value":"ada@example.com"}]},"passthrough":{"n":1.5,"flag":true}}""",
            requests[1].Split("\r\n\r\n")[1]);
        Expect.Equal("True", requests[2].Contains("x-account-id: acc_2\r\n", StringComparison.Ordinal).ToString());
    }
}
