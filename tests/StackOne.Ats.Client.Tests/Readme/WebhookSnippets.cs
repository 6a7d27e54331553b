using System.Text;
using Microsoft.AspNetCore.Http;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Readme;

#region webhook-function
public class StackOneWebhook(StackOneWebhookReader reader, Inbox inbox)
{
    // For Azure Functions: [Function("stackone")], and [HttpTrigger(AuthorizationLevel.Anonymous, "post")] on the request.
    public async Task<IResult> RunAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        try
        {
            StackOneEvent received = reader.Read(body.ToArray(), request.Headers[StackOneWebhookReader.SignatureHeader]);
            await inbox.StoreAsync(received);
            return Results.Ok();
        }
        catch (StackOneWebhookException refused)
        {
            bool isSigned = refused.Reason is StackOneWebhookFailure.NotAnEvent or StackOneWebhookFailure.TooOld;
            return Results.StatusCode(isSigned ? 400 : 401);
        }
    }
}
#endregion

/// <summary>The table of the guide, in memory.</summary>
public class Inbox
{
    public Dictionary<string, string> Rows { get; } = [];

    #region webhook-inbox
    public virtual Task StoreAsync(StackOneEvent received) => ExecuteAsync(
        "INSERT INTO inbox (deduplication_key, event) VALUES (@key, @event) ON CONFLICT DO NOTHING",
        ("key", received.DeduplicationKey),
        ("event", received.ToJson()));
    #endregion

    private Task ExecuteAsync(string statement, params (string Name, string Value)[] parameters)
    {
        Assert.All(parameters, parameter => Assert.Contains($"@{parameter.Name}", statement, StringComparison.Ordinal));
        Rows.TryAdd(parameters[0].Value, parameters[1].Value);
        return Task.CompletedTask;
    }
}

public sealed class WebhookSnippets : Snippets
{
    private readonly List<string> _done = [];

    [Fact]
    public void Read_SignedEvent_IsTyped()
    {
        const string secret = "secret";
        byte[] body = "{\"event\":\"ats_jobs.updated\",\"record_id\":7}"u8.ToArray();
        string signature = StackOneWebhookReader.ComputeSignature(body, secret);

        #region webhook-read
        var reader = new StackOneWebhookReader(new StackOneWebhookReaderOptions { Secrets = [secret] });

        StackOneEvent received = reader.Read(body, signature);

        Console.WriteLine($"{received.Name} of record {received.RecordId} in account {received.AccountId}");
        #endregion

        Assert.Equal("7", Assert.IsType<RecordEvent>(received).RecordId);
    }

    [Fact]
    public void Test_SignsItsOwnRequests()
    {
        #region webhook-test
        byte[] body = """{"event":"ats_assessments.created","account_id":"1","record_id":"order-1","event_data":{"id":"order-1"}}"""u8.ToArray();
        string signature = StackOneWebhookReader.ComputeSignature(body, "a secret of the test");

        var reader = new StackOneWebhookReader(new() { Secrets = ["a secret of the test"] });
        var received = (AssessmentOrderEvent)reader.Read(body, signature);
        #endregion

        Assert.Equal("order-1", received.Order?.Id);
    }

    [Theory]
    [InlineData("{\"event\":\"ats_jobs.updated\"}", "secret", 200, 1)]
    [InlineData("{\"event\":\"ats_jobs.updated\"}", "next", 200, 1)]
    [InlineData("{\"event\":\"ats_jobs.updated\"}", "another", 401, 0)]
    [InlineData("{\"event\":\"ats_jobs.updated\"}", null, 401, 0)]
    [InlineData("{\"sent_at\":\"2020-01-01T00:00:00Z\"}", "secret", 400, 0)]
    [InlineData("[]", "secret", 400, 0)]
    public async Task Function_Request_IsStoredOnceOrRefused(string json, string? signedWith, int status, int stored)
    {
        const string secret = "secret";
        const string nextSecret = "next";

        #region webhook-max-age
        var reader = new StackOneWebhookReader(new StackOneWebhookReaderOptions
        {
            Secrets = [secret, nextSecret],
            MaxAge = TimeSpan.FromDays(3),
        });
        #endregion

        string now = TimeProvider.System.GetUtcNow().ToString("O");
        json = json.Replace("\"ats_jobs.updated\"", $"\"ats_jobs.updated\",\"sent_at\":\"{now}\"", StringComparison.Ordinal);
        byte[] body = Encoding.UTF8.GetBytes(json);
        var inbox = new Inbox();
        for (int delivery = 0; delivery < 2; delivery++)
        {
            var context = new DefaultHttpContext { Request = { Body = new MemoryStream(body) } };
            if (signedWith is not null)
            {
                context.Request.Headers[StackOneWebhookReader.SignatureHeader] = StackOneWebhookReader.ComputeSignature(body, signedWith);
            }

            IResult result = await new StackOneWebhook(reader, inbox).RunAsync(context.Request);

            Assert.Equal(status, Assert.IsType<IStatusCodeHttpResult>(result, exactMatch: false).StatusCode);
            Assert.Equal(stored, inbox.Rows.Count);
        }
    }

