using System.Text;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Webhooks;

/// <summary>What a signed body may contain. A JSON object is an event, and nothing else is.</summary>
public class EventReadingTests
{
    /// <summary>A body that is no event, and what is wrong with it.</summary>
    public static TheoryData<byte[], string> Bodies { get; } = new()
    {
        { [], "is empty" },
        { " \r\n"u8.ToArray(), "is empty" },
        { [0xEF, 0xBB, 0xBF], "is empty" },
        { "\0"u8.ToArray(), "is not JSON ($, line 1, byte 1)" },
        { "null"u8.ToArray(), "has another shape" },
        { "[]"u8.ToArray(), "has another shape" },
        { "[{\"event\":\"account.created\"}]"u8.ToArray(), "has another shape" },
        { "7"u8.ToArray(), "has another shape" },
        { "\"event\""u8.ToArray(), "has another shape" },
        { "{"u8.ToArray(), "is not JSON ($, line 1, byte 2)" },
        { "{\"event\":\"account.created\""u8.ToArray(), "is not JSON ($, line 1, byte 27)" },
        { "{}{}"u8.ToArray(), "is not JSON ($, line 1, byte 3)" },
        { "{} x"u8.ToArray(), "is not JSON ($, line 1, byte 4)" },
        { "{\"event\":canary}"u8.ToArray(), "is not JSON ($.event, line 1, byte 10)" },
        { "{\"canary\":NaN}"u8.ToArray(), "is not JSON ($, line 1, byte 11)" },
        { "{'event':1}"u8.ToArray(), "is not JSON ($, line 1, byte 2)" },
        { "{\"a\":1,}"u8.ToArray(), "is not JSON ($, line 1, byte 8)" },
        { "{/* canary */}"u8.ToArray(), "is not JSON ($, line 1, byte 2)" },
        { "event=account.created&canary=1"u8.ToArray(), "is not JSON ($, line 1, byte 1)" },
        { Encoding.Unicode.GetBytes("""{"a":1}"""), "is not JSON ($, line 1, byte 2)" },
        { Encoding.BigEndianUnicode.GetBytes("""{"a":1}"""), "is not JSON ($, line 1, byte 1)" },
        { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{}")], "is not JSON." },
        { Hooks.Bytes($$"""{"canary":{{new string('[', 1000)}}{{new string(']', 1000)}}}"""), "is not JSON" },
    };

    [Theory]
    [InlineData("46009900", "46009900")]
    [InlineData("1.50", "1.50")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    [InlineData("\"046\"", "046")]
    public void Read_RecordId_IsTextAlsoOfANumber(string json, string id)
    {
        foreach (string name in EventOddValueTests.Names)
        {
            StackOneEvent received = Hooks.Read($$"""{"event":"{{name}}","record_id":{{json}},"account_id":{{json}}}""");

            Assert.Equal((id, id), (received.RecordId, received.AccountId));
            Assert.Null(received.AdditionalProperties);
        }
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("[]", null)]
    [InlineData("\"none\"", "\"none\"")]
    [InlineData("7", "7")]
    [InlineData("[{\"id\":\"ord-1\"}]", "[{\"id\":\"ord-1\"}]")]
    public void Read_OrderOfAnotherShape_IsKept(string data, string? kept)
    {
        var assessment = (AssessmentOrderEvent)Hooks.Read($$"""{"event":"ats_assessments.created","event_data":{{data}}}""");
        var check = (BackgroundCheckOrderEvent)Hooks.Read($$"""{"event":"background_check.created","event_data":{{data}}}""");

        Assert.Equal((null, kept), (assessment.Order, assessment.AdditionalProperties?["event_data"].GetRawText()));
        Assert.Equal((null, kept), (check.Order, check.AdditionalProperties?["event_data"].GetRawText()));
    }

    [Fact]
    public void Read_OrderWithOddAndUnknownMembers_IsReadAsAResponse()
    {
        var received = (AssessmentOrderEvent)Hooks.Read(
            """
            {"event":"ats_assessments.created","new":[1.50],"event_data":{"id":7,"package":"pkg-1","job":{"id":8,"title":["x"]},"priority":"high",
             "application":{"id":"a","application_status":"hired","applied_at":""}}}
            """);

        AssessmentOrderRequest order = received.Order!;
        Assert.Equal(("7", null, "8", null), (order.Id, order.Package, order.Job!.Id, order.Job.Title));
        Assert.Equal(ApplicationStatusValue.Hired, order.Application!.ApplicationStatus!.Value);
        Assert.Equal(
            ["package=pkg-1", "priority=high"],
            order.AdditionalProperties!.Select(one => $"{one.Key}={one.Value}").Order(StringComparer.Ordinal));
        Assert.Equal("[\"x\"]", order.Job.AdditionalProperties!["title"].GetRawText());
        Assert.Equal("[1.50]", received.AdditionalProperties!["new"].GetRawText());
    }

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public void Read_SignedBodyThatIsNoObject_IsRefusedWithoutItsContent(byte[] body, string what)
    {
        var failure = Assert.Throws<StackOneWebhookException>(() => Hooks.Read(body));

        Assert.Equal(StackOneWebhookFailure.NotAnEvent, failure.Reason);
        Assert.StartsWith($"The webhook has a body that {what}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
        Assert.Equal(StackOneWebhookFailure.NotAnEvent, Hooks.Refusal(() => StackOneEvent.Parse(body)));
    }

    [Theory]
    [InlineData("\ufeff{\"event\":\"account.created\"}")]
    [InlineData("\r\n{\r\n\t\"event\": \"account.created\"\r\n}\r\n")]
    [InlineData("   {\"event\":\"account.created\"}\n\n")]
    public void Read_ByteOrderMarkAndWhiteSpace_AreNoContent(string body) =>
        Assert.Equal(new AccountEvent { Name = EventNameValue.AccountCreated }, Hooks.Read(body));

    [Fact]
    public void Read_TextThatIsNotUtf8_IsReplaced()
    {
        byte[] body = [.. "{\"event\":\"account.created\",\"provider\":\""u8, 0xC3, 0x28, .. "\",\""u8, 0xFF, .. "\":1}"u8];

        var received = (AccountEvent)Hooks.Read(body);

        Assert.Equal(("\ufffd(", 1), (received.Provider, received.AdditionalProperties!["\ufffd"].GetInt32()));
    }

    [Fact]
    public void Read_LargeAndDeepBody_IsRead()
    {
        string text = new('x', 20 << 20);
        string deep = $"{new string('[', 900)}{new string(']', 900)}";

        var received = (RecordEvent)Hooks.Read($$"""{"event":"ats_jobs.updated","record_id":1,"raw_event":{{deep}},"more":"{{text}}"}""");

        Assert.Equal(("1", deep), (received.RecordId, received.RawEvent!.Value.GetRawText()));
        Assert.Equal(text, received.AdditionalProperties!["more"].GetString());
    }
}
