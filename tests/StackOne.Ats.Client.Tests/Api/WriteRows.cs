using StackOne.Ats.Client.Models;
using static StackOne.Ats.Client.Tests.Api.OperationRow;

namespace StackOne.Ats.Client.Tests.Api;

/// <summary>The operations that create, change and delete.</summary>
internal static class WriteRows
{
    private const string NoteBody = """{"content":[{"body":"Hello"}],"author_id":"u1"}""";
    private const string ResultBody = """{"score":{"value":"90"},"start_date":"2026-03-01T12:00:00+00:00","result":{"value":"passed"}}""";
    private const string OrderBody = """{"id":"o1","package":{"id":"p1"}}""";
    private const string OrderResponse = """{"id":"o1","remote_id":"r1","test_url":"https://example.com/t"}""";

    private static readonly NoteCreateRequest NewNote = new() { Content = [new() { Body = "Hello" }], AuthorId = "u1" };
    private static readonly NoteUpdateRequest Note = new() { Content = [new() { Body = "Hello" }], AuthorId = "u1" };

    internal static Dictionary<string, OperationRow> All { get; } = new()
    {
        ["ats_create_application"] = WriteWithIds(
            "POST",
            "applications",
            """{"job_id":"j1","candidate":{"first_name":"Ada"}}""",
            201,
            client => client.Applications.CreateAsync(new() { JobId = "j1", Candidate = new() { FirstName = "Ada" } })),
        ["ats_update_application"] = Write(
            "PATCH",
            "applications/a1",
            """{"application_status":{"value":"hired"}}""",
            client => client.Applications.UpdateAsync("a1", new() { ApplicationStatus = new() { Value = ApplicationStatusValue.Hired } })),
        ["ats_move_application"] = WriteWithIds(
            "POST",
            "applications/a1/move",
            """{"interview_stage_id":"s1"}""",
            200,
            client => client.Applications.MoveAsync("a1", new() { ApplicationStageId = "s1" })),
        ["ats_reject_application"] = WriteWithIds(
            "POST",
            "applications/a1/reject",
            """{"rejected_reason_id":"r1"}""",
            200,
            client => client.Applications.RejectAsync("a1", new() { RejectedReasonId = "r1" })),
        ["ats_create_application_note"] = WriteWithIds(
            "POST",
            "applications/a1/notes",
            NoteBody,
            201,
            client => client.Applications.CreateNoteAsync("a1", NewNote)),
        ["ats_update_application_note"] = Write(
            "PATCH",
            "applications/a1/notes/n%231",
            NoteBody,
            client => client.Applications.UpdateNoteAsync("a1", "n#1", Note)),
        ["ats_upload_application_document"] = Write(
            "POST",
            "applications/a1/documents/upload",
            """{"name":"a.txt","file_format":{"value":"txt"},"content":"aGVsbG8=","confidential":{"value":"true"}}""",
            201,
            $$"""{"statusCode":201,"message":"done","timestamp":"{{Time}}","unified_warnings":[{"message":"Slow"}]}""",
            client => client.Applications.UploadDocumentAsync("a1", new()
            {
                Name = "a.txt",
                FileFormat = new() { Value = FileFormatValue.Txt },
                Content = "hello"u8.ToArray(),
                Confidential = new() { Value = DocumentConfidentialityValue.True },
            }),
            result => (result.Message!, result.Timestamp!.Value, result.UnifiedWarnings![0].Message),
            ("done", At, "Slow")),
        ["ats_order_assessments_request"] = Write(
            "POST",
            "assessments/orders",
            OrderBody,
            200,
            OrderResponse,
            client => client.Assessments.OrderAsync(new() { Id = "o1", Package = new() { Id = "p1" } }),
            result => (result.Id, result.RemoteId, result.TestUrl),
            ("o1", "r1", "https://example.com/t")),
        ["ats_update_assessments_result"] = Write(
            "PATCH",
            "assessments/orders/o1/result",
            ResultBody,
            client => client.Assessments.UpdateResultAsync("o1", new() { Score = new() { Value = "90" }, StartDate = At, Result = new() { Value = ResultStatusValue.Passed } })),
        ["ats_create_background_check_package"] = WriteWithIds(
            "POST",
            "background_checks/packages",
            """{"name":"Plus","tests":[{"name":"Id"}]}""",
            201,
            client => client.BackgroundChecks.CreatePackageAsync(new() { Name = "Plus", Tests = [new() { Name = "Id" }] })),
        ["ats_delete_background_check_package"] = Write(
            "DELETE",
            "background_checks/packages/p%251",
            null,
            client => client.BackgroundChecks.DeletePackageAsync("p%1")),
        ["ats_update_background_check_package"] = Write(
            "PATCH",
            "background_checks/packages/p1",
            """{"name":"Plus","tests":[{"id":"t1"}]}""",
            client => client.BackgroundChecks.UpdatePackageAsync("p1", new() { Name = "Plus", Tests = [new() { Id = "t1" }] })),
        ["ats_order_background_check_request"] = Write(
            "POST",
            "background_checks/orders",
            OrderBody,
            200,
            OrderResponse,
            client => client.BackgroundChecks.OrderAsync(new() { Id = "o1", Package = new() { Id = "p1" } }),
            result => (result.Id, result.RemoteId, result.TestUrl),
            ("o1", "r1", "https://example.com/t")),
        ["ats_update_background_check_result"] = Write(
            "PATCH",
            "background_checks/orders/o1/result",
            ResultBody,
            client => client.BackgroundChecks.UpdateResultAsync("o1", new() { Score = new() { Value = "90" }, StartDate = At, Result = new() { Value = ResultStatusValue.Passed } })),
        ["ats_create_candidate"] = WriteWithIds(
            "POST",
            "candidates",
            """{"first_name":"Ada","last_name":"L\u00FC"}""",
            201,
            client => client.Candidates.CreateAsync(new() { FirstName = "Ada", LastName = "Lü" })),
        ["ats_update_candidate"] = WriteWithIds(
            "PATCH",
            "candidates/c1",
            """{"title":"Lead"}""",
            200,
            client => client.Candidates.UpdateAsync("c1", new() { Title = "Lead" })),
        ["ats_create_candidate_note"] = WriteWithIds(
            "POST",
            "candidates/c1/notes",
            NoteBody,
            201,
            client => client.Candidates.CreateNoteAsync("c1", NewNote)),
        ["ats_create_interview_note"] = WriteWithIds(
            "POST",
            "interviews/i1/notes",
            NoteBody,
            201,
            client => client.Interviews.CreateNoteAsync("i1", NewNote)),
        ["ats_update_interview_note"] = Write(
            "PATCH",
            "interviews/i1/notes/n1",
            NoteBody,
            client => client.Interviews.UpdateNoteAsync("i1", "n1", Note)),
        ["ats_create_job"] = WriteWithIds(
            "POST",
            "jobs",
            """{"title":"Baker","job_status":{"value":"published"}}""",
            201,
            client => client.Jobs.CreateAsync(new() { Title = "Baker", JobStatus = new() { Value = JobStatusValue.Published } })),
        ["ats_update_job"] = WriteWithIds(
            "PATCH",
            "jobs/j1",
            """{"title":"Baker","location_ids":["l1"]}""",
            200,
            client => client.Jobs.UpdateAsync("j1", new() { Title = "Baker", LocationIds = ["l1"] })),
        ["ats_create_offer"] = WriteWithIds(
            "POST",
            "offers",
            """{"application_id":"a1","salary":1.5}""",
            201,
            client => client.Offers.CreateAsync(new() { ApplicationId = "a1", Salary = 1.5m })),
    };
}
