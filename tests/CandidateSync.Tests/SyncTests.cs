using System.Net;
using System.Net.Sockets;
using System.Text;
using AssessmentVendor.Tests;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;
using StackOne.Ats.Client.Testing.Tests;

namespace CandidateSync.Tests;

/// <summary>One worker, on SQLite.</summary>
/// <remarks>The worker is a process with a real database and has no other clock than the real one, so the tests of what it does later poll.</remarks>
public sealed class SyncTests : IDisposable
{
    private const string ReadCandidates = "Candidates.ListAsync";

    private readonly StackOneSandbox _sandbox = StackOneSandbox.Start();
    private readonly Database _database = Database.Sqlite();

    public void Dispose()
    {
        _sandbox.Dispose();
        _database.Dispose();
        File.Delete(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(_database.ConnectionString).DataSource + ".lock");
    }

    [Fact]
    public async Task Once_Accounts_AreCopiedInFull()
    {
        SampleRun run = await RunAsync("--once --accounts a,b");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"StackOne at {_sandbox.BaseAddress.OriginalString}", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 of 2 accounts are up to date; 252 records in", run.Output, StringComparison.Ordinal);
        Assert.Equal(Copy.KeysOf(_sandbox, "a", "b"), await Copy.KeysAsync(_database));
        Assert.Equal(
            _sandbox.Account("a").All<Candidate>().OrderBy(candidate => candidate.Id, StringComparer.Ordinal),
            await Copy.CandidatesAsync(_database, "a"));
    }

    [Fact]
    public async Task Once_NoAccountsGiven_ReadsAllThatAreLinkedAndSaysWhichCannotBe()
    {
        SampleRun run = await RunAsync("--once");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("2 of 4 accounts are up to date", run.Output, StringComparison.Ordinal);
        Assert.Contains("account-expired: Jobs.ListAsync failed with 412", run.Output, StringComparison.Ordinal);
        Assert.Contains("account-error: Jobs.ListAsync failed with 401", run.Output, StringComparison.Ordinal);
        Assert.Equal(Copy.KeysOf(_sandbox, "account-1", "account-2"), await Copy.KeysAsync(_database));
    }

    [Fact]
    public async Task Once_Again_ReadsOnlyWhatWasChanged()
    {
        await RunAsync("--once --accounts a");
        int before = _sandbox.RequestCount;
        _sandbox.Account("a").Add(_sandbox.Account("a").All<Candidate>()[5] with { FirstName = "Changed", UpdatedAt = DateTimeOffset.UtcNow });

        SampleRun run = await RunAsync("--once --accounts a");

        Assert.Contains("1 of 1 accounts are up to date; 1 records in 3 pages", run.Output, StringComparison.Ordinal);
        Assert.All(_sandbox.Requests.Skip(before), request => Assert.Contains("filter[updated_after]", request.Query.Keys));
        Assert.Equal(Copy.KeysOf(_sandbox, "a"), await Copy.KeysAsync(_database));
        Assert.Single(await Copy.CandidatesAsync(_database, "a"), candidate => candidate.FirstName == "Changed");
    }

    [Fact]
    public async Task Once_FullRoundIsDue_DeletesWhatIsGone()
    {
        await RunAsync("--once --accounts a,b");
        _sandbox.Account("a").Clear().Add(new Candidate { Id = "candidate-7", FirstName = "Ada" });
        await RunAsync("--once --accounts a,b");
        Assert.NotEqual(Copy.KeysOf(_sandbox, "a", "b"), await Copy.KeysAsync(_database));

        await AgeAsync();
        await RunAsync("--once --accounts a,b");

        Assert.Equal(Copy.KeysOf(_sandbox, "a", "b"), await Copy.KeysAsync(_database));
    }

