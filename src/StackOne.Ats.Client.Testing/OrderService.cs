using System.Collections.Concurrent;
using System.Text.Json;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing.Api;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing;

/// <summary>Accepts orders of assessments that match the contract and rejects all others with the reason.</summary>
internal sealed class OrderService
{
    private readonly ConcurrentQueue<SandboxOrder> _orders = new();

    internal IReadOnlyList<SandboxOrder> Orders => [.. _orders];

    internal SandboxReply Take(ApiCall call)
    {
        AssessmentOrderRequest request = Read(call.Body);
        string id = Guid.NewGuid().ToString();
        Resource order = Resources.Orders.Add(call.Account, Collection.AssessmentOrders, id, request.Application?.Id, call.Now);
        var result = new AssessmentOrderResult
        {
            Id = id,
            RemoteId = order.RemoteId,
            TestUrl = order.Text("test_url"),
        };
        _orders.Enqueue(new SandboxOrder(call.AccountId, call.Request.Headers["Prefer"], request, result, call.Now));
        return new SandboxReply(200, JsonSerializer.SerializeToUtf8Bytes(result, SandboxJsonContext.Default.AssessmentOrderResult));
    }

    private static AssessmentOrderRequest Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SandboxJsonContext.Default.AssessmentOrderRequest)
                ?? throw new RejectedException(400, "The body does not have the type in the contract.");
        }
        catch (JsonException exception)
        {
            throw new RejectedException(
                400,
                IsJson(body) ? $"{Member(exception)} does not have the type in the contract." : "The body is not JSON.");
        }
    }

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
