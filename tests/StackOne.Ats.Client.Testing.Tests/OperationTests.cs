using System.Net;
using System.Text.Json;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>Each operation of the contract: its path, its status and the members of its response.</summary>
public sealed class OperationTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly StackOneSandbox _sandbox = fixture.Sandbox;

    [Theory]
    [InlineData("applications", "Page", "Application")]
    [InlineData("applications/application-22", "Single", "Application")]
    [InlineData("applications/application-22/offers", "Page", "Offer")]
    [InlineData("applications/application-22/offers/offer-7", "Single", "Offer")]
    [InlineData("applications/application-22/scorecards", "Page", "Scorecard")]
    [InlineData("applications/application-22/scorecards/scorecard-8", "Single", "Scorecard")]
    [InlineData("applications/application-22/changes", "Page", "ApplicationChanges")]
    [InlineData("applications/application-22/notes", "Page", "Note")]
    [InlineData("applications/application-22/notes/application-note-8", "Single", "Note")]
    [InlineData("applications/application-22/scheduled_interviews", "Page", "ScheduledInterview")]
    [InlineData("applications/application-22/scheduled_interviews/interview-12", "Single", "ScheduledInterview")]
    [InlineData("applications/application-22/documents", "Page", "AtsDocumentApiModel")]
    [InlineData("applications/application-22/documents/application-document-27", "Single", "AtsDocumentApiModel")]
    [InlineData("candidates", "Page", "Candidate")]
    [InlineData("candidates/candidate-1", "Single", "Candidate")]
    [InlineData("candidates/candidate-1/notes", "Page", "Note")]
    [InlineData("candidates/candidate-1/notes/candidate-note-1", "Single", "Note")]
    [InlineData("custom_field_definitions/applications", "Page", "CustomFieldDefinition")]
    [InlineData("custom_field_definitions/applications/application-field-2", "Single", "CustomFieldDefinition")]
    [InlineData("custom_field_definitions/candidates", "Page", "CustomFieldDefinition")]
    [InlineData("custom_field_definitions/candidates/candidate-field-3", "Single", "CustomFieldDefinition")]
    [InlineData("custom_field_definitions/jobs", "Page", "CustomFieldDefinition")]
    [InlineData("custom_field_definitions/jobs/job-field-1", "Single", "CustomFieldDefinition")]
    [InlineData("departments", "Page", "Department")]
    [InlineData("departments/department-1", "Single", "Department")]
    [InlineData("interview_stages", "Page", "InterviewStage")]
    [InlineData("interview_stages/stage-3", "Single", "InterviewStage")]
    [InlineData("application_stages", "Page", "InterviewStage")]
    [InlineData("application_stages/stage-3", "Single", "InterviewStage")]
    [InlineData("interviews", "Page", "Interview")]
    [InlineData("interviews/interview-12", "Single", "Interview")]
    [InlineData("jobs", "Page", "AtsJob")]
    [InlineData("jobs/job-2/application_stages", "Page", "ApplicationStage")]
    [InlineData("jobs/job-2", "Single", "AtsJob")]
    [InlineData("jobs/job-2/application_stages/stage-7", "Single", "ApplicationStage")]
    [InlineData("lists", "Page", "List")]
    [InlineData("lists/list-1", "Single", "List")]
    [InlineData("locations", "Page", "ATSLocation")]
    [InlineData("locations/location-4", "Single", "ATSLocation")]
    [InlineData("rejected_reasons", "Page", "RejectedReason")]
    [InlineData("rejected_reasons/rejected-reason-5", "Single", "RejectedReason")]
    [InlineData("users", "Page", "User")]
    [InlineData("users/user-8", "Single", "User")]
    [InlineData("job_postings", "Page", "JobPosting")]
    [InlineData("job_postings/job-posting-2", "Single", "JobPosting")]
    [InlineData("offers", "Page", "Offer")]
    [InlineData("offers/offer-7", "Single", "Offer")]
    [InlineData("assessments/packages", "Page", "AssessmentPackage")]
    [InlineData("assessments/packages/assessment-package-3", "Single", "AssessmentPackage")]
    [InlineData("background_checks/packages", "Page", "BackgroundCheckPackage")]
    [InlineData("background_checks/packages/background-check-package-2", "Single", "BackgroundCheckPackage")]
    [InlineData("documents/application_categories", "Page", "Reference")]
    [InlineData("documents/application_categories/document-category-3", "Single", "Reference")]
    public async Task Get_Operation_ReturnsRecordsOfTheSchema(string path, string envelope, string schema)
    {
        using HttpClient http = _sandbox.Http();

        using HttpResponseMessage response = await http.SendAsync("GET", path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonElement body = await response.JsonAsync();
        Assert.Equal(envelope == "Page" ? ["next", "data"] : ["data"], body.Names());
        JsonElement data = body.GetProperty("data");
        JsonElement[] records = envelope == "Page" ? [.. data.EnumerateArray()] : [data];
        Assert.NotEmpty(records);
        Assert.All(records, record =>
        {
            Assert.Equal($"remote-{record.Text("id")}", record.Text("remote_id"));
            Assert.Subset(Shapes.Of(schema).ToHashSet(), record.Names().ToHashSet());
        });
    }

    [Theory]
    [InlineData("POST", "applications", """{"candidate_id":"candidate-1","job_id":"job-2"}""", 201, "statusCode message timestamp data")]
    [InlineData("PATCH", "applications/application-22", """{"application_status":{"value":"hired"}}""", 200, "statusCode message timestamp")]
    [InlineData("POST", "applications/application-22/move", """{"interview_stage_id":"stage-7"}""", 200, "statusCode message timestamp data")]
    [InlineData("POST", "applications/application-22/reject", """{"rejected_reason_id":"rejected-reason-1"}""", 200, "statusCode message timestamp data")]
    [InlineData("POST", "applications/application-22/notes", """{"content":[{"body":"Hello"}]}""", 201, "statusCode message timestamp data")]
    [InlineData("PATCH", "applications/application-22/notes/application-note-8", """{"content":[{"body":"Hello"}]}""", 200, "statusCode message timestamp")]
    [InlineData("POST", "applications/application-22/documents/upload", """{"name":"a.txt","content":"aGVsbG8="}""", 201, "statusCode message timestamp")]
    [InlineData("POST", "candidates", """{"first_name":"Ada"}""", 201, "statusCode message timestamp data")]
    [InlineData("PATCH", "candidates/candidate-1", """{"title":"Lead"}""", 200, "statusCode message timestamp data")]
    [InlineData("POST", "candidates/candidate-1/notes", """{"content":[{"body":"Hello"}]}""", 201, "statusCode message timestamp data")]
    [InlineData("POST", "interviews/interview-12/notes", """{"content":[{"body":"Hello"}]}""", 201, "statusCode message timestamp data")]
    [InlineData("PATCH", "interviews/interview-12/notes/{0}", """{"content":[{"body":"Hello"}]}""", 200, "statusCode message timestamp", "interviews/interview-12/notes")]
    [InlineData("POST", "jobs", """{"title":"Baker"}""", 201, "statusCode message timestamp data")]
    [InlineData("PATCH", "jobs/job-2", """{"title":"Baker"}""", 200, "statusCode message timestamp data")]
    [InlineData("POST", "offers", """{"application_id":"application-22","salary":1.5}""", 201, "statusCode message timestamp data")]
    [InlineData("POST", "assessments/orders", """{"id":"order-1"}""", 200, "id remote_id test_url")]
    [InlineData("PATCH", "assessments/orders/{0}/result", """{"result":{"value":"passed"}}""", 200, "statusCode message timestamp", "assessments/orders")]
    [InlineData("POST", "background_checks/packages", """{"name":"Plus","tests":[{"name":"Identity"}]}""", 201, "statusCode message timestamp data")]
    [InlineData("DELETE", "background_checks/packages/background-check-package-2", null, 200, "statusCode message timestamp")]
    [InlineData("PATCH", "background_checks/packages/background-check-package-2", """{"name":"Plus"}""", 200, "statusCode message timestamp")]
    [InlineData("POST", "background_checks/orders", """{"id":"order-1"}""", 200, "id remote_id test_url")]
    [InlineData("PATCH", "background_checks/orders/{0}/result", """{"result":{"value":"passed"}}""", 200, "statusCode message timestamp", "background_checks/orders")]
    public async Task Write_Operation_ReturnsTheResultOfTheContract(
        string method,
        string path,
        string? body,
        int status,
        string members,
        string? before = null)
    {
        using HttpClient http = _sandbox.Http(account: $"{method} {path}");
        string? id = before is null ? null : await http.CreateAsync(before, "{}");

        using HttpResponseMessage response = await http.SendAsync(method, path.Replace("{0}", id, StringComparison.Ordinal), body);

        Assert.Equal(status, (int)response.StatusCode);
        JsonElement result = await response.JsonAsync();
        Assert.Equal(members.Split(' '), result.Names());
        if (result.TryGetProperty("statusCode", out JsonElement statusCode))
        {
            Assert.Equal(status, statusCode.GetInt32());
            Assert.NotEmpty(result.Text("message")!);
            Assert.InRange(result.GetProperty("timestamp").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        }

        if (result.TryGetProperty("data", out JsonElement data))
        {
            Assert.Equal(["id", "remote_id"], data.Names());
            Assert.Equal($"remote-{data.Text("id")}", data.Text("remote_id"));
        }
    }

    [Fact]
    public async Task Download_Operation_ReturnsTheFile()
    {
        using HttpClient http = _sandbox.Http();

        using HttpResponseMessage response = await http.SendAsync(
            "GET",
            "applications/application-22/documents/application-document-27/download");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("Resume Benno Inventra.txt", response.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("Resume of Benno Inventra\n", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(25, response.Content.Headers.ContentLength);
    }
}