    [Fact]
    public async Task Once_OneAccountFails_StopsOnlyThatAndTriesItAgain()
    {
        _sandbox.On(ReadCandidates, "b").Next(SandboxAnswer.Json(new { data = new[] { new { first_name = "Nobody" } } }));
        _sandbox.On(ReadCandidates, "c").Next(SandboxAnswer.Status(200, body: "{"));

        SampleRun first = await RunAsync("--once --accounts a,b,c");
        SampleRun second = await RunAsync("--once --accounts a,b,c");

        Assert.Equal((1, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("1 of 3 accounts are up to date", first.Output, StringComparison.Ordinal);
        Assert.Contains("b: One of the candidates has no id.", first.Output, StringComparison.Ordinal);
        Assert.Contains("c: Candidates.ListAsync", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody", first.Output + first.Error, StringComparison.Ordinal);
        Assert.Equal(Copy.KeysOf(_sandbox, "a", "b", "c"), await Copy.KeysAsync(_database));
    }

    [Fact]
    public async Task Once_StoppedBetweenPages_ContinuesWithTheNextPage()
    {
        // The first page is stored, and the second one fails.
        _sandbox.On(ReadCandidates, "a").Next(SandboxAnswer.Handle).Next(SandboxAnswer.Status(501));
        SampleRun first = await RunAsync("--once --accounts a");
        int before = _sandbox.RequestCount;

        SampleRun second = await RunAsync("--once --accounts a");

        Assert.Equal((1, 0), (first.ExitCode, second.ExitCode));
        // The last one is a round of its own: what was changed since the first run began.
        Assert.Equal(["next", "next", "filter[updated_after]"], Lists(before).Select(request => request.Query.Keys.Except(["page_size"]).Single()));
        Assert.Equal(Copy.KeysOf(_sandbox, "a"), await Copy.KeysAsync(_database));
    }

    [Fact]
    public async Task Once_CursorHasExpired_BeginsTheRoundAgain()
    {
        _sandbox.On(ReadCandidates, "a").Next(SandboxAnswer.Handle).Next(SandboxAnswer.Status(501)).Next(SandboxAnswer.Status(400));
        await RunAsync("--once --accounts a");
        SampleRun refused = await RunAsync("--once --accounts a");
        int before = _sandbox.RequestCount;

        SampleRun again = await RunAsync("--once --accounts a");

        Assert.Equal((1, 0), (refused.ExitCode, again.ExitCode));
        Assert.DoesNotContain("next", Lists(before).First().Query.Keys);
        Assert.Equal(Copy.KeysOf(_sandbox, "a"), await Copy.KeysAsync(_database));
    }

    [Fact]
    public async Task Once_FullRoundIsGivenUp_ReadsInFullAgain()
    {
        await RunAsync("--once --accounts a");
        await AgeAsync();
        _sandbox.Account("a").Clear().Add(new Candidate { Id = "candidate-7", FirstName = "Ada" });
        for (int number = 0; number < 120; number++)
        {
            _sandbox.Account("a").Add(new Candidate { FirstName = "Candidate" });
        }

        _sandbox.On(ReadCandidates, "a").Next(SandboxAnswer.Handle).Next(SandboxAnswer.Status(501)).Next(SandboxAnswer.Status(404));
        await RunAsync("--once --accounts a");
        await RunAsync("--once --accounts a");
        await RunAsync("--once --accounts a");

        Assert.Equal(Copy.KeysOf(_sandbox, "a"), await Copy.KeysAsync(_database));
    }

    [Theory]
    [InlineData("""{"data":[],"next":{}}""")]
    [InlineData("""{"data":[],"next":" "}""")]
    [InlineData("""{"data":"none"}""")]
    public async Task Once_PageIsNoPage_DeletesNothing(string body)
    {
        await RunAsync("--once --accounts a");
        await AgeAsync();
        _sandbox.On(ReadCandidates, "a").Next(SandboxAnswer.Status(200, body: body));

        SampleRun run = await RunAsync("--once --accounts a");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a: A page of the candidates could not be read as a page.", run.Output, StringComparison.Ordinal);
        Assert.Equal(Copy.KeysOf(_sandbox, "a"), await Copy.KeysAsync(_database));
    }

    [Fact]
    public async Task Once_AccountWasLeftOutBefore_IsReadAgain()
    {
        await RunAsync("--once --accounts a");
        await RunAsync("--once --accounts b");
        _sandbox.Account("a").Add(new Candidate { Id = "candidate-new", FirstName = "Ada" });

        SampleRun run = await RunAsync("--once --accounts a");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Copy.KeysOf(_sandbox, "a", "b"), await Copy.KeysAsync(_database));
    }

    [Fact]
    public async Task Start_AccountWasChangedAfterItsRounds_IsReadAgain()
    {
        await RunAsync("--once --accounts a");
        // What a worker leaves that is killed after the rounds and an event.
        await _database.ReadAsync("""UPDATE "Accounts" SET "DueAt" = '2026-01-01 00:00:00', "ChangedAt" = (SELECT max("ReadUpTo") FROM "Readings") || '1' RETURNING "Id" """);
        _sandbox.Account("a").Add(new Candidate { Id = "candidate-new", FirstName = "Ada" });

        await using SyncWorker worker = await SyncWorker.StartAsync(_sandbox, _database, "--accounts a");

        await _database.WaitAsync(Count("candidates", "candidate-new"), "1");
    }

    [Fact]
    public async Task Events_RecordsChangeAndGo_FollowAtOnce()
    {
        int port = FreePort();
        _sandbox.Webhooks.Add(new Uri($"http://127.0.0.1:{port}/stackone/events"), SyncWorker.Secret);
        await using SyncWorker worker = await SyncWorker.StartAsync(_sandbox, _database, $"--accounts account-1 --every 60 --events http://127.0.0.1:{port}");
        await UpToDateAsync(1);
        using StackOneAtsClient client = _sandbox.CreateClient("account-1");

        WriteResult created = await client.Candidates.CreateAsync(new() { FirstName = "Grace", LastName = "Example" });

        await _database.WaitAsync(Count("candidates", created.Id!), "1");
        await client.Candidates.UpdateAsync(created.Id!, new() { FirstName = "Changed" });
        await _database.WaitAsync($"""{Count("candidates", created.Id!)} AND "Json" LIKE '%Changed%'""", "1");

        await DeliverAsync(port, $$"""{"event":"ats_candidates.deleted","account_id":"account-1","record_id":"{{created.Id}}"}""");
        await _database.WaitAsync(Count("candidates", created.Id!), "0");
        Assert.Equal(0, await worker.StopAsync());
    }

    /// <summary>An event that comes while its account is read makes one more reading due, and not one after the other until its burst is over.</summary>
    [Fact]
    public async Task Events_OneDuringTheReading_IsOneMoreReading()
    {
        const string Event = """{"event":"ats_candidates.updated","account_id":"account-1","record_id":"candidate-1"}""";
        int port = FreePort();
        await using SyncWorker worker = await SyncWorker.StartAsync(_sandbox, _database, $"--accounts account-1 --every 3600 --events http://127.0.0.1:{port}");
        await UpToDateAsync(1);
        await SettledAsync();
        int before = _sandbox.RequestCount;
        _sandbox.On(ReadCandidates, "account-1").Next(SandboxAnswer.Handle.After(TimeSpan.FromMilliseconds(500)));

        await DeliverAsync(port, Event);
        while (!Lists(before).Any())
        {
            // Real time: the worker is a process.
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await DeliverAsync(port, Event);
        await SettledAsync();

        Assert.Equal(2, Lists(before).Count());

        // Nothing is due within the hour.
        Task SettledAsync() => _database.WaitAsync(
            """SELECT count(*) FROM "Accounts" WHERE "DueAt" > datetime('now', '+10 minutes')""", "1");
    }

    [Fact]
    public async Task Export_Formats_WriteWhatTheCopyHas()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        string csv = Path.Combine(folder.FullName, "a.csv");
        string jsonl = Path.Combine(folder.FullName, "a.jsonl");
        _sandbox.Account("a").Add(new Candidate { Id = "candidate-0", FirstName = "=1+1", LastName = "Example" });

        SampleRun first = await RunAsync($"--once --accounts a --export csv --output {csv}");
        int requests = _sandbox.RequestCount;
        SampleRun second = await RunAsync($"--export jsonl --output {jsonl}");

        Assert.Equal((0, 0, requests), (first.ExitCode, second.ExitCode, _sandbox.RequestCount));
        string[] rows = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(csv, TestContext.Current.CancellationToken)).Split("\r\n");
        Assert.StartsWith("\uFEFFaccount_id,id,remote_id,first_name,", rows[0], StringComparison.Ordinal);
        Assert.Equal(_sandbox.Account("a").All<Candidate>().Count, rows.Length - 2);
        Assert.StartsWith("a,candidate-0,remote-candidate-0,'=1+1,Example,", rows[1], StringComparison.Ordinal);
        string[] lines = await File.ReadAllLinesAsync(jsonl, TestContext.Current.CancellationToken);
        Assert.Equal(Copy.KeysOf(_sandbox, "a").Length, lines.Length);
        Assert.Contains("""{"account_id":"a","kind":"candidates","record":{"id":"candidate-0",""", string.Join('\n', lines), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(csv));
        }

        folder.Delete(recursive: true);
    }

