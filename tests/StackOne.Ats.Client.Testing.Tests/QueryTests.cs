using System.Text.Json;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>What the parameters of a read change: filters, fields, raw.</summary>
public sealed class QueryTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly StackOneSandbox _sandbox = fixture.Sandbox;

    [Theory]
    [InlineData("candidates?filter[email]=ada.applebrook@example.com", new[] { "candidate-1" })]
    [InlineData("candidates?filter%5Bemail%5D=ADA.Applebrook%40example.com", new[] { "candidate-1" })]
    [InlineData("candidates?filter[email]=nobody@example.com", new string[0])]
    [InlineData("candidates?filter[created_after]=2025-11-29T00:00:00Z", new[] { "candidate-59", "candidate-60" })]
    [InlineData("candidates?filter[created_after]=2025-11-29T01:00:00%2B01:00", new[] { "candidate-59", "candidate-60" })]
    [InlineData("candidates?filter[created_after]=2025-11-30T21:00:00.000Z", new string[0])]
    [InlineData("applications?filter[updated_after]=2025-12-02T00:00:00Z", new[] { "application-59", "application-60" })]
    [InlineData("applications?updated_after=2025-12-02T00:00:00Z", new[] { "application-59", "application-60" })]
    [InlineData("applications?filter[job_id]=job-2&filter[created_after]=2025-11-20T00:00:00Z", new[] { "application-57" })]
    [InlineData("applications?job_id=job-2&filter[created_after]=2025-11-20T00:00:00Z", new[] { "application-57" })]
    [InlineData("applications?filter[application_stage_id]=stage-10", new[] { "application-22", "application-47" })]
    [InlineData("applications?filter[stage]=stage-10", new[] { "application-22", "application-47" })]
    [InlineData("applications?filter[stage]=Hired&filter[job_id]=job-2", new[] { "application-22", "application-47" })]
    [InlineData("applications/application-1/documents?filter[type]=cover_letter", new[] { "application-document-2" })]
    [InlineData("applications/application-1/documents?filter[type]=passport", new string[0])]
    [InlineData("applications/application-7/changes?filter[change_type]=interview_stage", new[] { "application-change-3" })]
    [InlineData("jobs?filter[status]=draft", new[] { "job-6" })]
    [InlineData("jobs?filter[job_status]=draft", new[] { "job-6" })]
    [InlineData("jobs?filter[status]=open", new[] { "job-1", "job-2", "job-3", "job-4" })]
    [InlineData("interviews?filter[created_after]=2025-11-20T00:00:00Z", new[] { "interview-29", "interview-30" })]
    [InlineData("job_postings?filter[created_after]=2025-09-02T09:00:00Z", new string[0])]
    [InlineData("departments?filter[updated_after]=2025-09-01T09:00:00Z", new string[0])]
    [InlineData("departments?filter[updated_after]=2025-09-01T08:59:59Z&page_size=10", new[]
    {
        "department-1", "department-2", "department-3", "department-4", "department-5",
    })]
    public async Task List_Filter_HasTheMatchesOnly(string path, string[] ids)
    {
        using HttpClient http = _sandbox.Http();

        JsonElement page = await http.ReadAsync(path);

        Assert.Equal(ids, page.Ids());
        Assert.Null(page.Text("next"));
    }

    [Theory]
    [InlineData("candidates?filter[name]=Ada", "filter[name] is not a filter of this operation.")]
    [InlineData("departments?filter[created_after]=2025-01-01T00:00:00Z", "filter[created_after] is not a filter of this operation.")]
    [InlineData("candidates?job_id=job-1", "job_id is not a filter of this operation.")]
    [InlineData(
        "candidates?filter[created_after]=yesterday",
        "filter[created_after] must be a date and time, such as 2026-01-31T12:00:00Z.")]
    [InlineData(
        "candidates?filter[created_after]=2026-01-31T12:00:00",
        "filter[created_after] must be a date and time, such as 2026-01-31T12:00:00Z.")]
    [InlineData(
        "candidates?filter[created_after]=2026-01-31T12:00:00+01:00",
        "filter[created_after] must be a date and time, such as 2026-01-31T12:00:00Z.")]
    [InlineData("candidates?filter[email]=a@example.com&filter[email]=b@example.com", "filter[email] is set more than once.")]
    [InlineData("candidates?page_size=10&page_size=10", "page_size is set more than once.")]
    [InlineData("candidates?updated_after=", "updated_after must be a date and time, such as 2026-01-31T12:00:00Z.")]
    [InlineData("jobs?filter[status]=closed", "filter[status] must be one of open, draft.")]
    [InlineData(
        "applications/application-1/changes?filter[change_type]=hired",
        "filter[change_type] must be one of application_status, interview_stage, rejected_reasons, unmapped_value.")]
    [InlineData("candidates?raw=yes", "raw must be true or false.")]
    [InlineData("candidates/candidate-1?raw=1", "raw must be true or false.")]
    public async Task Read_InvalidParameter_Is400(string path, string message)
    {
        using HttpClient http = _sandbox.Http();

        using HttpResponseMessage response = await http.SendAsync("GET", path);

        await response.AssertErrorAsync(400, message);
    }

    [Theory]
    [InlineData("fields=name", new[] { "id", "name" })]
    [InlineData("fields=remote_id, name,created_at", new[] { "id", "remote_id", "name", "created_at" })]
    [InlineData("fields=unknown", new[] { "id" })]
    public async Task Read_Fields_HasThemAndTheId(string query, string[] names)
    {
        using HttpClient http = _sandbox.Http();

        JsonElement single = await http.ReadAsync($"candidates/candidate-1?{query}");
        JsonElement page = await http.ReadAsync($"candidates?{query}");

        Assert.Equal(names, single.GetProperty("data").Names());
        Assert.All(page.GetProperty("data").EnumerateArray(), record => Assert.Equal(names, record.Names()));
    }

    [Theory]
    [InlineData("jobs", "https://provider.example/v1/jobs")]
    [InlineData("jobs/job-1", "https://provider.example/v1/jobs/remote-job-1")]
    [InlineData("applications/application-22/offers/offer-7", "https://provider.example/v1/offers/remote-offer-7")]
    public async Task Read_Raw_HasTheProvidersResponse(string path, string url)
    {
        using HttpClient http = _sandbox.Http();

        JsonElement plain = await http.ReadAsync($"{path}?raw=false");
        JsonElement body = await http.ReadAsync($"{path}?raw=true&fields=id");

        JsonElement raw = Assert.Single(body.GetProperty("raw").EnumerateArray());
        Assert.Equal(["method", "url", "body", "response"], raw.Names());
        Assert.Equal(("GET", url), (raw.Text("method"), raw.Text("url")));
        Assert.Equal(JsonValueKind.Null, raw.GetProperty("body").ValueKind);
        Assert.True(JsonElement.DeepEquals(plain.GetProperty("data"), raw.GetProperty("response")));
        Assert.False(plain.TryGetProperty("raw", out _));
    }

    [Theory]
    [InlineData("candidates?proxy[limit]=1&page=2&sync_token=x&include=documents&expand=candidate&page_size=100")]
    [InlineData("candidates?page_size=100")]
    public async Task List_ParametersWithoutEffect_AreAccepted(string path)
    {
        using HttpClient http = _sandbox.Http();

        Assert.Equal(50, (await http.ReadAsync(path)).Ids().Length);
    }
}
