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
        // What the contract allows, the model reads.
        RequestBody.Read(call.Body, "AssessmentOrder");
        AssessmentOrderRequest request = JsonSerializer.Deserialize(call.Body, SandboxJsonContext.Default.AssessmentOrderRequest)!;
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
}
