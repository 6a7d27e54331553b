using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Webhooks;

/// <summary>Bodies as StackOne sends them, signed, and a reader of them.</summary>
internal static class Hooks
{
    internal const string Secret = "whsec-example";

    internal static StackOneWebhookReader Reader { get; } = new(new() { Secrets = [Secret] });

    /// <summary>An event as StackOne sends one about an account, with all members.</summary>
    internal static JsonObject Account(string name) => Parse(
        $$$"""
        {"project_id":"p-1","event":"{{{name}}}","event_date":"2026-03-02T09:00:00.000Z","record_type":"account","record_id":"46009900",
         "sent_at":"2026-03-02T09:00:01.120Z","account_id":"46009900","provider":"greenhouse","origin_owner_id":"customer-7",
         "origin_owner_name":"Example Ltd","origin_username":"ada@example.com","setup_information":{"subdomain":"example"}}
        """);

    /// <summary>An event about a record, as when the provider notified StackOne, with all members.</summary>
    internal static JsonObject Record(string name) => Parse(
        $$$"""
        {"project_id":"p-1","account_id":"46009900","event":"{{{name}}}","event_date":"2026-03-02T09:05:00.000Z","record_type":"ats_assessments",
         "record_id":"ord-1","sent_at":"2026-03-02T09:05:00.400Z","record_remote_id":"998",
         "event_data":{"id":"ord-1","package":{"id":"pkg-1"},"application":{"id":"app-1"},"candidate":{"id":"cand-1"},"job":{"id":"job-1"}},
         "raw_event":{"action":"take_home_test_sent","payload":[1.50,null,"x"]}}
        """);

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Reads a body with the signature of it.</summary>
    internal static StackOneEvent Read(byte[] body, StackOneWebhookReader? reader = null) =>
        (reader ?? Reader).Read(body, StackOneWebhookReader.ComputeSignature(body, Secret));

    internal static StackOneEvent Read(string body) => Read(Bytes(body));

    internal static StackOneEvent Read(JsonObject body) => Read(body.ToJsonString());

    internal static StackOneWebhookFailure Refusal(Action read) => Assert.Throws<StackOneWebhookException>(read).Reason;

    /// <summary>What an event is written as says the same as the body that it was read from. Only dates have another notation.</summary>
    internal static void AssertSame(JsonObject body, StackOneEvent received)
    {
        JsonObject expected = body.DeepClone().AsObject();
        foreach (string date in ((string[])["event_date", "sent_at"]).Where(expected.ContainsKey))
        {
            expected[date] = JsonSerializer.SerializeToNode((DateTimeOffset)expected[date]!);
        }

        string written = received.ToJson();
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(written)), $"{expected.ToJsonString()}\n{written}");
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
