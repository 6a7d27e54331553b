using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

// Orders over a real socket from a native executable, once with the client made by hand and once through dependency injection, and reads an
// error. Prints OK and ends with 0, or says what differs and ends with 1.
using var listener = new TcpListener(IPAddress.Loopback, 0);
listener.Start();
var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
Task<string[]> serving = ServeAsync(
    listener,
    ("429 Too Many Requests", "{\"message\":\"slow down\"}", "Retry-After: 0\r\n"),
    ("200 OK", "\n\n{\"id\":\"o1\",\"test_url\":\"https://example.com/t\",\"extra\":1.50}", "Preference-Applied: heartbeat\r\n"),
    ("400 Bad Request", "{\"message\":\"no\",\"provider_errors\":[{\"status\":422,\"raw\":{\"a\":1}}]}", ""));

var order = new AssessmentOrderRequest
{
    Application = new() { ApplicationStatus = new() { Value = ApplicationStatusValue.Assessment } },
    Candidate = new() { FirstName = "Ada", Emails = [new() { Value = "ada@example.com" }] },
    Passthrough = new JsonObject { ["n"] = 1.5, ["flag"] = true },
};

using var client = new StackOneAtsClient(new() { ApiKey = "key", AccountId = "acc_1", BaseAddress = address });
AssessmentOrderResult result = await client.WithHeartbeat().Assessments.OrderAsync(order);
Check("o1", result.Id);
Check("https://example.com/t", result.TestUrl);
Check("1.50", result.AdditionalProperties?["extra"].GetRawText());

var configuration = new ConfigurationManager { ["ApiKey"] = "key", ["BaseAddress"] = address.ToString(), ["TotalTimeout"] = "00:00:30" };
var services = new ServiceCollection();
services.AddStackOneAts(configuration);
await using ServiceProvider provider = services.BuildServiceProvider();
try
{
    await provider.GetRequiredService<StackOneAtsClient>().ForAccount("acc_2").Assessments.OrderAsync(order);
    Check("an exception", "none");
}
catch (StackOneBadRequestException failure)
{
    Check("no", failure.Error?.Message);
    Check("422", failure.ProviderErrors.Single().Status?.ToString(provider: null));
    Check("{\"a\":1}", failure.ProviderErrors.Single().Raw?.GetRawText());
}

string[] requests = await serving;
Check(
    """{"application":{"application_status":{"value":"assessment"}},"candidate":{"first_name":"Ada","emails":[{"value":"ada@example.com"}]},"passthrough":{"n":1.5,"flag":true}}""",
    requests[1].Split("\r\n\r\n")[1]);
Check("True", requests[2].Contains("x-account-id: acc_2\r\n", StringComparison.Ordinal).ToString());

Console.WriteLine("OK");
return 0;

static void Check(string expected, string? actual)
{
    if (expected != actual)
    {
        Console.Error.WriteLine($"Expected: {expected}\nActual:   {actual}");
        Environment.Exit(1);
    }
}

// One answer a connection, in order; gives back what was sent.
static async Task<string[]> ServeAsync(TcpListener listener, params (string Status, string Body, string Headers)[] answers)
{
    var requests = new List<string>();
    foreach ((string status, string body, string headers) in answers)
    {
        using Socket socket = await listener.AcceptSocketAsync();
        byte[] buffer = new byte[64 * 1024];
        int length = 0;
        while (!IsWhole(Encoding.UTF8.GetString(buffer, 0, length)))
        {
            length += await socket.ReceiveAsync(buffer.AsMemory(length));
        }

        requests.Add(Encoding.UTF8.GetString(buffer, 0, length));
        await socket.SendAsync(Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{headers}\r\n{body}"));
        socket.Shutdown(SocketShutdown.Send);
    }

    return [.. requests];
}

static bool IsWhole(string request) =>
    request.Split("\r\n\r\n") is [var head, var body] && head.Contains($"Content-Length: {body.Length}", StringComparison.Ordinal);
