using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Testing.Api;
using StackOne.Ats.Client.Testing.Hosting;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Ordering;

/// <summary>The orders of assessments and background checks that were accepted, and the results that were sent. Thread-safe.</summary>
internal sealed class OrderBook(bool acceptUnknownIds)
{
    private readonly ConcurrentQueue<SandboxOrder> _orders = new();
    private readonly ConcurrentQueue<SandboxBackgroundCheckOrder> _checkOrders = new();
    private readonly ConcurrentQueue<SandboxResult> _results = new();

    /// <summary>Raised for each result, after it was added.</summary>
    internal event Action<SandboxResult>? ResultReceived;

    internal IReadOnlyList<SandboxOrder> Orders => [.. _orders];

    internal IReadOnlyList<SandboxBackgroundCheckOrder> CheckOrders => [.. _checkOrders];

    internal IReadOnlyList<SandboxResult> Results => [.. _results];

    internal void Clear()
    {
        _orders.Clear();
        _checkOrders.Clear();
        _results.Clear();
    }

    internal SandboxReply OrderAssessment(ApiCall call)
    {
        Resource order = Take(call, "AssessmentOrder", Collection.AssessmentOrders, Collection.AssessmentPackages);
        SandboxJsonContext json = SandboxJsonContext.Default;
        var accepted = new SandboxOrder(
            call.AccountId,
            Prefer(call),
            // What the contract allows, the model reads.
            JsonSerializer.Deserialize(call.Body, json.AssessmentOrderRequest)!,
            new() { Id = order.Id, RemoteId = order.RemoteId, TestUrl = order.Text("test_url") },
            call.Now);
        _orders.Enqueue(accepted);
        return Reply(accepted.Result, json.AssessmentOrderResult);
    }

    internal SandboxReply OrderCheck(ApiCall call)
    {
        Resource order = Take(call, "CheckOrder", Collection.CheckOrders, Collection.CheckPackages);
        SandboxJsonContext json = SandboxJsonContext.Default;
        var accepted = new SandboxBackgroundCheckOrder(
            call.AccountId,
            Prefer(call),
            JsonSerializer.Deserialize(call.Body, json.BackgroundCheckOrderRequest)!,
            new() { Id = order.Id, RemoteId = order.RemoteId, TestUrl = order.Text("test_url") },
            call.Now);
        _checkOrders.Enqueue(accepted);
        return Reply(accepted.Result, json.BackgroundCheckOrderResult);
    }

    internal void AddResult(ApiCall call, string orderId, bool isBackgroundCheck)
    {
        SandboxJsonContext json = SandboxJsonContext.Default;
        var result = new SandboxResult(
            call.AccountId,
            orderId,
            isBackgroundCheck ? null : JsonSerializer.Deserialize(call.Body, json.AssessmentResultUpdateRequest),
            isBackgroundCheck ? JsonSerializer.Deserialize(call.Body, json.BackgroundCheckResultUpdateRequest) : null,
            call.Now);
        _results.Enqueue(result);
        ResultReceived?.Invoke(result);
    }

    private static string? Prefer(ApiCall call) => call.Request.Headers["Prefer"];

    private static SandboxReply Reply<T>(T result, JsonTypeInfo<T> json) => new(200, JsonSerializer.SerializeToUtf8Bytes(result, json));

    private Resource Take(ApiCall call, string type, Collection orders, Collection packages)
    {
        JsonObject request = RequestBody.Read(call.Body, type);
        if (!acceptUnknownIds)
        {
            Resources.Orders.Check(call.Account, request, packages);
        }

        return Resources.Orders.Add(call.Account, orders, request, call.Now);
    }
}
