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
            ("200 OK", """[{"id":"acc_1","status":"active","credentials":{"a":1.50}},{"id":2,"status":"new"}]""", ""),
            ("200 OK", "[]", ""),
            ("201 Created", """{"id":7,"organization_id":8,"auth_link_url":"https://example.com/t"}""", ""),
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

        List<string> accounts = [];
        await foreach (LinkedAccount account in client.Accounts.ListAsync(new() { Statuses = [LinkedAccountStatusValue.Active, "new"] }))
        {
            accounts.Add($"{account.Id} {account.Status}");
        }

        Expect.Equal("acc_1 active,2 new", string.Join(',', accounts));
        ConnectSessionLink link = await client.ConnectSessions.CreateAsync(new() { OriginOwnerId = "o1", Categories = [AccountCategoryValue.Ats] });
        Expect.Equal("7 8 https://example.com/t", $"{link.Id} {link.OrganizationId} {link.AuthLinkUrl}");

        await using StackOneDownload document = await client.Applications.DownloadDocumentAsync("app_1", "doc_1");
        using var reader = new StreamReader(document.Content, Encoding.UTF8);
        Expect.Equal("some bytes", await reader.ReadToEndAsync());
        Expect.Equal("cv.pdf application/pdf 10", $"{document.FileName} {document.ContentType} {document.Length}");

        string[] requests = await server.Requests;
        Expect.Equal("GET /unified/ats/candidates?fields=id%2Ctags&page_size=2&next=p%202 HTTP/1.1", requests[1].Split("\r\n")[0]);
        Expect.Equal("GET /unified/ats/jobs/a%2Fb?raw=true HTTP/1.1", requests[2].Split("\r\n")[0]);
        Expect.Equal("""{"company":null,"title":"Dr."}""", requests[3].Split("\r\n\r\n")[1]);
        Expect.Equal("GET /accounts?status=active&status=new&page=1&page_size=25 HTTP/1.1", requests[5].Split("\r\n")[0]);
        Expect.Equal("False", requests[5].Contains("x-account-id", StringComparison.OrdinalIgnoreCase).ToString());
        Expect.Equal("""{"origin_owner_id":"o1","categories":["ats"]}""", requests[7].Split("\r\n\r\n")[1]);
        Expect.Equal("""{"name":"t.txt","content":"dGV4dA=="}""", requests[4].Split("\r\n\r\n")[1]);
    }
}
