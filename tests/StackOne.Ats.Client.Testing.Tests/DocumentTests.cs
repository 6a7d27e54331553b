using System.Text;
using System.Text.Json;

namespace StackOne.Ats.Client.Testing.Tests;

public sealed class DocumentTests : IAsyncDisposable
{
    private const string Documents = "applications/application-2/documents";

    private readonly StackOneSandbox _sandbox = StackOneSandbox.Start();
    private readonly HttpClient _http;

    public DocumentTests() => _http = _sandbox.Http();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData("cv.pdf", null, "application/pdf", "cv.pdf")]
    [InlineData("cv", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "cv.docx")]
    [InlineData("Lebenslauf Müller.png", "png", "image/png", "Lebenslauf Müller.png")]
    [InlineData("cv", null, "application/octet-stream", "cv")]
    [InlineData("a \"quoted\".mov", "mov", "video/quicktime", "a \"quoted\".mov")]
    [InlineData("line\r\nX-Evil: 1.txt", null, "text/plain", "line\r\nX-Evil: 1.txt")]
    [InlineData(null, "txt", "text/plain", "application-document-73.txt")]
    public async Task Upload_File_IsDownloadedUnchanged(string? name, string? format, string type, string fileName)
    {
        byte[] file = [0, 255, 13, 10, .. Encoding.UTF8.GetBytes("content é")];
        string id = await UploadAsync(new
        {
            name,
            content = Convert.ToBase64String(file),
            file_format = format is null ? null : new { value = format },
            category = new { value = "resume", source_value = "CV" },
        });

        using HttpResponseMessage response = await _http.SendAsync("GET", $"{Documents}/{id}/download?format=pdf");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(file, await response.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(file.Length, response.Content.Headers.ContentLength);
        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(fileName, response.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.False(response.Headers.Contains("X-Evil"));
    }

    [Fact]
    public async Task Upload_File_IsListedAndRead()
    {
        string[] before = (await _http.ReadAsync(Documents)).Ids();

        string id = await UploadAsync(new { name = "letter.txt", content = "", category = new { value = "cover_letter" }, category_id = "c" });

        JsonElement document = (await _http.ReadAsync($"{Documents}/{id}")).GetProperty("data");
        JsonElement application = (await _http.ReadAsync("applications/application-2")).GetProperty("data");
        string[] after = (await _http.ReadAsync(Documents)).Ids();
        Assert.Equal([.. before, id], after);
        Assert.Equal(after, application.GetProperty("documents").EnumerateArray().Select(item => item.Text("id")!));
        Assert.Equal([id], (await _http.ReadAsync($"{Documents}?filter[type]=cover_letter")).Ids());
        Assert.Equal(("letter.txt", "c"), (document.Text("name"), document.Text("category_id")));
        Assert.False(document.TryGetProperty("content", out _));
    }

    [Theory]
    [InlineData("""{"content":"not base64!"}""", "content is not base64.")]
    [InlineData("""{"content":null}""", "content is missing.")]
    [InlineData("{}", "content is missing.")]
    public async Task Upload_WithoutContent_Is400(string json, string message)
    {
        using HttpResponseMessage response = await _http.SendAsync("POST", $"{Documents}/upload", json);

        await response.AssertErrorAsync(400, message);
    }

    [Theory]
    [InlineData("applications/application-1/documents/application-document-3")]
    [InlineData("applications/application-1/documents/application-document-3/download")]
    [InlineData("applications/application-1/documents/upload")]
    public async Task Read_DocumentOfAnotherApplication_Is404(string path)
    {
        using HttpResponseMessage response = await _http.SendAsync("GET", path);

        await response.AssertErrorAsync(404, "No application document has this id.");
    }

    [Theory]
    [InlineData("GET", "applications/application-1/documents/application-document-1/download", null, 200)]
    [InlineData("POST", "applications/application-1/documents/upload", """{"content":""}""", 201)]
    public async Task AfterHeartbeats_OperationThatTakesNoPreference_OnlyWaits(string method, string path, string? json, int status)
    {
        _sandbox.Next(SandboxAnswer.Handle.AfterHeartbeats(TimeSpan.FromMilliseconds(1)));
        _http.DefaultRequestHeaders.Add("Prefer", "heartbeat");

        using HttpResponseMessage response = await _http.SendAsync(method, path, json);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.False(response.Headers.Contains("Preference-Applied"));
    }

    [Fact]
    public async Task AfterHeartbeats_AnyOtherOperation_AppliesThem()
    {
        _sandbox.Next(SandboxAnswer.Handle.AfterHeartbeats(TimeSpan.FromMilliseconds(1)));
        _http.DefaultRequestHeaders.Add("Prefer", "heartbeat");

        using HttpResponseMessage response = await _http.SendAsync("GET", "jobs/job-1");

        Assert.Equal(["heartbeat"], response.Headers.GetValues("Preference-Applied"));
        Assert.StartsWith("\n{\"data\":", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    /// <summary>Uploads a file. The response has no id, so that it is looked up.</summary>
    private async Task<string> UploadAsync(object upload)
    {
        using HttpResponseMessage response = await _http.SendAsync("POST", $"{Documents}/upload", JsonSerializer.Serialize(upload));
        Assert.Equal(201, (int)response.StatusCode);
        return (await _http.ReadAsync(Documents)).Ids()[^1];
    }
}
