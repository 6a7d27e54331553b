using System.Reflection;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Webhooks;

/// <summary>Which type an event is, by its name alone, in both shapes that StackOne sends.</summary>
public class EventTypeTests
{
    private static readonly string[] Records =
        ["assessments", "candidates", "applications", "interviews", "jobs", "job_postings", "lists", "users"];

    private static readonly string[] Actions = ["created", "updated", "deleted"];

    /// <summary>The names that StackOne documents.</summary>
    internal static readonly (string Name, Type Type)[] Documented =
    [
        .. ((string[])[.. Actions, "error", "expired"]).Select(action => ($"account.{action}", typeof(AccountEvent))),
        .. Records.SelectMany(record => Actions.Select(action => ($"ats_{record}.{action}", typeof(RecordEvent))))
            .Where(row => row.Item1 != "ats_assessments.created"),
        ("ats_assessments.created", typeof(AssessmentOrderEvent)),
        ("assessment.created", typeof(AssessmentOrderEvent)),
        ("background_check_order.created", typeof(BackgroundCheckOrderEvent)),
        ("background_check.created", typeof(BackgroundCheckOrderEvent)),
        ("request.failed", typeof(StackOneEvent)),
    ];

    public static TheoryData<string, Type> Names { get; } = new(
    [
        .. Documented,
        // By analogy, and actions that are new.
        ("ats_background_checks.created", typeof(BackgroundCheckOrderEvent)),
        ("ats_background_checks.updated", typeof(RecordEvent)),
        ("background_check_order.updated", typeof(RecordEvent)),
        ("background_check.deleted", typeof(RecordEvent)),
        ("assessment.updated", typeof(RecordEvent)),
        ("ats_candidates.merged", typeof(RecordEvent)),
        ("account.paused", typeof(AccountEvent)),
        // Other families, and what only looks like a known name.
        ("hris_employees.created", typeof(StackOneEvent)),
        ("crm_contacts.updated", typeof(StackOneEvent)),
        ("lms_courses.deleted", typeof(StackOneEvent)),
        ("documents_files.created", typeof(StackOneEvent)),
        ("ats_offers.created", typeof(StackOneEvent)),
        ("ATS_ASSESSMENTS.CREATED", typeof(StackOneEvent)),
        ("ats_assessments", typeof(StackOneEvent)),
        ("account", typeof(StackOneEvent)),
        (".created", typeof(StackOneEvent)),
        (" account.created", typeof(StackOneEvent)),
        ("accounts.created", typeof(StackOneEvent)),
        ("ein ereignis \u4e2d\ud83d\ude00", typeof(StackOneEvent)),
    ]);

    [Fact]
    public void Names_OfTheEnumeration_AreTheDocumentedOnes() => Assert.Equal(
        Documented.Select(row => row.Name).Order(StringComparer.Ordinal),
        typeof(EventNameValue).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => property.GetValue(null)!.ToString()!)
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_EventInBothShapes_IsOfTheTypeOfItsName(string name, Type type)
    {
        foreach (JsonObject body in (JsonObject[])[Hooks.Account(name), Hooks.Record(name)])
        {
            StackOneEvent received = Hooks.Read(body);

            Assert.IsType(type, received, exactMatch: true);
            Assert.Equal((name, "p-1", "46009900"), (received.Name?.Value, received.ProjectId, received.AccountId));
            Assert.Equal(((string?)body["record_id"], (string?)body["record_type"]), (received.RecordId, received.RecordType));
            Assert.Equal(
                ((DateTimeOffset)body["event_date"]!, (DateTimeOffset)body["sent_at"]!),
                (received.EventDate!.Value, received.SentAt!.Value));
            Hooks.AssertSame(body, received);
        }
    }

    [Fact]
    public void Read_AccountEvent_HasItsOwnMembers()
    {
        var account = Assert.IsType<AccountEvent>(Hooks.Read(Hooks.Account("account.created")));

        Assert.Equal(
            (EventNameValue.AccountCreated, "greenhouse", "customer-7", "Example Ltd", "ada@example.com"),
            (account.Name!.Value, account.Provider, account.OriginOwnerId, account.OriginOwnerName, account.OriginUsername));
        Assert.Equal("example", account.SetupInformation!.Value.GetProperty("subdomain").GetString());
        Assert.Null(account.AdditionalProperties);
    }

