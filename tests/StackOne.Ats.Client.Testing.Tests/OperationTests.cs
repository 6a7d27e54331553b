using System.Net;
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
    [MemberData(nameof(WriteRow.Ids), MemberType = typeof(WriteRow))]
    public async Task Write_Operation_ReturnsTheResultOfTheContract(string id)
    {
        ContractOperation operation = Contract.Operations[id];
        WriteRow row = WriteRow.All[id];
        using HttpClient http = _sandbox.Http(account: id);

        using HttpResponseMessage response = await http.SendAsync(operation.Method, await row.PathAsync(http), row.Body);

        Assert.Equal(operation.Status, (int)response.StatusCode);
        JsonElement result = await response.JsonAsync();
        Assert.Equal(row.Members.Split(' '), result.Names());
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
    public void Writes_OfTheContract_HaveARowEach() =>
        Assert.Empty(Contract.Operations.Values.Where(operation => operation.Method != "GET").Select(operation => operation.Id).Except(WriteRow.All.Keys));

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
