namespace StackOne.Ats.Client.Testing.Resources;

/// <summary>A kind of record that a linked account has.</summary>
/// <param name="name">The name in the fixtures and in the provider's addresses.</param>
/// <param name="noun">One of its records. Ids begin with it.</param>
/// <param name="dated">Whether the schema has <c>created_at</c> and <c>updated_at</c>.</param>
/// <param name="events">The resource in the names of its events; null if there are none.</param>
internal sealed class Collection(string name, string noun, bool dated = true, string? events = null)
{
    internal static readonly Collection Applications = new("applications", "application", events: "ats_applications");
    internal static readonly Collection ApplicationChanges = new("application_changes", "application change", dated: false);
    internal static readonly Collection ApplicationDocuments = new("application_documents", "application document");
    internal static readonly Collection ApplicationFields = new("application_fields", "application field", dated: false);
    internal static readonly Collection ApplicationNotes = new("application_notes", "application note");
    internal static readonly Collection AssessmentOrders = new("assessment_orders", "assessment order", dated: false, events: "ats_assessments");
    internal static readonly Collection AssessmentPackages = new("assessment_packages", "assessment package", dated: false);
    internal static readonly Collection CheckOrders =
        new("background_check_orders", "background check order", dated: false, events: "background_check_order");
    internal static readonly Collection CheckPackages = new("background_check_packages", "background check package", dated: false);
    internal static readonly Collection CandidateFields = new("candidate_fields", "candidate field", dated: false);
    internal static readonly Collection CandidateNotes = new("candidate_notes", "candidate note");
    internal static readonly Collection Candidates = new("candidates", "candidate", events: "ats_candidates");
    internal static readonly Collection Departments = new("departments", "department", dated: false);
    internal static readonly Collection DocumentCategories = new("document_categories", "document category", dated: false);
    internal static readonly Collection InterviewNotes = new("interview_notes", "interview note");
    internal static readonly Collection Interviews = new("interviews", "interview", events: "ats_interviews");
    internal static readonly Collection JobFields = new("job_fields", "job field", dated: false);
    internal static readonly Collection JobPostings = new("job_postings", "job posting", events: "ats_job_postings");
    internal static readonly Collection Jobs = new("jobs", "job", events: "ats_jobs");
    internal static readonly Collection Lists = new("lists", "list", events: "ats_lists");
    internal static readonly Collection Locations = new("locations", "location", dated: false);
    internal static readonly Collection Offers = new("offers", "offer");
    internal static readonly Collection RejectedReasons = new("rejected_reasons", "rejected reason", dated: false);
    internal static readonly Collection Scorecards = new("scorecards", "scorecard");
    internal static readonly Collection Stages = new("stages", "stage");
    internal static readonly Collection Users = new("users", "user", dated: false, events: "ats_users");

    internal string Name => name;

    internal string Noun => noun;

    internal bool Dated => dated;

    internal string? Event => events;

    internal string IdOf(int number) => $"{noun.Replace(' ', '-')}-{number}";

    internal static string RemoteIdOf(string id) => $"remote-{id}";
}
