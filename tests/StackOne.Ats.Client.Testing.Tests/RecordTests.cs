using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>What requests create, change and delete, and what later requests see of it.</summary>
public sealed class RecordTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 2, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly StackOneSandbox _sandbox;
    private readonly HttpClient _http;

    public RecordTests()
    {
        _sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = _time });
        _http = _sandbox.Http();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _sandbox.DisposeAsync();
    }

    /// <summary>The client escapes an id, and the server does not decode a slash.</summary>
    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("a%/%25?#+ \u00e9")]
    public async Task Record_IdWithASlash_IsRead(string id)
    {
        _sandbox.Account("account-1").Add(new Candidate { Id = id, FirstName = "Ada" });
        using StackOneAtsClient client = _sandbox.CreateClient("account-1");

        Assert.Equal("Ada", (await client.Candidates.GetAsync(id, cancellationToken: TestContext.Current.CancellationToken)).FirstName);
    }

    /// <summary>A path to create a record at, its body, the path to read it from, and a change of it with the members before and after.</summary>
    public static TheoryData<string, string, string, string, string, string> Writes { get; } = new()
    {
        {
            "candidates", """{"first_name":"Ada","last_name":"New","title":"Baker","country":"DE"}""", "candidates/{0}",
            """{"title":"Chef","country":null}""",
            """{"name":"Ada New","first_name":"Ada","title":"Baker","country":"DE"}""",
            """{"name":"Ada New","first_name":"Ada","title":"Chef","country":null}"""
        },
        {
            "candidates", """{"name":"A B","email":"a@example.com","phone_number":"+1"}""", "candidates/{0}",
            """{"email":"b@example.com","last_name":"C"}""",
            """{"name":"A B","email":"a@example.com","emails":[{"type":"personal","value":"a@example.com"}],"phone":"+1","application_ids":[]}""",
            """{"name":"C","email":"b@example.com","emails":[{"type":"personal","value":"b@example.com"}],"phone":"+1","application_ids":[]}"""
        },
        {
            "candidates", """{"custom_fields":[{"id":"f","value":12345678901234567890.10}],"unified_custom_fields":{"a":{"b":[1,null]}}}""",
            "candidates/{0}",
            """{"emails":[],"email":null}""",
            """{"custom_fields":[{"id":"f","value":12345678901234567890.10}],"unified_custom_fields":{"a":{"b":[1,null]}}}""",
            """{"custom_fields":[{"id":"f","value":12345678901234567890.10}],"email":null,"emails":[]}"""
        },
        {
            "applications", """{"candidate_id":"candidate-1","job_posting_id":"job-posting-2","source":{"id":"s","name":"Fair"}}""",
            "applications/{0}",
            """{"application_status":{"value":"screen","source_value":"Screening"},"source":null}""",
            """
            {"candidate_id":"candidate-1","remote_job_id":"remote-job-2","application_stage_id":"stage-6","location_ids":["location-1"],
            "application_status":{"value":"new","source_value":"new"},"source":{"id":"s","name":"Fair"}}
            """,
            """{"candidate_id":"candidate-1","application_status":{"value":"screen","source_value":"Screening"},"source":null}"""
        },
        {
            "jobs", """{"title":"Baker","department_ids":["department-2"],"hiring_team":[{"user_id":"user-1","role":"Boss"}]}""", "jobs/{0}",
            """{"job_status":{"value":"open"},"location_ids":["location-3"]}""",
            """
            {"title":"Baker","job_status":{"value":"draft","source_value":"draft"},"remote_department_ids":["remote-department-2"],
            "hiring_team":[{"user_id":"user-1","role":"Boss","remote_user_id":"remote-user-1"}],"remote_location_ids":[]}
            """,
            """{"title":"Baker","job_status":{"value":"open"},"remote_location_ids":["remote-location-3"]}"""
        },
        {
            "applications/application-1/notes", """{"content":[{"body":"Good"}],"author_id":"user-1"}""",
            "applications/application-1/notes/{0}",
            """{"content":[{"body":"Bad"}],"author_id":null}""",
            """{"content":[{"body":"Good"}],"author_id":"user-1","remote_author_id":"remote-user-1","deleted_at":null}""",
            """{"content":[{"body":"Bad"}],"author_id":null,"remote_author_id":null}"""
        },
        {
            "background_checks/packages", """{"name":"Plus","tests":[{"name":"Identity"},{"name":"Degree"}]}""", "background_checks/packages/{0}",
            """{"description":"More","tests":[{"id":"background-check-package-3-test-2","name":"University"}]}""",
            """
            {"name":"Plus","tests":[
            {"id":"background-check-package-3-test-1","remote_id":"remote-background-check-package-3-test-1","name":"Identity"},
            {"id":"background-check-package-3-test-2","remote_id":"remote-background-check-package-3-test-2","name":"Degree"}]}
            """,
            """
            {"name":"Plus","description":"More","tests":[
            {"id":"background-check-package-3-test-2","remote_id":"remote-background-check-package-3-test-2","name":"University"}]}
            """
        },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task CreateAndUpdate_Record_IsReadAsWritten(
        string path, string created, string readPath, string change, string before, string after)
    {
        string id = await _http.CreateAsync(path, created);
        readPath = readPath.Replace("{0}", id, StringComparison.Ordinal);
        JsonElement first = (await _http.ReadAsync(readPath)).GetProperty("data");
        _time.Advance(TimeSpan.FromHours(1));
        await _http.UpdateAsync(readPath, change);
        JsonElement second = (await _http.ReadAsync(readPath)).GetProperty("data");

        AssertHas(before, first);
        AssertHas(after, second);
        Assert.Equal((id, $"remote-{id}"), (first.Text("id"), first.Text("remote_id")));
        Assert.Equal(id, second.Text("id"));
        if (first.TryGetProperty("created_at", out _))
        {
            Assert.Equal(("2026-02-01T12:00:00.000Z", "2026-02-01T12:00:00.000Z"), (first.Text("created_at"), first.Text("updated_at")));
            Assert.Equal(("2026-02-01T12:00:00.000Z", "2026-02-01T13:00:00.000Z"), (second.Text("created_at"), second.Text("updated_at")));
        }
    }

    [Theory]
    [InlineData("candidates", """{"id":"mine","remote_id":"r","created_at":"2020-01-01T00:00:00Z","tags":[1],"passthrough":{"a":1}}""")]
    [InlineData("background_checks/packages", """{"id":"mine","passthrough":{"a":1}}""")]
    public async Task Create_MembersThatTheContractDoesNotTake_AreNotPartOfTheRecord(string path, string json)
    {
        string id = await _http.CreateAsync(path, json);

        JsonElement record = (await _http.ReadAsync($"{path}/{id}")).GetProperty("data");

        Assert.NotEqual("mine", id);
        Assert.False(record.TryGetProperty("passthrough", out _));
        Assert.False(record.TryGetProperty("tags", out _));
    }

    [Fact]
    public async Task Create_Candidate_IsListedLast()
    {
        string id = await _http.CreateAsync("candidates", """{"email":"Last@example.com"}""");

        Assert.Equal("candidate-61", id);
        Assert.Equal([id], (await _http.ReadAsync("candidates?filter[email]=last@example.com")).Ids());
        Assert.Equal([id], (await _http.ReadAsync("candidates?filter[created_after]=2026-02-01T11:59:59Z")).Ids());
    }

    [Fact]
    public async Task Delete_Package_IsGoneAndItsIdIsNotReused()
    {
        const string Path = "background_checks/packages";
        string id = await _http.CreateAsync(Path, "{}");
        using (HttpResponseMessage deleted = await _http.SendAsync("DELETE", $"{Path}/{id}"))
        {
            Assert.Equal(200, (int)deleted.StatusCode);
        }

        foreach ((string method, string? body) in (IEnumerable<(string, string?)>)[("GET", null), ("PATCH", "{}"), ("DELETE", null)])
        {
            using HttpResponseMessage response = await _http.SendAsync(method, $"{Path}/{id}", body);
            await response.AssertErrorAsync(404, "No background check package has this id.");
        }

        Assert.DoesNotContain(id, (await _http.ReadAsync(Path)).Ids());
        Assert.NotEqual(id, await _http.CreateAsync(Path, "{}"));
    }

    [Fact]
    public async Task Update_Candidate_ChangesTheCopyInItsApplications()
    {
        await _http.UpdateAsync("candidates/candidate-1", """{"company":"New Employer Ltd"}""");

        JsonElement application = (await _http.ReadAsync("applications/application-1")).GetProperty("data");
        Assert.Equal("New Employer Ltd", application.GetProperty("candidate").Text("company"));
    }

    [Fact]
    public async Task Account_Records_AreItsOwn()
    {
        using HttpClient other = _sandbox.Http(account: "account-2");
        await _http.UpdateAsync("candidates/candidate-1", """{"title":"Mine"}""");
        string id = await _http.CreateAsync("candidates", "{}");

        JsonElement theirs = (await other.ReadAsync("candidates/candidate-1")).GetProperty("data");
        using HttpResponseMessage missing = await other.SendAsync("GET", $"candidates/{id}");

        Assert.Equal("Engineer", theirs.Text("title"));
        await missing.AssertErrorAsync(404, "No candidate has this id.");
    }

    /// <summary>Asserts that a record has the expected members; it may have more.</summary>
    private static void AssertHas(string expected, JsonElement record) => Assert.All(
        JsonSerializer.Deserialize<JsonElement>(expected).EnumerateObject(),
        member => Assert.Equal(JsonSerializer.Serialize(member.Value), JsonSerializer.Serialize(record.GetProperty(member.Name))));
}