    [Fact]
    public void Read_RecordEvent_HasItsOwnMembers()
    {
        var record = Assert.IsType<RecordEvent>(Hooks.Read(Hooks.Record("ats_assessments.updated")));

        Assert.Equal(("998", "ord-1"), (record.RecordRemoteId, record.EventData!.Value.GetProperty("id").GetString()));
        Assert.Equal("1.50", record.RawEvent!.Value.GetProperty("payload")[0].GetRawText());
        Assert.Null(record.AdditionalProperties);
    }

    [Fact]
    public void Read_Orders_HaveTheOrder()
    {
        var assessment = Assert.IsType<AssessmentOrderEvent>(Hooks.Read(Hooks.Record("ats_assessments.created")));
        var check = Assert.IsType<BackgroundCheckOrderEvent>(Hooks.Read(Hooks.Record("background_check_order.created")));

        AssessmentOrderRequest order = assessment.Order!;
        Assert.Equal(
            ("ord-1", "pkg-1", "app-1", "cand-1", "job-1"),
            (order.Id, order.Package!.Id, order.Application!.Id, order.Candidate!.Id, order.Job!.Id));
        Assert.Equal(("ord-1", "pkg-1", "cand-1"), (check.Order!.Id, check.Order.Package!.Id, check.Order.Candidate!.Id));
        Assert.Equal(("998", "take_home_test_sent"), (assessment.RecordRemoteId, assessment.RawEvent!.Value.GetProperty("action").GetString()));
        Assert.Equal(("998", "take_home_test_sent"), (check.RecordRemoteId, check.RawEvent!.Value.GetProperty("action").GetString()));
        Assert.Null(assessment.AdditionalProperties);
        Assert.Null(check.AdditionalProperties);
    }

    /// <summary>Found by polling: the provider has not notified anyone.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Read_WithoutWhatTheProviderSends_IsOfTheSameType(string name, Type type)
    {
        JsonObject body = Hooks.Record(name);
        Assert.All((string[])["record_remote_id", "event_data", "raw_event"], member => Assert.True(body.Remove(member)));

        StackOneEvent received = Hooks.Read(body);

        Assert.IsType(type, received, exactMatch: true);
        Assert.Equal("ord-1", received.RecordId);
        Hooks.AssertSame(body, received);
    }

    /// <summary>
    /// The name counts as it is read: without escapes, the last one if it comes twice, and taken out of an object of a unified value.
    /// </summary>
    [Theory]
    [InlineData("""{"event":"account\u002ecreated"}""", typeof(AccountEvent))]
    [InlineData("""{"\u0065vent":"account.created"}""", typeof(AccountEvent))]
    [InlineData("""{"event":"account.created","event":"ats_jobs.created"}""", typeof(RecordEvent))]
    [InlineData("""{"event":"account.created","event":null}""", typeof(StackOneEvent))]
    [InlineData("""{"event":null,"event":"account.created"}""", typeof(AccountEvent))]
    [InlineData("""{"event":{"value":"account.created"}}""", typeof(AccountEvent))]
    [InlineData("""{"data":{"event":"account.created"},"event":"ats_jobs.created"}""", typeof(RecordEvent))]
    [InlineData("""{"data":{"event":"account.created"}}""", typeof(StackOneEvent))]
    [InlineData("""{"Event":"account.created"}""", typeof(StackOneEvent))]
    [InlineData("""{"event":["account.created"]}""", typeof(StackOneEvent))]
    [InlineData("""{"record_type":"account"}""", typeof(StackOneEvent))]
    public void Read_NameInAnotherNotation_DecidesTheType(string body, Type type)
    {
        StackOneEvent received = Hooks.Read(body);

        Assert.IsType(type, received, exactMatch: true);
        Assert.Equal(received, StackOneEvent.Parse(received.ToJson()));
    }
}
