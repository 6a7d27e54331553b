using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Webhooks;

/// <summary>Which record an event is read into, by its name. <c>record_type</c> is spelled in several ways, and does not count.</summary>
internal static class EventTypes
{
    /// <remarks>
    /// Only the creation is an order: a handler that begins an assessment must not begin another when the order changes.
    /// </remarks>
    internal static Type For(string? name) => name switch
    {
        null => typeof(StackOneEvent),
        "ats_assessments.created" or "assessment.created" => typeof(AssessmentOrderEvent),
        "background_check_order.created" or "background_check.created" or "ats_background_checks.created" => typeof(BackgroundCheckOrderEvent),
        _ => ForResource(name.AsSpan(0, Math.Max(0, name.IndexOf('.', StringComparison.Ordinal)))),
    };

    private static Type ForResource(ReadOnlySpan<char> resource) => resource switch
    {
        "account" => typeof(AccountEvent),
        "ats_assessments" or "ats_candidates" or "ats_applications" or "ats_interviews" or "ats_jobs" or "ats_job_postings" or "ats_lists"
            or "ats_users" or "assessment" or "background_check_order" or "background_check" or "ats_background_checks" => typeof(RecordEvent),
        _ => typeof(StackOneEvent),
    };
}
