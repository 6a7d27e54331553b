using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Webhooks;

public class DeduplicationKeyTests
{
    private const string Key = "46009900/ats_assessments.created/ord-1/2026-03-02T09:05:00.0000000Z";

    /// <summary>Events that differ in one of the four parts only, or in where one part ends and the next begins.</summary>
    public static TheoryData<StackOneEvent> Different { get; } =
    [
        Event("46009900", "ats_assessments.created", "ord-1", 0),
        Event("46009901", "ats_assessments.created", "ord-1", 0),
        Event("46009900", "ats_assessments.updated", "ord-1", 0),
        Event("46009900", "ats_assessments.created", "ord-2", 0),
        Event("46009900", "ats_assessments.created", "ord-1", 1),
        Event("46009900", "ats_assessments.created", "ord-1 ", 0),
        Event("46009900", "ats_assessments.created", "ORD-1", 0),
        Event("a/b", "c", "d", 0), Event("a", "b/c", "d", 0), Event("a", "b", "c/d", 0), Event("a%2Fb", "c", "d", 0), Event("a", "b", "c%2Fd", 0),
        Event("a", "b", "d/2026-03-02T09:05:00.0000000Z", 0),
        // Without one of the four.
        Event(null, "b", "c", 0), Event("", "b", "c", 0), Event("a", null, "c", 0),
        Event("a", "b", null, 0), Event("a", "b", "", 0), Event("a", "b", "c", null),
        Event("a", "b", "c", null) with { SentAt = DateTimeOffset.UnixEpoch },
        new StackOneEvent(), new RecordEvent { RecordRemoteId = "1" }, new AccountEvent { Provider = "x" },
        new AssessmentOrderEvent { Order = new() { Id = "1" } }, new BackgroundCheckOrderEvent { Order = new() { Id = "2" } },
        Hooks.Read("""{"event":"ats_jobs.updated","account_id":"a","record_id":{"id":1},"event_date":"2026-03-02T09:05:00Z"}"""),
        Hooks.Read("""{"event":"ats_jobs.updated","account_id":"a","record_id":{"id":2},"event_date":"2026-03-02T09:05:00Z"}"""),
        Hooks.Read("""{"event":"ats_jobs.updated","account_id":"a","record_id":"1","event_date":"yesterday"}"""),
        Hooks.Read("""{"event":"ats_jobs.updated","account_id":"a","record_id":"1","event_date":"today"}"""),
        // What did not fit is kept in another place than where it came.
        Hooks.Read("""{"":"","sent_at":{},"record_id":[],"b":{"z":1,"a":[{"y":1.50,"x":"\u00e9"}]},"a":""}"""),
        Hooks.Read("""{"event":"ats_assessments.created","event_data":{"z":1,"package":"p","a":2,"job":7}}"""),
    ];

    [Fact]
    public void Key_OfACompleteEvent_IsItsFourParts() => Assert.Equal(Key, Hooks.Read(Hooks.Record("ats_assessments.created")).DeduplicationKey);

    /// <summary>What may differ between deliveries of the same event.</summary>
    [Theory]
    [InlineData("sent_at", "\"2026-03-05T00:00:00Z\"")]
    [InlineData("sent_at", "null")]
    [InlineData("record_type", "\"assessment\"")]
    [InlineData("event_date", "\"2026-03-02T10:05:00+01:00\"")]
    [InlineData("event_date", "\"2026-03-02T09:05:00\"")]
    [InlineData("account_id", "46009900")]
    [InlineData("raw_event", "7")]
    [InlineData("new_member", "{}")]
    public void Key_OfAnotherDelivery_IsTheSame(string member, string json)
    {
        JsonObject body = Hooks.Record("ats_assessments.created");
        body[member] = JsonNode.Parse(json);

        Assert.Equal(Key, Hooks.Read(body).DeduplicationKey);
    }

    /// <summary>Of an event without one of the four parts, the whole content counts, and nothing else does.</summary>
    [Theory]
    [InlineData("""{"event":"request.failed","x":{"a":1,"b":"\u00e9"}}""", """{ "x": {"b":"é","a":1}, "event":"request.failed" }""", true)]
    [InlineData("""{"event":"request.failed","request":{"a":1}}""", """{"event":"request.failed","request":{"a":2}}""", false)]
    [InlineData("""{"event":"request.failed","request":[1,2]}""", """{"event":"request.failed","request":[2,1]}""", false)]
    [InlineData("""{"event":"a","sent_at":"2026-03-02T09:00:00Z"}""", """{"event":"a","sent_at":"2026-03-02T09:00:01Z"}""", false)]
    public void Key_OfAnIncompleteEvent_IsThatOfItsContent(string one, string other, bool same)
    {
        string key = Hooks.Read(one).DeduplicationKey;

        Assert.StartsWith("sha256:", key, StringComparison.Ordinal);
        Assert.Equal(same, key == Hooks.Read(other).DeduplicationKey);
    }

    [Fact]
    public void Key_OfDifferentEvents_IsDifferent()
    {
        string[] keys = [.. Different.Select(row => row.Data.DeduplicationKey)];

        Assert.Equal(keys.Length, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys, key => Assert.DoesNotMatch(@"[^!-~]", key));
    }

    [Theory]
    [MemberData(nameof(Different), DisableDiscoveryEnumeration = true)]
    public void Key_OfAnEventThatWasStored_IsTheSame(StackOneEvent received) =>
        Assert.Equal(received.DeduplicationKey, StackOneEvent.Parse(received.ToJson()).DeduplicationKey);

    private static StackOneEvent Event(string? account, string? name, string? record, int? ticks) => new()
    {
        AccountId = account,
        Name = name,
        RecordId = record,
        EventDate = ticks is null ? null : new DateTimeOffset(2026, 3, 2, 9, 5, 0, TimeSpan.Zero).AddTicks(ticks.Value),
    };
}
