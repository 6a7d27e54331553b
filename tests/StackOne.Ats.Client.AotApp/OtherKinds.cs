using System.Text;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

/// <summary>One call of each kind that an order is not.</summary>
internal static class OtherKinds
{
    public static async Task RunAsync()
    {
        using var server = new Answers(
            ("200 OK", """{"data":[{"id":"c1"},{"id":"c2","tags":[{"name":"a"}]}],"next":"p 2"}""", ""),
            ("200 OK", """{"data":[],"next":""}""", ""),
            ("200 OK", """{"data":{"id":"j1","job_status":{"value":"open"}},"raw":[{"method":"GET","url":"https://example.com","response":{"a":1.50}}]}""", ""),
            ("200 OK", """{"statusCode":200,"message":"ok","timestamp":"2026-01-02T03:04:05Z","data":{"id":"c1"}}""", ""),
            ("201 Created", """{"statusCode":201,"message":"ok","timestamp":"2026-01-02T03:04:05Z"}""", ""),
            ("200 OK", "some bytes", "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"cv.pdf\"\r\n"));
        using var client = new StackOneAtsClient(new() { ApiKey = "key", AccountId = "acc_1", BaseAddress = server.Address });

        List<string?> ids = [];
        await foreach (Candidate candidate in client.Candidates.ListAsync(new() { Fields = ["id", "tags"], PageSize = 2 }))
        {
            ids.Add(candidate.Id);
        }

        Expect.Equal("c1,c2", string.Join(',', ids));

        Job job = await client.Jobs.GetAsync("a/b", new() { Raw = true });
        Expect.Equal("open", job.JobStatus?.Value?.Value);
        Expect.Equal("""{"a":1.50}""", job.Raw?.Single().Response?.ToJsonString());

        await client.Candidates.UpdateAsync("c1", new() { Title = "Dr.", SetToNull = [nameof(CandidateUpdateRequest.Company)] });
        await client.Applications.UploadDocumentAsync("app_1", new MemoryStream("text"u8.ToArray()), new() { Name = "t.txt" });

        await using StackOneDownload document = await client.Applications.DownloadDocumentAsync("app_1", "doc_1");
        using var reader = new StreamReader(document.Content, Encoding.UTF8);
        Expect.Equal("some bytes", await reader.ReadToEndAsync());
        Expect.Equal("cv.pdf application/pdf 10", $"{document.FileName} {document.ContentType} {document.Length}");

        string[] requests = await server.Requests;
        Expect.Equal("GET /unified/ats/candidates?fields=id%2Ctags&page_size=2&next=p%202 HTTP/1.1", requests[1].Split("\r\n")[0]);
        Expect.Equal("GET /unified/ats/jobs/a%2Fb?raw=true HTTP/1.1", requests[2].Split("\r\n")[0]);
        Expect.Equal("""{"company":null,"title":"Dr."}""", requests[3].Split("\r\n\r\n")[1]);
        Expect.Equal("""{"name":"t.txt","content":"dGV4dA=="}""", requests[4].Split("\r\n\r\n")[1]);
    }
}
