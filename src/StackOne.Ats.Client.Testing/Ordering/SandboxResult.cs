using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing;

/// <summary>
/// A result of an order that a <see cref="StackOneSandbox"/> received. An order can have several, such as one for its start and one for its end.
/// </summary>
public sealed class SandboxResult
{
    internal SandboxResult(
        string accountId,
        string orderId,
        AssessmentResultUpdateRequest? assessment,
        BackgroundCheckResultUpdateRequest? backgroundCheck,
        DateTimeOffset receivedAt)
    {
        AccountId = accountId;
        OrderId = orderId;
        Assessment = assessment;
        BackgroundCheck = backgroundCheck;
        ReceivedAt = receivedAt;
    }

    /// <summary>The linked account: the value of the header <c>x-account-id</c>.</summary>
    public string AccountId { get; }

    /// <summary>The id of the order.</summary>
    public string OrderId { get; }

    /// <summary>The request, if it is the result of an assessment; null otherwise.</summary>
    public AssessmentResultUpdateRequest? Assessment { get; }

    /// <summary>The request, if it is the result of a background check; null otherwise.</summary>
    public BackgroundCheckResultUpdateRequest? BackgroundCheck { get; }

    /// <summary>The status of the result; null if the request has none.</summary>
    public ResultStatusValue? Status => (Assessment?.Result ?? BackgroundCheck?.Result)?.Value;

    /// <summary>Whether nothing more is to come: the order is completed, passed, failed, canceled or expired.</summary>
    public bool IsFinal => Status is { } status && FinalStatuses.Contains(status);

    /// <summary>The time at which the result was accepted, by the sandbox's clock.</summary>
    public DateTimeOffset ReceivedAt { get; }

    private static readonly ResultStatusValue[] FinalStatuses =
    [
        ResultStatusValue.Completed, ResultStatusValue.Passed, ResultStatusValue.Failed, ResultStatusValue.Cancelled, ResultStatusValue.Expired,
    ];

    /// <summary>Returns the order, the account and the status, and nothing else of the request, which is personal data.</summary>
    public override string ToString() => $"Result {Status} of order {OrderId} of account {AccountId}";
}
