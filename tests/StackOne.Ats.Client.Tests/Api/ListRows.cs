using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;
using static StackOne.Ats.Client.Tests.Api.OperationRow;

namespace StackOne.Ats.Client.Tests.Api;

/// <summary>The operations that list. Each type of query is filled once.</summary>
internal static class ListRows
{
    private static readonly DateTimeOffset Updated = new(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2));
    private static readonly DateTimeOffset Created = new(2025, 12, 31, 0, 0, 0, 250, TimeSpan.Zero);

    private static readonly JsonObject Parameters = new() { ["filter"] = new JsonObject { ["eq"] = new JsonObject { ["age"] = 25 } }, ["all"] = true };

    private static readonly string[] SharedParameters = ["raw=true", "proxy[filter[eq][age]]=25", "proxy[all]=true", "fields=id,name"];

    private static readonly string[] UpdatedAfter = ["filter[updated_after]=2026-01-02T03:04:05Z"];
    private static readonly string[] CreatedAfter = ["filter[created_after]=2025-12-31T00:00:00.25Z"];

    private static readonly string[] SharedAll = [.. SharedParameters, .. UpdatedAfter, "page_size=1"];

    internal static Dictionary<string, OperationRow> All { get; } = new()
    {
        ["ats_list_application_stages"] = List(
            "application_stages",
            SharedAll,
            client => client.ApplicationStages.ListAsync(new() { Raw = true, ProviderParameters = Parameters, Fields = ["id", "name"], UpdatedAfter = Updated, PageSize = 1 }),
            """{"order":2.5}""",
            stage => stage.Order,
            2.5m),
        ["ats_list_applications"] = List(
            "applications",
            [
                .. SharedParameters, .. UpdatedAfter, .. CreatedAfter, "filter[job_id]=job 1", "filter[stage]=a&b", "filter[application_stage_id]=s+1",
                "page_size=100", "expand=documents", "include=attachments,custom_fields",
            ],
            client => client.Applications.ListAsync(new()
            {
                Raw = true,
                ProviderParameters = Parameters,
                Fields = ["id", "name"],
                UpdatedAfter = Updated,
                CreatedAfter = Created,
                JobId = "job 1",
                Stage = "a&b",
                ApplicationStageId = "s+1",
                PageSize = 100,
                Expand = ["documents"],
                Include = ["attachments", "custom_fields"],
            }),
            """{"candidate_id":"c1"}""",
            application => application.CandidateId,
            "c1"),
        ["ats_list_applications_offers"] = List(
            "applications/a%2F1/offers",
            ["page_size=5"],
            client => client.Applications.ListOffersAsync("a/1", new() { PageSize = 5 }),
            """{"salary":100.10}""",
            offer => offer.Salary,
            100.10m),
        ["ats_list_application_scorecards"] = List(
            "applications/a1/scorecards",
            [],
            client => client.Applications.ListScorecardsAsync("a1"),
            """{"label":"Onsite"}""",
            card => card.Label,
            "Onsite"),
        ["ats_list_application_changes"] = List(
            "applications/a1/changes",
            [.. SharedParameters, "page_size=7", .. CreatedAfter, "filter[change_type]=application_status"],
            client => client.Applications.ListChangesAsync("a1", new()
            {
                Raw = true,
                ProviderParameters = Parameters,
                Fields = ["id", "name"],
                PageSize = 7,
                CreatedAfter = Created,
                ChangeType = ApplicationChangeTypeValue.Parse("application_status", null),
            }),
            $$$"""{"created_at":"{{{Time}}}","new_values":{}}""",
            change => change.CreatedAt,
            At),
        ["ats_list_application_notes"] = List(
            "applications/a1/notes",
            [],
            client => client.Applications.ListNotesAsync("a1"),
            """{"content":[{"body":"Hello"}]}""",
            note => note.Content![0].Body,
            "Hello"),
        ["ats_list_applications_scheduled_interviews"] = List(
            "applications/a1/scheduled_interviews",
            [],
            client => client.Applications.ListScheduledInterviewsAsync("a1"),
            """{"meeting_url":"https://example.com/m"}""",
            interview => interview.MeetingUrl,
            "https://example.com/m"),
        ["ats_list_application_documents"] = List(
            "applications/a1/documents",
            [.. SharedParameters, .. UpdatedAfter, "filter[type]=resume", "page_size=9"],
            client => client.Applications.ListDocumentsAsync("a1", new()
            {
                Raw = true,
                ProviderParameters = Parameters,
                Fields = ["id", "name"],
                UpdatedAfter = Updated,
                Type = "resume",
                PageSize = 9,
            }),
            """{"remote_url":"https://example.com/d"}""",
            document => document.RemoteUrl,
            "https://example.com/d"),
        ["ats_list_assessments_packages"] = List(
            "assessments/packages",
            SharedAll,
            client => client.Assessments.ListPackagesAsync(new() { Raw = true, ProviderParameters = Parameters, Fields = ["id", "name"], UpdatedAfter = Updated, PageSize = 1 }),
            """{"description":"Test"}""",
            package => package.Description,
            "Test"),
        ["ats_list_background_check_packages"] = List(
            "background_checks/packages",
            SharedAll,
            client => client.BackgroundChecks.ListPackagesAsync(new() { Raw = true, ProviderParameters = Parameters, Fields = ["id", "name"], UpdatedAfter = Updated, PageSize = 1 }),
            """{"tests":[{"name":"Id"}]}""",
            package => package.Tests![0].Name,
            "Id"),
        ["ats_list_candidates"] = List(
            "candidates",
            [.. SharedParameters, .. UpdatedAfter, .. CreatedAfter, "filter[email]=ada+test@example.com,b@example.com", "page_size=2", "include=custom_fields"],
            client => client.Candidates.ListAsync(new()
            {
                Raw = true,
                ProviderParameters = Parameters,
                Fields = ["id", "name"],
                UpdatedAfter = Updated,
                CreatedAfter = Created,
                Email = "ada+test@example.com,b@example.com",
                PageSize = 2,
                Include = ["custom_fields"],
            }),
            """{"first_name":"Ada"}""",
            candidate => candidate.FirstName,
            "Ada"),
        ["ats_list_candidate_notes"] = List(
            "candidates/c1/notes",
            SharedAll,
            client => client.Candidates.ListNotesAsync("c1", new() { Raw = true, ProviderParameters = Parameters, Fields = ["id", "name"], UpdatedAfter = Updated, PageSize = 1 }),
            """{"author_id":"u1"}""",
            note => note.AuthorId,
            "u1"),
        ["ats_list_application_custom_field_definitions"] = List(
            "custom_field_definitions/applications",
            [],
            client => client.CustomFieldDefinitions.ListApplicationDefinitionsAsync(),
            """{"name":"Level"}""",
            field => field.Name,
            "Level"),
        ["ats_list_candidate_custom_field_definitions"] = List(
            "custom_field_definitions/candidates",
            [],
            client => client.CustomFieldDefinitions.ListCandidateDefinitionsAsync(),
            """{"name":"Shoe size"}""",
            field => field.Name,
            "Shoe size"),
        ["ats_list_job_custom_field_definitions"] = List(
            "custom_field_definitions/jobs",
            SharedAll,
            client => client.CustomFieldDefinitions.ListJobDefinitionsAsync(new() { Raw = true, ProviderParameters = Parameters, Fields = ["id", "name"], UpdatedAfter = Updated, PageSize = 1 }),
            """{"name":"Grade"}""",
            field => field.Name,
            "Grade"),
        ["ats_list_departments"] = List(
            "departments",
            [],
            client => client.Departments.ListAsync(),
            """{"name":"Sales"}""",
            department => department.Name,
            "Sales"),
        ["ats_list_application_document_categories"] = List(
            "documents/application_categories",
            [],
            client => client.Documents.ListApplicationCategoriesAsync(),
            """{"active":"true"}""",
            category => category.Active,
            true),
#pragma warning disable STACKONE0001 // Deprecated, and still an operation of the contract.
        ["ats_list_interview_stages"] = List(
            "interview_stages",
            [],
            client => client.InterviewStages.ListAsync(),
            """{"name":"Onsite"}""",
            stage => stage.Name,
            "Onsite"),
#pragma warning restore STACKONE0001
        ["ats_list_interviews"] = List(
            "interviews",
            [.. SharedParameters, .. UpdatedAfter, .. CreatedAfter, "page_size=3"],
            client => client.Interviews.ListAsync(new()
            {
                Raw = true,
                ProviderParameters = Parameters,
                Fields = ["id", "name"],
                UpdatedAfter = Updated,
                CreatedAfter = Created,
                PageSize = 3,
            }),
            $$"""{"start_at":"{{Time}}"}""",
            interview => interview.StartAt,
            At),
        ["ats_list_job_postings"] = List(
            "job_postings",
            [.. SharedParameters, .. UpdatedAfter, .. CreatedAfter, "page_size=4", "include=questionnaires"],
            client => client.JobPostings.ListAsync(new()
            {
                Raw = true,
                ProviderParameters = Parameters,
                Fields = ["id", "name"],
                UpdatedAfter = Updated,
                CreatedAfter = Created,
                PageSize = 4,
                Include = ["questionnaires"],
            }),
            """{"external_url":"https://example.com/p"}""",
            posting => posting.ExternalUrl,
            "https://example.com/p"),
        ["ats_list_jobs"] = List(
            "jobs",
            [
                .. SharedParameters, .. UpdatedAfter, .. CreatedAfter, "filter[job_status]=some new status", "page_size=6", "expand=job_postings",
                "include=custom_fields",
            ],
            client => client.Jobs.ListAsync(new()
            {
                Raw = true,
                ProviderParameters = Parameters,
                Fields = ["id", "name"],
                UpdatedAfter = Updated,
                CreatedAfter = Created,
                JobStatus = JobStatusFilterValue.Parse("some new status", null),
                PageSize = 6,
                Expand = ["job_postings"],
                Include = ["custom_fields"],
            }),
            """{"code":"R-1"}""",
            job => job.Code,
            "R-1"),
        ["ats_list_job_application_stages"] = List(
            "jobs/j1/application_stages",
            SharedAll,
            client => client.Jobs.ListApplicationStagesAsync("j1", new() { Raw = true, ProviderParameters = Parameters, Fields = ["id", "name"], UpdatedAfter = Updated, PageSize = 1 }),
            """{"name":"Offer"}""",
            stage => stage.Name,
            "Offer"),
        ["ats_list_lists"] = List("lists", [], client => client.Lists.ListAsync(), """{"items":[{"id":"i1"}]}""", list => list.Items![0].Id, "i1"),
        ["ats_list_locations"] = List(
            "locations",
            [],
            client => client.Locations.ListAsync(),
            """{"name":"Zürich"}""",
            location => location.Name,
            "Zürich"),
        ["ats_list_offers"] = List(
            "offers",
            SharedAll,
            client => client.Offers.ListAsync(new() { Raw = true, ProviderParameters = Parameters, Fields = ["id", "name"], UpdatedAfter = Updated, PageSize = 1 }),
            """{"currency":"CHF"}""",
            offer => offer.Currency,
            "CHF"),
        ["ats_list_rejected_reasons"] = List(
            "rejected_reasons",
            [],
            client => client.RejectedReasons.ListAsync(),
            """{"label":"Late"}""",
            reason => reason.Label,
            "Late"),
        ["ats_list_users"] = List(
            "users",
            [],
            client => client.Users.ListAsync(),
            """{"first_name":"Zoë"}""",
            user => user.FirstName,
            "Zoë"),
    };
}
