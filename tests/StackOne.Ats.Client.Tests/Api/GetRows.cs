using System.Net;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;
using static StackOne.Ats.Client.Tests.Api.OperationRow;

namespace StackOne.Ats.Client.Tests.Api;

/// <summary>The operations that get one resource or a file. Each type of query is filled once.</summary>
internal static class GetRows
{
    private static readonly JsonObject Parameters = new() { ["depth"] = 1 };

    private static readonly string[] SharedParameters = ["raw=false", "proxy[depth]=1", "fields=id,name"];

    internal static Dictionary<string, OperationRow> All { get; } = new()
    {
        ["ats_get_application_stage"] = Get(
            "application_stages/s1",
            SharedParameters,
            client => client.ApplicationStages.GetAsync("s1", new() { Raw = false, ProviderParameters = Parameters, Fields = ["id", "name"] }),
            """{"name":"New"}""",
            stage => stage.Name,
            "New"),
        ["ats_get_application"] = Get(
            "applications/a%20%2F1",
            [.. SharedParameters, "expand=documents", "include=attachments"],
            client => client.Applications.GetAsync("a /1", new()
            {
                Raw = false,
                ProviderParameters = Parameters,
                Fields = ["id", "name"],
                Expand = ["documents"],
                Include = ["attachments"],
            }),
            """{"job_id":"j1"}""",
            application => application.JobId,
            "j1"),
        ["ats_get_application_offer"] = Get(
            "applications/a1/offers/o1",
            SharedParameters,
            client => client.Applications.GetOfferAsync("a1", "o1", new() { Raw = false, ProviderParameters = Parameters, Fields = ["id", "name"] }),
            """{"currency":"EUR"}""",
            offer => offer.Currency,
            "EUR"),
        ["ats_get_application_scorecard"] = Get(
            "applications/a1/scorecards/s1",
            [],
            client => client.Applications.GetScorecardAsync("a1", "s1"),
            """{"author_id":"u1"}""",
            card => card.AuthorId,
            "u1"),
        ["ats_get_application_note"] = Get(
            "applications/a1/notes/n1",
            [],
            client => client.Applications.GetNoteAsync("a1", "n1"),
            """{"visibility":{"value":"private"}}""",
            note => note.Visibility!.Value,
            NoteVisibilityValue.Private),
        ["ats_get_application_scheduled_interview"] = Get(
            "applications/a1/scheduled_interviews/i1",
            [],
            client => client.Applications.GetScheduledInterviewAsync("a1", "i1"),
            """{"interviewer_ids":["u1"]}""",
            interview => interview.InterviewerIds![0],
            "u1"),
        ["ats_get_application_document"] = Get(
            "applications/a1/documents/d1",
            [],
            client => client.Applications.GetDocumentAsync("a1", "d1"),
            """{"name":"cv.pdf"}""",
            document => document.Name,
            "cv.pdf"),
        ["ats_download_application_document"] = new(
            "GET",
            "applications/a1/documents/d%3F1/download",
            ["format=base64", "export_format=application/pdf"],
            null,
            HttpStatusCode.OK,
            "file",
            async client =>
            {
                await using StackOneDownload file = await client.Applications.DownloadDocumentAsync(
                    "a1",
                    "d?1",
                    new() { Format = "base64", ExportFormat = "application/pdf" });
                using var reader = new StreamReader(file.Content);
                return await reader.ReadToEndAsync();
            },
            "file"),
        ["ats_get_assessments_package"] = Get(
            "assessments/packages/p1",
            [],
            client => client.Assessments.GetPackageAsync("p1"),
            """{"name":"SQL"}""",
            package => package.Name,
            "SQL"),
        ["ats_get_background_check_package"] = Get(
            "background_checks/packages/p1",
            [],
            client => client.BackgroundChecks.GetPackageAsync("p1"),
            """{"name":"Basic"}""",
            package => package.Name,
            "Basic"),
        ["ats_get_candidate"] = Get(
            "candidates/c1",
            [.. SharedParameters, "include=custom_fields"],
            client => client.Candidates.GetAsync("c1", new() { Raw = false, ProviderParameters = Parameters, Fields = ["id", "name"], Include = ["custom_fields"] }),
            """{"custom_fields":[{"value":{"n":1.50}}]}""",
            candidate => candidate.CustomFields![0].Value!.ToJsonString(),
            """{"n":1.50}"""),
        ["ats_get_candidate_note"] = Get(
            "candidates/c1/notes/n1",
            [],
            client => client.Candidates.GetNoteAsync("c1", "n1"),
            """{"id":"n1"}""",
            note => note.Id,
            "n1"),
        ["ats_get_application_custom_field_definition"] = Get(
            "custom_field_definitions/applications/f1",
            [],
            client => client.CustomFieldDefinitions.GetApplicationDefinitionAsync("f1"),
            """{"options":[{"id":"1","value":"Senior"}]}""",
            field => field.Options![0].Value!.GetValue<string>(),
            "Senior"),
        ["ats_get_candidate_custom_field_definition"] = Get(
            "custom_field_definitions/candidates/f2",
            [],
            client => client.CustomFieldDefinitions.GetCandidateDefinitionAsync("f2"),
            """{"name":"Shoe size"}""",
            field => field.Name,
            "Shoe size"),
        ["ats_get_job_custom_field_definition"] = Get(
            "custom_field_definitions/jobs/f3",
            [],
            client => client.CustomFieldDefinitions.GetJobDefinitionAsync("f3"),
            """{"description":"Pay grade"}""",
            field => field.Description,
            "Pay grade"),
        ["ats_get_department"] = Get(
            "departments/d1",
            [],
            client => client.Departments.GetAsync("d1"),
            """{"name":"Sales"}""",
            department => department.Name,
            "Sales"),
        ["ats_get_application_document_category"] = Get(
            "documents/application_categories/c1",
            [],
            client => client.Documents.GetApplicationCategoryAsync("c1"),
            """{"name":"resume"}""",
            category => category.Name,
            "resume"),
#pragma warning disable STACKONE0001 // Deprecated, and still an operation of the contract.
        ["ats_get_interview_stage"] = Get(
            "interview_stages/s1",
            [],
            client => client.InterviewStages.GetAsync("s1"),
            """{"name":"Onsite"}""",
            stage => stage.Name,
            "Onsite"),
#pragma warning restore STACKONE0001
        ["ats_get_interview"] = Get(
            "interviews/i1",
            [],
            client => client.Interviews.GetAsync("i1"),
            """{"application_id":"a1"}""",
            interview => interview.ApplicationId,
            "a1"),
        ["ats_get_job_posting"] = Get(
            "job_postings/p1",
            [.. SharedParameters, "include=questionnaires"],
            client => client.JobPostings.GetAsync("p1", new() { Raw = false, ProviderParameters = Parameters, Fields = ["id", "name"], Include = ["questionnaires"] }),
            """{"title":"Baker"}""",
            posting => posting.Title,
            "Baker"),
        ["ats_get_job"] = Get(
            "jobs/j1",
            [.. SharedParameters, "expand=job_postings", "include=custom_fields"],
            client => client.Jobs.GetAsync("j1", new()
            {
                Raw = false,
                ProviderParameters = Parameters,
                Fields = ["id", "name"],
                Expand = ["job_postings"],
                Include = ["custom_fields"],
            }),
            """{"title":"Baker"}""",
            job => job.Title,
            "Baker"),
        ["ats_get_job_application_stage"] = Get(
            "jobs/j1/application_stages/s1",
            [],
            client => client.Jobs.GetApplicationStageAsync("j1", "s1"),
            """{"order":3}""",
            stage => stage.Order,
            3m),
        ["ats_get_list"] = Get("lists/l1", [], client => client.Lists.GetAsync("l1"), """{"name":"Pool"}""", list => list.Name, "Pool"),
        ["ats_get_location"] = Get(
            "locations/l1",
            [],
            client => client.Locations.GetAsync("l1"),
            """{"name":"Bern"}""",
            location => location.Name,
            "Bern"),
        ["ats_get_offer"] = Get("offers/o1", [], client => client.Offers.GetAsync("o1"), """{"salary":1}""", offer => offer.Salary, 1m),
        ["ats_get_rejected_reason"] = Get(
            "rejected_reasons/r1",
            [],
            client => client.RejectedReasons.GetAsync("r1"),
            """{"label":"Late"}""",
            reason => reason.Label,
            "Late"),
        ["ats_get_user"] = Get("users/u1", [], client => client.Users.GetAsync("u1"), """{"phone":"+1"}""", user => user.Phone, "+1"),
    };
}
