using System.Net;
using System.Reflection;
using System.Text.Json;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>Each operation of the contract: its path, its status and the members of its response.</summary>
public sealed class OperationTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly StackOneSandbox _sandbox = fixture.Sandbox;

    public static TheoryData<string> Reads { get; } = [.. Contract.Operations.Values.Where(IsRead).Select(operation => operation.Id)];

    /// <summary>The records that have records of their own of every kind.</summary>
    private static readonly Dictionary<string, string> Parents = new()
    {
        ["applications"] = "application-22",
        ["candidates"] = "candidate-1",
        ["jobs"] = "job-2",
    };

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Read_Operation_ReturnsRecordsOfTheSchema(string id)
    {
        ContractOperation operation = Contract.Operations[id];
        using HttpClient http = _sandbox.Http();

        using HttpResponseMessage response = await http.SendAsync("GET", await PathAsync(http, operation));

        Assert.Equal(operation.Status, (int)response.StatusCode);
        JsonElement body = await response.JsonAsync();
        bool isPage = Contract.Members(operation.Result).Contains("next");
        Assert.Equal(isPage ? ["next", "data"] : ["data"], body.Names());
        JsonElement data = body.GetProperty("data");
        JsonElement[] records = isPage ? [.. data.EnumerateArray()] : [data];
        Assert.NotEmpty(records);
        HashSet<string> members = [.. Contract.Members(Contract.SchemaOf(operation.Result, "data"))];
        Assert.All(records, record =>
        {
            Assert.Equal($"remote-{record.Text("id")}", record.Text("remote_id"));
            Assert.Subset(members, record.Names().ToHashSet());
        });
    }

    [Theory]
    [InlineData("ats_create_application", "applications", """{"candidate_id":"candidate-1","job_id":"job-2"}""", "statusCode message timestamp data")]
    [InlineData("ats_update_application", "applications/application-22", """{"application_status":{"value":"hired"}}""", "statusCode message timestamp")]
    [InlineData("ats_move_application", "applications/application-22/move", """{"interview_stage_id":"stage-7"}""", "statusCode message timestamp data")]
    [InlineData("ats_reject_application", "applications/application-22/reject", """{"rejected_reason_id":"rejected-reason-1"}""", "statusCode message timestamp data")]
    [InlineData("ats_create_application_note", "applications/application-22/notes", """{"content":[{"body":"Hello"}]}""", "statusCode message timestamp data")]
    [InlineData("ats_update_application_note", "applications/application-22/notes/application-note-8", """{"content":[{"body":"Hello"}]}""", "statusCode message timestamp")]
    [InlineData("ats_upload_application_document", "applications/application-22/documents/upload", """{"name":"a.txt","content":"aGVsbG8="}""", "statusCode message timestamp")]
    [InlineData("ats_create_candidate", "candidates", """{"first_name":"Ada"}""", "statusCode message timestamp data")]
    [InlineData("ats_update_candidate", "candidates/candidate-1", """{"title":"Lead"}""", "statusCode message timestamp data")]
    [InlineData("ats_create_candidate_note", "candidates/candidate-1/notes", """{"content":[{"body":"Hello"}]}""", "statusCode message timestamp data")]
    [InlineData("ats_create_interview_note", "interviews/interview-12/notes", """{"content":[{"body":"Hello"}]}""", "statusCode message timestamp data")]
    [InlineData("ats_update_interview_note", "interviews/interview-12/notes/{0}", """{"content":[{"body":"Hello"}]}""", "statusCode message timestamp", "interviews/interview-12/notes")]
    [InlineData("ats_create_job", "jobs", """{"title":"Baker"}""", "statusCode message timestamp data")]
    [InlineData("ats_update_job", "jobs/job-2", """{"title":"Baker"}""", "statusCode message timestamp data")]
    [InlineData("ats_create_offer", "offers", """{"application_id":"application-22","salary":1.5}""", "statusCode message timestamp data")]
    [InlineData("ats_order_assessments_request", "assessments/orders", """{"id":"order-1"}""", "id remote_id test_url")]
    [InlineData("ats_update_assessments_result", "assessments/orders/{0}/result", """{"result":{"value":"passed"}}""", "statusCode message timestamp", "assessments/orders")]
    [InlineData("ats_create_background_check_package", "background_checks/packages", """{"name":"Plus","tests":[{"name":"Identity"}]}""", "statusCode message timestamp data")]
    [InlineData("ats_delete_background_check_package", "background_checks/packages/background-check-package-2", null, "statusCode message timestamp")]
    [InlineData("ats_update_background_check_package", "background_checks/packages/background-check-package-2", """{"name":"Plus"}""", "statusCode message timestamp")]
    [InlineData("ats_order_background_check_request", "background_checks/orders", """{"id":"order-1"}""", "id remote_id test_url")]
    [InlineData("ats_update_background_check_result", "background_checks/orders/{0}/result", """{"result":{"value":"passed"}}""", "statusCode message timestamp", "background_checks/orders")]
    public async Task Write_Operation_ReturnsTheResultOfTheContract(string id, string path, string? body, string members, string? before = null)
    {
        ContractOperation operation = Contract.Operations[id];
        using HttpClient http = _sandbox.Http(account: $"{operation.Method} {path}");
        string? created = before is null ? null : await http.CreateAsync(before, "{}");

        using HttpResponseMessage response = await http.SendAsync(
            operation.Method,
            path.Replace("{0}", created, StringComparison.Ordinal),
            body);

        Assert.Equal(operation.Status, (int)response.StatusCode);
        JsonElement result = await response.JsonAsync();
        Assert.Equal(members.Split(' '), result.Names());
        Assert.Subset(Contract.Members(operation.Result).ToHashSet(), result.Names().ToHashSet());
        if (result.TryGetProperty("statusCode", out JsonElement statusCode))
        {
            Assert.Equal(operation.Status, statusCode.GetInt32());
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
    public void Writes_OfTheContract_HaveARowEach()
    {
        IEnumerable<string> rows = typeof(OperationTests).GetMethod(nameof(Write_Operation_ReturnsTheResultOfTheContract))!
            .GetCustomAttributes<InlineDataAttribute>()
            .Select(row => (string)row.Data[0]!);

        Assert.Empty(Contract.Operations.Values.Where(operation => operation.Method != "GET").Select(operation => operation.Id).Except(rows));
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

    private static bool IsRead(ContractOperation operation) => operation.Method == "GET" && operation.Result != "DownloadApiModel";

    /// <summary>The path of an operation, with the ids of records that the sandbox has.</summary>
    private static async Task<string> PathAsync(HttpClient http, ContractOperation operation)
    {
        string path = "";
        foreach (string segment in operation.Path.Split('/'))
        {
            string next = !segment.StartsWith('{') ? segment
                : Parents.GetValueOrDefault(path) ?? (await http.ReadAsync(path)).Ids()[0];
            path = path.Length == 0 ? next : $"{path}/{next}";
        }

        return path;
    }
}
