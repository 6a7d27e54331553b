namespace StackOne.Ats.Client.Errors;

/// <summary>The facts about a failed call that every exception reports.</summary>
/// <param name="Operation">The operation that was called.</param>
/// <param name="AccountId">The account of the call; null if it has none.</param>
/// <param name="Attempts">The number of attempts.</param>
/// <param name="OutcomeUnknown">Whether a write may have been processed.</param>
/// <param name="RequestId">StackOne's id of the last request, safe for messages.</param>
internal readonly record struct FailureFacts(string Operation, string? AccountId, int Attempts, bool OutcomeUnknown, string? RequestId = null)
{
    /// <summary>Builds an exception message: the operation, what happened, what to do, and whether the outcome is unknown.</summary>
    /// <param name="what">What happened, as the continuation of "Assessments.OrderAsync ".</param>
    /// <param name="advice">What to do, in complete sentences.</param>
    internal string Message(string what, string advice = "")
    {
        string unknown = OutcomeUnknown
            ? " The request may have been processed: check before you call again."
            : string.Empty;
        string attempts = Attempts == 1 ? "1 attempt" : FormattableString.Invariant($"{Attempts} attempts");
        string id = RequestId is null ? string.Empty : $", request id {RequestId}";
        string space = advice.Length == 0 ? string.Empty : " ";
        return $"{Operation} {what}.{space}{advice}{unknown} ({attempts}{id})";
    }
}