    /// <summary>A provider's value that does not fit its property is stored, and is in the file as it came.</summary>
    [Fact]
    public async Task Export_ValuesThatDoNotFit_AreWrittenAsTheyCame()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        string csv = Path.Combine(folder.FullName, "a.csv");
        const string Body = """{"data":[{"id":"1","first_name":["Ada"],"emails":["a@example.com",{"value":7}],"phone_numbers":"555","application_ids":["7",8],"created_at":"soon","updated_at":"2026-01-31"}]}""";
        _sandbox.On(ReadCandidates, "a").Next(SandboxAnswer.Status(200, body: Body));

        SampleRun run = await RunAsync($"--once --accounts a --export csv --output {csv}");

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith(
            "\r\na,1,,\"[\"\"Ada\"\"]\",,a@example.com | 7,555,,,,7 | 8,soon,2026-01-31T00:00:00.000Z\r\n",
            await File.ReadAllTextAsync(csv, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Start_FileIsInUse_SaysSo()
    {
        await using SyncWorker worker = await SyncWorker.StartAsync(_sandbox, _database, "--accounts a");
        await UpToDateAsync(1);

        SampleRun second = await RunAsync("--once --accounts a");

        Assert.Equal((1, ""), (second.ExitCode, second.Output));
        Assert.Contains("For several workers, use PostgreSQL.", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_KeyIsWrong_EndsWithoutRetry()
    {
        SampleRun run = await RunAsync("--accounts a,b", "STACKONE_API_KEY=key-of-nobody");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("401", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("key-of-nobody", run.Output + run.Error, StringComparison.Ordinal);
    }

    private Task<SampleRun> RunAsync(string arguments, params string[] settings) => SyncWorker.RunAsync(_sandbox, _database, arguments, settings);

    /// <summary>Makes a full round due.</summary>
    private async Task AgeAsync() => await _database.ReadAsync("""UPDATE "Readings" SET "FullAt" = '2026-01-01 00:00:00' RETURNING "Kind" """);

    private Task UpToDateAsync(int accounts) =>
        _database.WaitAsync("""SELECT count(*) FROM "Readings" WHERE "ReadUpTo" IS NOT NULL""", $"{3 * accounts}");

    private IEnumerable<SandboxRequest> Lists(int after) => _sandbox.Requests.Skip(after).Where(request => request.Operation == ReadCandidates);

    private static string Count(string kind, string id) => $"""SELECT count(*) FROM "Records" WHERE "Kind" = '{kind}' AND "Id" = '{id}'""";

    /// <summary>Sends an event that no operation of the API causes.</summary>
    private static async Task DeliverAsync(int port, string body)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{port}/stackone/events") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(StackOneWebhookReader.SignatureHeader, StackOneWebhookReader.ComputeSignature(bytes, SyncWorker.Secret));
        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
