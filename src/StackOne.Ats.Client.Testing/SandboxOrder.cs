using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing;

/// <summary>An order that a <see cref="StackOneSandbox"/> took.</summary>
public sealed class SandboxOrder
{
    internal SandboxOrder(
        string accountId,
        string? prefer,
        AssessmentOrderRequest request,
        AssessmentOrderResult result,
        DateTimeOffset takenAt)
    {
        AccountId = accountId;
        Prefer = prefer;
        Request = request;
        Result = result;
        TakenAt = takenAt;
    }

    /// <summary>The linked account that it was made for: the <c>x-account-id</c> header.</summary>
    public string AccountId { get; }

    /// <summary>The <c>Prefer</c> header as it came, such as <c>heartbeat</c>; null where there was none.</summary>
    public string? Prefer { get; }

    /// <summary>What was ordered. Members that the library does not know are in its <c>AdditionalProperties</c>.</summary>
    public AssessmentOrderRequest Request { get; }

    /// <summary>What was answered; its id is the sandbox's own, and no other order's.</summary>
    public AssessmentOrderResult Result { get; }

    /// <summary>When it was taken: after any scripted delay, just before the answer went out.</summary>
    public DateTimeOffset TakenAt { get; }

    /// <summary>The order's id and account; nothing of the request, which is personal data.</summary>
    public override string ToString() => $"Order {Result.Id} of account {AccountId}";
}
