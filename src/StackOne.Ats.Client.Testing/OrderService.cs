using System.Collections.Concurrent;
using System.Text.Json;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing;

/// <summary>Takes orders that keep to the contract, and says what is wrong with the others.</summary>
internal sealed class OrderService(TimeProvider time)
{
    private readonly ConcurrentQueue<SandboxOrder> _orders = new();

    internal IReadOnlyList<SandboxOrder> Orders => [.. _orders];

    internal SandboxReply Take(string? accountId, string? prefer, byte[] body)
    {
        if (string.IsNullOrWhiteSpace(accountId))
        {
            return Refuse("The x-account-id header is missing or blank.");
        }

        AssessmentOrderRequest? request;
        try
        {
            request = JsonSerializer.Deserialize(body, SandboxJsonContext.Default.AssessmentOrderRequest);
        }
        catch (JsonException exception)
        {
            return Refuse(IsJson(body) ? $"{Member(exception)} is not of the contract's type." : "The body is not JSON.");
        }

        if (request is null)
        {
            return Refuse("The body is not of the contract's type.");
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

    private static SandboxReply Refuse(string message) => new(400, ErrorBody.Of(400, message));

    /// <summary>The member's place, such as <c>candidate.emails[0].value</c>. Never its value: it may be personal data.</summary>
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