    [Theory]
    [InlineData(
        """{"event":"ats_assessments.created","account_id":"account-1","record_id":"o1","event_data":{"candidate":{"id":"candidate-1"},"package":{"id":"p1"}}}""",
        "invited candidate-1 for o1")]
    [InlineData(
        """{"event":"assessment.created","account_id":"account-1","record_id":"o1","event_date":"2026-03-02T09:00:00Z"}""",
        "review account-1/assessment.created/o1/2026-03-02T09:00:00.0000000Z")]
    [InlineData("""{"event":"ats_candidates.updated","account_id":"account-1","record_id":"candidate-1"}""", "synchronized candidate-1")]
    [InlineData("""{"event":"account.deleted","account_id":"7","record_id":7}""", "forgot 7")]
    [InlineData("""{"event":"hris_employees.created"}""", "")]
    public async Task Work_OnAStoredEvent_DependsOnItsType(string stored, string done)
    {
        using StackOneAtsClient client = Connect();

        #region webhook-work
        switch (StackOneEvent.Parse(stored))
        {
            case AssessmentOrderEvent { Order: { } order, AccountId: { } account, RecordId: { } orderId }:
                Candidate candidate = await client.ForAccount(account).Candidates.GetAsync(order.Candidate!.Id!);
                await InviteAsync(account, orderId, candidate, order.Package!.Id!);
                break;
            case AssessmentOrderEvent incomplete:
                await ReviewAsync(incomplete.DeduplicationKey);
                break;
            case RecordEvent changed when changed.Name == EventNameValue.AtsCandidatesUpdated:
                await SynchronizeAsync(await client.ForAccount(changed.AccountId!).Candidates.GetAsync(changed.RecordId!));
                break;
            case AccountEvent account when account.Name == EventNameValue.AccountDeleted:
                await ForgetAsync(account.RecordId!);
                break;
        }
        #endregion

        Assert.Equal(done, string.Join(' ', _done));
    }

    [Fact]
    public async Task Result_ForEveryProvider_HasWhatTheyWant()
    {
        using StackOneAtsClient client = Connect();
        const string account = "account-1";
        string orderId = (await client.Assessments.OrderAsync(new() { Id = "order-1" }, Token)).Id!;

        #region webhook-result
        await client.ForAccount(account).Assessments.UpdateResultAsync(
            orderId,
            new AssessmentResultUpdateRequest
            {
                Result = ResultStatusValue.Passed,
                Score = new() { Label = "Points", Value = "87", Min = "0", Max = "100" },
                ResultUrl = "https://example.com/results/order-1",
                Attachments = [new() { Url = "https://example.com/results/order-1.pdf", ContentType = AttachmentContentTypeValue.Pdf }],
            });
        #endregion

        Assert.Equal(2, Sandbox.RequestCount);
    }

    private Task InviteAsync(string account, string order, Candidate candidate, string package)
    {
        Assert.Equal(("account-1", "p1"), (account, package));
        return Done($"invited {candidate.Id} for {order}");
    }

    private Task ReviewAsync(string key) => Done($"review {key}");

    private Task SynchronizeAsync(Candidate candidate) => Done($"synchronized {candidate.Id}");

    private Task ForgetAsync(string account) => Done($"forgot {account}");

    private Task Done(string what)
    {
        _done.Add(what);
        return Task.CompletedTask;
    }
}
