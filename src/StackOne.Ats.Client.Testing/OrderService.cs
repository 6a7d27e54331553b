using System.Collections.Concurrent;
using System.Text.Json;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing;

/// <summary>Accepts orders that match the contract and rejects all others with the reason.</summary>
internal sealed class OrderService(TimeProvider time)
{
    private readonly ConcurrentQueue<SandboxOrder> _orders = new();

    internal IReadOnlyList<SandboxOrder> Orders => [.. _orders];

    internal SandboxReply Take(string? accountId, string? prefer, byte[] body)
    {
        if (string.IsNullOrWhiteSpace(accountId))
        {
            return Reject("The x-account-id header is missing or blank.");
        }

        AssessmentOrderRequest? request;
        try
        {
            request = JsonSerializer.Deserialize(body, SandboxJsonContext.Default.AssessmentOrderRequest);
        }
        catch (JsonException exception)
        {
            return Reject(IsJson(body) ? $"{Member(exception)} does not have the type in the contract." : "The body is not JSON.");
        }

        if (request is null)
        {
            return Reject("The body does not have the type in the contract.");
        }

        string id = Guid.NewGuid().ToString();
        var result = new AssessmentOrderResult
        {
            Id = id,
            RemoteId = $"remote-{id}",
            TestUrl = $"https://provider.example/tests/{id}",
        };
        _orders.Enqueue(new SandboxOrder(accountId, prefer, request, result, time.GetUtcNow()));
        return new SandboxReply(200, JsonSerializer.Serialize(result, SandboxJsonContext.Default.AssessmentOrderResult));
    }

    private static SandboxReply Reject(string message) => new(400, ErrorBody.Of(400, message));

    /// <summary>The path of the member, such as <c>candidate.emails[0].value</c>. Never its value, which may be personal data.</summary>
    private static string Member(JsonException exception) =>
        exception.Path is { Length: > 2 } path ? path["$.".Length..] : "The body";

    private static bool IsJson(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
