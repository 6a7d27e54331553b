using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>What happens to an application, and what hangs off it.</summary>
public sealed class ApplicationTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 2, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly StackOneSandbox _sandbox;
    private readonly HttpClient _http;

    public ApplicationTests()
    {
        _sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = _time });
        _http = _sandbox.Http();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Create_WithCandidateAndDocument_CreatesBoth()
    {
        string id = await _http.CreateAsync(
            "applications",
            """
            {"job_id":"job-3","location_id":"location-4","candidate":{"first_name":"Zoe","email":"zoe@example.com"},
            "documents":[{"name":"cv.pdf","content":"aGVsbG8=","category":{"value":"resume"}}],
            "questionnaires":[{"id":"q","answers":[{"id":"a","values":["Yes"]}]}]}
            """);

        JsonElement application = await ApplicationAsync(id);
        JsonElement candidate = (await _http.ReadAsync($"candidates/{application.Text("candidate_id")}")).GetProperty("data");
        JsonElement document = Assert.Single(application.GetProperty("documents").EnumerateArray());
        Assert.Equal("Zoe", application.GetProperty("candidate").Text("name"));
        Assert.Equal("zoe@example.com", candidate.Text("email"));
        Assert.Equal([id], candidate.GetProperty("application_ids").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal(["location-4"], application.GetProperty("location_ids").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal("cv.pdf", document.Text("name"));
        Assert.Equal([document.Text("id")], (await _http.ReadAsync($"applications/{id}/documents")).Ids());
        JsonElement answer = application.GetProperty("questionnaires")[0].GetProperty("answers")[0];
        Assert.Equal(("a", "remote-a", "Yes"), (answer.Text("id"), answer.Text("remote_id"), answer.GetProperty("values")[0].GetString()));
    }

    [Fact]
    public async Task Move_StageOfTheJob_ChangesStageAndIsRecorded()
    {
        _time.Advance(TimeSpan.FromDays(1));

        string id = await _http.CreateAsync("applications/application-2/move", """{"interview_stage_id":"stage-8"}""");

        JsonElement application = await ApplicationAsync("application-2");
        JsonElement change = Assert.Single(await ChangesAsync("application-2"));
        Assert.Equal("application-2", id);
        Assert.Equal(("stage-8", "Interview"), (application.Text("application_stage_id"), application.GetProperty("application_stage").Text("name")));
        Assert.Equal(("remote-stage-8", "stage-8"), (application.Text("remote_application_stage_id"), application.Text("interview_stage_id")));
        Assert.Equal("2026-02-02T12:00:00.000Z", application.Text("updated_at"));
        Assert.Equal("interview_stage", change.GetProperty("change_type").Text("value"));
        Assert.Equal("""{"interview_stage_id":"stage-8"}""", change.GetProperty("new_values").GetRawText());
        Assert.Equal("2026-02-02T12:00:00.000Z", change.Text("created_at"));
    }

    [Theory]
    [InlineData("""{"interview_stage_id":"stage-1"}""")]
    [InlineData("""{"interview_stage_id":"stage-99"}""")]
    [InlineData("""{"interview_stage_id":null}""")]
    [InlineData("{}")]
    public async Task Move_StageThatTheJobDoesNotHave_Is400(string json)
    {
        using HttpResponseMessage response = await _http.SendAsync("POST", "applications/application-2/move", json);

        await response.AssertErrorAsync(400, "interview_stage_id is not the id of a stage of the application's job.");
        Assert.Empty(await ChangesAsync("application-2"));
    }

    [Theory]
    [InlineData("""{"rejected_reason_id":"rejected-reason-4"}""", new[] { "rejected-reason-4" })]
    [InlineData("{}", new string[0])]
    public async Task Reject_Application_SetsStatusAndReasonsAndIsRecorded(string json, string[] reasons)
    {
        string id = await _http.CreateAsync("applications/application-2/reject", json);

        JsonElement application = await ApplicationAsync("application-2");
        JsonElement[] changes = await ChangesAsync("application-2");
        Assert.Equal("application-2", id);
        Assert.Equal("rejected", application.GetProperty("application_status").Text("value"));
        Assert.Equal(reasons, application.GetProperty("rejected_reason_ids").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal(reasons, application.GetProperty("rejected_reasons").EnumerateArray().Select(item => item.Text("id")));
        Assert.Equal("2026-02-01T12:00:00.000Z", application.Text("rejected_at"));
        Assert.Equal(
            reasons.Length == 0 ? ["application_status"] : ["application_status", "rejected_reasons"],
            changes.Select(change => change.GetProperty("change_type").Text("value")));
        Assert.Equal("rejected", changes[0].GetProperty("new_values").GetProperty("application_status").Text("value"));
    }

    [Theory]
    [InlineData("""{"application_status":{"value":"hired"}}""", 1)]
    [InlineData("""{"application_status":{"value":"new"}}""", 0)]
    [InlineData("""{"source":{"name":"Fair"}}""", 0)]
    public async Task Update_Status_IsRecordedIfItChanges(string json, int changes)
    {
        await _http.UpdateAsync("applications/application-2", json);

        Assert.Equal(changes, (await ChangesAsync("application-2")).Length);
    }

    [Theory]
    [InlineData("applications", """{"candidate_id":"x"}""", "No candidate has the id in candidate_id.")]
    [InlineData("applications", """{"job_id":"x"}""", "No job has the id in job_id.")]
    [InlineData("applications", """{"job_posting_id":"x"}""", "No job posting has the id in job_posting_id.")]
    [InlineData("applications", """{"location_id":"x"}""", "No location has the id in location_id.")]
    [InlineData("applications", """{"candidate":{},"documents":[{}]}""", "content is missing.")]
    [InlineData("applications/application-1/reject", """{"rejected_reason_id":"x"}""", "No rejected reason has the id in rejected_reason_id.")]
    [InlineData("applications/application-1/notes", """{"author_id":"x"}""", "No user has the id in author_id.")]
    [InlineData("offers", """{"application_id":"x"}""", "No application has the id in application_id.")]
    public async Task Write_ReferenceToNothing_Is400AndWritesNothing(string path, string json, string message)
    {
        using HttpResponseMessage response = await _http.SendAsync("POST", path, json);

        await response.AssertErrorAsync(400, message);
        Assert.Empty((await _http.ReadAsync("candidates?filter[created_after]=2026-01-01T00:00:00Z")).Ids());
        Assert.Empty((await _http.ReadAsync("applications?filter[updated_after]=2026-01-01T00:00:00Z")).Ids());
        Assert.Empty((await _http.ReadAsync("offers?filter[updated_after]=2026-01-01T00:00:00Z")).Ids());
    }

    [Fact]
    public async Task CreateOffer_Application_IsListedThere()
    {
        string id = await _http.CreateAsync("offers", """{"application_id":"application-2","salary":51000.5,"currency":"EUR"}""");

        JsonElement offer = (await _http.ReadAsync($"applications/application-2/offers/{id}")).GetProperty("data");
        Assert.Equal([id], (await _http.ReadAsync("applications/application-2/offers")).Ids());
        Assert.Equal("51000.5", offer.GetProperty("salary").GetRawText());
        Assert.Equal(("created", "remote-application-2"), (offer.GetProperty("offer_status").Text("value"), offer.Text("remote_application_id")));
    }

    [Fact]
    public async Task UpdateJob_Stages_KeepsThoseWithAnId()
    {
        await _http.UpdateAsync("jobs/job-1", """{"interview_stages":[{"id":"stage-2","name":"Call"},{"id":"stage-9","name":"Trial day"}]}""");

        JsonElement stages = await _http.ReadAsync("jobs/job-1/application_stages");
        JsonElement job = (await _http.ReadAsync("jobs/job-1")).GetProperty("data");
        Assert.Equal(["stage-2", "stage-31"], stages.Ids());
        Assert.Equal(["Call", "Trial day"], job.GetProperty("interview_stages").EnumerateArray().Select(stage => stage.Text("name")));
        Assert.Equal("Interview", (await _http.ReadAsync("application_stages/stage-8")).GetProperty("data").Text("name"));
    }

    private async Task<JsonElement> ApplicationAsync(string id) => (await _http.ReadAsync($"applications/{id}")).GetProperty("data");

    private async Task<JsonElement[]> ChangesAsync(string id) =>
        [.. (await _http.ReadAsync($"applications/{id}/changes")).GetProperty("data").EnumerateArray()];
}
