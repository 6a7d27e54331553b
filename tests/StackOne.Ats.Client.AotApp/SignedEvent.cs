using System.Text;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

/// <summary>An order as a webhook, and one that is refused.</summary>
internal static class SignedEvent
{
    public static void Read()
    {
        byte[] body = Encoding.UTF8.GetBytes(
            """
            {"event":"ats_assessments.created","account_id":"acc_1","record_id":7,"event_date":"2026-03-02T09:05:00Z","raw_event":{"a":1.50},
             "event_data":{"id":"ord-1","candidate":{"emails":[{"value":"ada@example.com"}]},"priority":"high"}}
            """);
        var reader = new StackOneWebhookReader(new() { Secrets = ["old", "whsec-example"] });

        StackOneEvent received = reader.Read(body, StackOneWebhookReader.ComputeSignature(body, "whsec-example"));

        AssessmentOrderRequest? order = (received as AssessmentOrderEvent)?.Order;
        Expect.Equal("ada@example.com", order?.Candidate?.Emails?[0].Value);
        Expect.Equal("high", order?.AdditionalProperties?["priority"].GetString());
        Expect.Equal("acc_1/ats_assessments.created/7/2026-03-02T09:05:00.0000000Z", received.DeduplicationKey);
        Expect.Equal("True", (StackOneEvent.Parse(received.ToJson()) == received).ToString());
        // Read a second time, leniently.
        StackOneEvent odd = StackOneEvent.Parse("""{"event":"account.created","origin_owner_name":3,"sent_at":[]}""");
        Expect.Equal("3", (odd as AccountEvent)?.OriginOwnerName);
        try
        {
            reader.Read(body, "WgWPAorWrGzfa5jf6MVDalZIN74waItIByWig7vwfpo");
            Expect.Equal("an exception", "none");
        }
        catch (StackOneWebhookException refused)
        {
            Expect.Equal("WrongSignature", refused.Reason.ToString());
        }
    }
}
