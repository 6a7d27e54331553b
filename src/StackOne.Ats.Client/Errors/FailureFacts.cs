namespace StackOne.Ats.Client.Errors;

/// <summary>What every exception says of the call that it ends.</summary>
/// <param name="Operation">What the user called.</param>
/// <param name="Attempts">How many attempts were made.</param>
/// <param name="OutcomeUnknown">Whether a write may have been carried out.</param>
/// <param name="RequestId">StackOne's id of the last request, fit for a message.</param>
internal readonly record struct FailureFacts(string Operation, int Attempts, bool OutcomeUnknown, string? RequestId = null)
{
    /// <summary>Puts a message together: the operation, what happened, what it means for the outcome, and where to look.</summary>
    /// <param name="what">What happened, continuing "Assessments.OrderAsync ".</param>
    /// <param name="advice">Whole sentences on what to do.</param>
    internal string Message(string what, string advice = "")
    {
        string unknown = OutcomeUnknown
            ? " It may have been carried out all the same: look before calling again."
            : string.Empty;
        string attempts = Attempts == 1 ? "1 attempt" : FormattableString.Invariant($"{Attempts} attempts");
        string id = RequestId is null ? string.Empty : $", request id {RequestId}";
        string space = advice.Length == 0 ? string.Empty : " ";
        return $"{Operation} {what}.{space}{advice}{unknown} ({attempts}{id})";
    }
}
