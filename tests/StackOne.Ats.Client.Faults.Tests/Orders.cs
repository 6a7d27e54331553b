using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Faults.Tests;

/// <summary>What is ordered, and what a server answers. All that must stay out of exceptions has <see cref="Canary"/> in it.</summary>
internal static class Orders
{
    internal const string Canary = "canary";

    internal const string ApiKey = "sk_canary";
    internal const string Account = "acc_canary";

    /// <summary>As it is, and as the key goes over the wire.</summary>
    internal static readonly string[] Canaries = [Canary, Convert.ToBase64String("sk_canary:"u8)];

    internal static AssessmentOrderRequest Small { get; } = new()
    {
        Id = "order-canary",
        Candidate = new() { FirstName = Canary, Emails = [new() { Value = "canary@example.com" }] },
    };

    /// <summary>More than the sockets' buffers hold: it can only be sent as fast as the server reads.</summary>
    internal static AssessmentOrderRequest Large { get; } = Small with
    {
        Passthrough = new JsonObject { [Canary] = new string('x', 4 * 1024 * 1024) },
    };

    internal const string ResultId = "result-1";

    internal const string Result =
        """{"id":"result-1","remote_id":"canary","test_url":"https://example.com/canary","canary":"canary@example.com"}""";
}
