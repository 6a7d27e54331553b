namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>A call of an operation that writes.</summary>
/// <param name="Path">The path below <c>/unified/ats/</c>.</param>
/// <param name="Body">A body that succeeds; null for none.</param>
/// <param name="Members">The members of the result.</param>
/// <param name="Before">The path of a record to create before, whose id replaces <c>{0}</c> in the path; null if there is none.</param>
internal sealed record WriteRow(string Path, string? Body, string Members, string? Before = null)
{
    private const string Confirmation = "statusCode message timestamp";
    private const string ConfirmationWithId = "statusCode message timestamp data";
    private const string Order = "id remote_id test_url";

    internal static readonly Dictionary<string, WriteRow> All = new()
    {
        ["ats_create_application"] = new("applications", """{"candidate_id":"candidate-1","job_id":"job-2"}""", ConfirmationWithId),
        ["ats_update_application"] = new("applications/application-22", """{"application_status":{"value":"hired"}}""", Confirmation),
        ["ats_move_application"] = new("applications/application-22/move", """{"interview_stage_id":"stage-7"}""", ConfirmationWithId),
        ["ats_reject_application"] = new("applications/application-22/reject", """{"rejected_reason_id":"rejected-reason-1"}""", ConfirmationWithId),
        ["ats_create_application_note"] = new("applications/application-22/notes", """{"content":[{"body":"Hello"}]}""", ConfirmationWithId),
        ["ats_update_application_note"] = new("applications/application-22/notes/application-note-8", """{"content":[{"body":"Hello"}]}""", Confirmation),
        ["ats_upload_application_document"] = new("applications/application-22/documents/upload", """{"name":"a.txt","content":"aGVsbG8="}""", Confirmation),
        ["ats_create_candidate"] = new("candidates", """{"first_name":"Ada"}""", ConfirmationWithId),
        ["ats_update_candidate"] = new("candidates/candidate-1", """{"title":"Lead"}""", ConfirmationWithId),
        ["ats_create_candidate_note"] = new("candidates/candidate-1/notes", """{"content":[{"body":"Hello"}]}""", ConfirmationWithId),
        ["ats_create_interview_note"] = new("interviews/interview-12/notes", """{"content":[{"body":"Hello"}]}""", ConfirmationWithId),
        ["ats_update_interview_note"] = new("interviews/interview-12/notes/{0}", """{"content":[{"body":"Hello"}]}""", Confirmation, "interviews/interview-12/notes"),
        ["ats_create_job"] = new("jobs", """{"title":"Baker"}""", ConfirmationWithId),
        ["ats_update_job"] = new("jobs/job-2", """{"title":"Baker"}""", ConfirmationWithId),
        ["ats_create_offer"] = new("offers", """{"application_id":"application-22","salary":1.5}""", ConfirmationWithId),
        ["ats_order_assessments_request"] = new("assessments/orders", """{"id":"order-1"}""", Order),
        ["ats_update_assessments_result"] = new("assessments/orders/{0}/result", """{"result":{"value":"passed"}}""", Confirmation, "assessments/orders"),
        ["ats_create_background_check_package"] = new("background_checks/packages", """{"name":"Plus","tests":[{"name":"Identity"}]}""", ConfirmationWithId),
        ["ats_delete_background_check_package"] = new("background_checks/packages/background-check-package-2", null, Confirmation),
        ["ats_update_background_check_package"] = new("background_checks/packages/background-check-package-2", """{"name":"Plus"}""", Confirmation),
        ["ats_order_background_check_request"] = new("background_checks/orders", """{"id":"order-1"}""", Order),
        ["ats_update_background_check_result"] = new("background_checks/orders/{0}/result", """{"result":{"value":"passed"}}""", Confirmation, "background_checks/orders"),
    };

    public static TheoryData<string> Ids { get; } = [.. All.Keys];

    /// <summary>The path, with the id of the record that is created before.</summary>
    internal async Task<string> PathAsync(HttpClient http) =>
        Before is null ? Path : Path.Replace("{0}", await http.CreateAsync(Before, "{}"), StringComparison.Ordinal);
}
