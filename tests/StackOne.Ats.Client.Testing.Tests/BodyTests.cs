using System.Net;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>Bodies and paths that the contract does not have.</summary>
public sealed class BodyTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly StackOneSandbox _sandbox = fixture.Sandbox;

    [Theory]
    [InlineData("POST", "candidates", "", "The body is not JSON.")]
    [InlineData("POST", "candidates", "nonsense", "The body is not JSON.")]
    [InlineData("POST", "candidates", "{} trailing", "The body is not JSON.")]
    [InlineData("POST", "candidates", "null", "The body does not have the type in the contract.")]
    [InlineData("POST", "candidates", "[]", "The body does not have the type in the contract.")]
    [InlineData("POST", "candidates", """{"name":1}""", "name does not have the type in the contract.")]
    [InlineData("POST", "candidates", """{"hired_at":"soon"}""", "hired_at does not have the type in the contract.")]
    [InlineData("POST", "candidates", """{"passthrough":[]}""", "passthrough does not have the type in the contract.")]
    [InlineData("POST", "candidates", """{"phone_numbers":{}}""", "phone_numbers does not have the type in the contract.")]
    [InlineData("POST", "candidates", """{"phone_numbers":[{},{"phone":7}]}""", "phone_numbers[1].phone does not have the type in the contract.")]
    [InlineData("POST", "candidates", """{"name":"\ud800"}""", "The body has text that is not valid Unicode.")]
    [InlineData("POST", "candidates", """{"custom_fields":[{"value":{"a":"\ud800"}}]}""", "The body has text that is not valid Unicode.")]
    [InlineData("PATCH", "candidates/candidate-1", """{"emails":["a"]}""", "emails[0] does not have the type in the contract.")]
    [InlineData("POST", "applications", """{"candidate":{"email":true}}""", "candidate.email does not have the type in the contract.")]
    [InlineData("PATCH", "applications/application-1", """{"application_status":"hired"}""", "application_status does not have the type in the contract.")]
    [InlineData("POST", "offers", """{"salary":"high"}""", "salary does not have the type in the contract.")]
    [InlineData("POST", "offers", """{"salary":1e400}""", "salary does not have the type in the contract.")]
    [InlineData("POST", "offers", """{"offer_history":[{},{"salary":-1e400}]}""", "offer_history[1].salary does not have the type in the contract.")]
    [InlineData("POST", "offers", """{"start_date":"2026-01-31"}""", "start_date does not have the type in the contract.")]
    [InlineData("POST", "offers", """{"start_date":"2026-01-31T12:00:00"}""", "start_date does not have the type in the contract.")]
    [InlineData("POST", "offers", """{"start_date":"2026-02-30T12:00:00Z"}""", "start_date does not have the type in the contract.")]
    [InlineData("POST", "offers", """{"offer_status":{"value":"Accepted"}}""", "offer_status.value is not a value of the contract.")]
    [InlineData("POST", "jobs", """{"confidential":""}""", "confidential is not a value of the contract.")]
    [InlineData("POST", "jobs", """{"interview_stages":[{"order":"1"}]}""", "interview_stages[0].order does not have the type in the contract.")]
    [InlineData("POST", "background_checks/orders", """{"job":{"hiring_team":[{"role":7}]}}""", "job.hiring_team[0].role does not have the type in the contract.")]
    public async Task Write_BodyBreaksContract_SaysWhichMemberWith400(string method, string path, string json, string message)
    {
        using HttpClient http = _sandbox.Http();

        using HttpResponseMessage response = await http.SendAsync(method, path, json);

        await response.AssertErrorAsync(400, message);
    }

    [Theory]
    [InlineData("GET", "candidates/unknown", null, "No candidate has this id.")]
    [InlineData("GET", "candidates/Candidate-1", null, "No candidate has this id.")]
    [InlineData("GET", "candidates/a%2Fb", null, "No candidate has this id.")]
    [InlineData("PATCH", "candidates/unknown", "{}", "No candidate has this id.")]
    [InlineData("GET", "candidates/unknown/notes", null, "No candidate has this id.")]
    [InlineData("POST", "candidates/unknown/notes", "{}", "No candidate has this id.")]
    [InlineData("GET", "candidates/candidate-2/notes/candidate-note-1", null, "No candidate note has this id.")]
    [InlineData("POST", "applications/unknown/move", """{"interview_stage_id":"stage-1"}""", "No application has this id.")]
    [InlineData("PATCH", "applications/application-1/notes/application-note-2", "{}", "No application note has this id.")]
    [InlineData("GET", "applications/unknown/changes", null, "No application has this id.")]
    [InlineData("GET", "jobs/job-1/application_stages/stage-6", null, "No stage has this id.")]
    [InlineData("GET", "documents/application_categories/unknown", null, "No document category has this id.")]
    [InlineData("GET", "candidates/", null, "Not Found")]
    [InlineData("GET", "candidates/candidate-1/", null, "Not Found")]
    [InlineData("GET", "candidates//notes", null, "Not Found")]
    [InlineData("DELETE", "candidates/candidate-1", null, "Not Found")]
    [InlineData("PUT", "candidates/candidate-1", "{}", "Not Found")]
    [InlineData("GET", "../ats", null, "Not Found")]
    public async Task Request_ToNothing_Is404(string method, string path, string? json, string message)
    {
        using HttpClient http = _sandbox.Http();

        using HttpResponseMessage response = await http.SendAsync(method, path, json);

        await response.AssertErrorAsync(404, message);
    }

    [Theory]
    [InlineData(false, 401, "Unauthorized", "account-1")]
    [InlineData(true, 400, "The x-account-id header is missing or blank.", " ")]
    [InlineData(true, 400, "The x-account-id header is not one account id.", "account-1", "account-2")]
    [InlineData(true, 400, "The x-account-id header is not one account id.", "account-1", "account-1")]
    [InlineData(true, 400, "The x-account-id header is not one account id.", "account-1,account-2")]
    [InlineData(true, 400, "The x-account-id header is not one account id.", "account 1")]
    public async Task Read_WithoutKeyOrAccount_IsRefused(bool hasKey, int status, string message, params string[] accounts)
    {
        using HttpClient http = _sandbox.Http();
        http.DefaultRequestHeaders.Authorization = hasKey ? http.DefaultRequestHeaders.Authorization : null;
        http.DefaultRequestHeaders.Remove("x-account-id");
        http.DefaultRequestHeaders.TryAddWithoutValidation("x-account-id", accounts);

        using HttpResponseMessage response = await http.SendAsync("GET", "candidates");

        await response.AssertErrorAsync(status, message);
    }

    [Fact]
    public async Task Next_AnyOperation_GetsTheScriptedAnswer()
    {
        await using var sandbox = StackOneSandbox.Start();
        sandbox.Next(SandboxAnswer.Status(412)).Next(SandboxAnswer.Status(200, body: """{"data":{}}"""));
        using HttpClient http = sandbox.Http();

        using HttpResponseMessage scripted = await http.SendAsync("DELETE", "background_checks/packages/background-check-package-1");
        using HttpResponseMessage body = await http.SendAsync("GET", "background_checks/packages/background-check-package-1");

        Assert.Equal(HttpStatusCode.PreconditionFailed, scripted.StatusCode);
        Assert.Equal("""{"data":{}}""", await body.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Driver", (await http.ReadAsync("background_checks/packages/background-check-package-2")).GetProperty("data").Text("name"));
    }
}
