using StackOne.Ats.Client.Testing.Resources;
using static StackOne.Ats.Client.Testing.Api.Reads;
using static StackOne.Ats.Client.Testing.Api.Writes;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>The operations of StackOne's Unified ATS API.</summary>
internal static class Operations
{
    internal static IReadOnlyList<Operation> All { get; } =
    [
        .. ListAndGet("applications", Collection.Applications, "created_after", "job_id", "stage", "application_stage_id"),
        Create("applications", "Application", (call, request) => Applications.Create(call.Account, request, call.Now)),
        Update("applications/{id}", Collection.Applications, "ApplicationUpdate", Applications.Update),
        Act("applications/{id}/move", "Move", Applications.Move),
        Act("applications/{id}/reject", "Reject", Applications.Reject),
        List("applications/{id}/changes", Collection.ApplicationChanges, Collection.Applications, "created_after", "change_type"),
        .. ListAndGet("applications/{id}/offers", Collection.Offers, Collection.Applications),
        .. ListAndGet("applications/{id}/scorecards", Collection.Scorecards, Collection.Applications),
        .. ListAndGet("applications/{id}/scheduled_interviews", Collection.Interviews, Collection.Applications),
        .. ListAndGet("applications/{id}/documents", Collection.ApplicationDocuments, Collection.Applications, "type"),
        Upload("applications/{id}/documents/upload"),
        Download("applications/{id}/documents/{subResourceId}/download"),
        .. ListAndGet("applications/{id}/notes", Collection.ApplicationNotes, Collection.Applications),
        CreateNote("applications/{id}/notes", Collection.ApplicationNotes, Collection.Applications),
        UpdateNote("applications/{id}/notes/{subResourceId}", Collection.ApplicationNotes, Collection.Applications),

        .. ListAndGet("candidates", Collection.Candidates, "created_after", "email"),
        Create("candidates", "Candidate", (call, request) => Candidates.Create(call.Account, request, call.Now)),
        Update("candidates/{id}", Collection.Candidates, "CandidateUpdate", Candidates.Update, returnsId: true),
        .. ListAndGet("candidates/{id}/notes", Collection.CandidateNotes, Collection.Candidates),
        CreateNote("candidates/{id}/notes", Collection.CandidateNotes, Collection.Candidates),

        .. ListAndGet("custom_field_definitions/applications", Collection.ApplicationFields),
        .. ListAndGet("custom_field_definitions/candidates", Collection.CandidateFields),
        .. ListAndGet("custom_field_definitions/jobs", Collection.JobFields),
        .. ListAndGet("departments", Collection.Departments),
        .. ListAndGet("interview_stages", Collection.Stages),
        .. ListAndGet("application_stages", Collection.Stages),

        .. ListAndGet("interviews", Collection.Interviews, "created_after"),
        CreateNote("interviews/{id}/notes", Collection.InterviewNotes, Collection.Interviews),
        UpdateNote("interviews/{id}/notes/{subResourceId}", Collection.InterviewNotes, Collection.Interviews),

        .. ListAndGet("jobs", Collection.Jobs, "created_after", "status", "job_status"),
        Create("jobs", "Job", (call, request) => Jobs.Create(call.Account, request, call.Now)),
        Update("jobs/{id}", Collection.Jobs, "Job", Jobs.Update, returnsId: true),
        .. ListAndGet("jobs/{id}/application_stages", Collection.Stages, Collection.Jobs),

        .. ListAndGet("lists", Collection.Lists),
        .. ListAndGet("locations", Collection.Locations),
        .. ListAndGet("rejected_reasons", Collection.RejectedReasons),
        .. ListAndGet("users", Collection.Users),
        .. ListAndGet("job_postings", Collection.JobPostings, "created_after"),
        .. ListAndGet("documents/application_categories", Collection.DocumentCategories),

        .. ListAndGet("offers", Collection.Offers),
        Create("offers", "Offer", (call, request) => Offers.Create(call.Account, request, call.Now)),

        .. ListAndGet("assessments/packages", Collection.AssessmentPackages),
        new("POST", "assessments/orders", call => call.Orders.OrderAssessment(call)),
        UpdateResult("assessments/orders/{id}/result", Collection.AssessmentOrders),

        .. ListAndGet("background_checks/packages", Collection.CheckPackages),
        Create("background_checks/packages", "CheckPackage", (call, request) => CheckPackages.Create(call.Account, request, call.Now)),
        Update("background_checks/packages/{id}", Collection.CheckPackages, "CheckPackageUpdate", CheckPackages.Update),
        Delete("background_checks/packages/{id}", Collection.CheckPackages),
        new("POST", "background_checks/orders", call => call.Orders.OrderCheck(call)),
        UpdateResult("background_checks/orders/{id}/result", Collection.CheckOrders),
    ];
}
