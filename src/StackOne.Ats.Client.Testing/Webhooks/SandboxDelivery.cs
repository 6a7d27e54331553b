using System.Globalization;

namespace StackOne.Ats.Client.Testing;

/// <summary>An attempt of a <see cref="StackOneSandbox"/> to deliver an event to a webhook.</summary>
public sealed class SandboxDelivery
{
    internal SandboxDelivery(Uri url, string eventName, string body, string signature, int attempt, DateTimeOffset sentAt)
    {
        Url = url;
        EventName = eventName;
        Body = body;
        Signature = signature;
        Attempt = attempt;
        SentAt = sentAt;
    }

    /// <summary>The address of the webhook.</summary>
    public Uri Url { get; }

    /// <summary>The name of the event, such as <c>ats_assessments.created</c>.</summary>
    public string EventName { get; }

    /// <summary>The body, as it was signed and sent.</summary>
    public string Body { get; }

    /// <summary>The value of the header <c>x-stackone-signature</c>.</summary>
    public string Signature { get; }

    /// <summary>The number of the attempt: 1 for the first one.</summary>
    public int Attempt { get; }

    /// <summary>The time at which it was sent, by the sandbox's clock.</summary>
    public DateTimeOffset SentAt { get; }

    /// <summary>The status of the answer; null until there is one, and if nobody answered.</summary>
    public int? Status { get; internal set; }

    /// <summary>Whether the attempt is over, with or without an answer.</summary>
    internal bool IsAnswered { get; set; }

    /// <summary>Whether the receiver has accepted the event: any 2xx.</summary>
    public bool IsAccepted => Status is >= 200 and < 300;

    /// <summary>Returns the event, the attempt and the status, and nothing of the body.</summary>
    public override string ToString() =>
        $"{EventName}, attempt {Attempt}: {(Status is { } status ? status.ToString(CultureInfo.InvariantCulture) : "no answer")}";
}
