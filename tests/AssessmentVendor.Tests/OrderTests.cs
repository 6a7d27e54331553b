using System.Net;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace AssessmentVendor.Tests;

/// <summary>What becomes of an order.</summary>
public sealed class OrderTests : IAsyncDisposable
{
    private const string CompleteAtOnce = "Vendor:CompleteAfter=00:00:00";
    private const string States = """SELECT "State" FROM "Orders" """;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly StackOneSandbox _sandbox = StackOneSandbox.Start();
    private readonly Database _database = Database.Sqlite();

    [Fact]
    public async Task Order_DeliveredTwice_IsReportedOnceWithItsScore()
    {
        await using Service service = await StartAsync(CompleteAtOnce);
        SandboxWebhook webhook = _sandbox.Webhooks.Add(service.Events, Service.Secret);
        webhook.Faults = SandboxDeliveryFaults.Twice;

        SandboxAtsOrder order = _sandbox.OrderFromAts("account-1");
        AssessmentResultUpdateRequest result = (await order.ResultAsync(Limit)).Assessment!;
        await _database.WaitAsync(States, "Reported");
        Assert.Equal(0, await service.StopAsync());

        Assert.Equal(("87", "0", "100"), (result.Score?.Value, result.Score?.Min, result.Score?.Max));
        Assert.True(result.StartDate <= result.SubmissionDate);
        Assert.Single(_sandbox.Results);
        Assert.Equal([200, 200], _sandbox.Webhooks.Deliveries.Where(IsOrder).Select(delivery => delivery.Status));
        Assert.Single(await _database.ReadAsync("""SELECT "Key" FROM "Inbox" WHERE "Key" LIKE '%/ats_assessments.created/%'"""));
        Assert.Equal(
            ["Candidates.GetAsync", "Applications.GetAsync", "Jobs.GetAsync", "Assessments.UpdateResultAsync"],
            _sandbox.Requests.Select(request => request.Operation));
    }

    [Fact]
    public async Task Order_InTwoSpellingsOfItsEvent_IsOneOrder()
    {
        await using Service service = await StartAsync(CompleteAtOnce);
        SandboxAtsOrder order = _sandbox.OrderFromAts("account-1");

        Assert.Equal(HttpStatusCode.OK, await Deliveries.SendAsync(service.Events, order));
        Assert.Equal(HttpStatusCode.OK, await Deliveries.SendAsync(service.Events, order, name: "assessment.created"));
        await _database.WaitAsync("""SELECT count(*) FROM "Inbox" WHERE "TakenAt" IS NOT NULL""", "2");
        await _database.WaitAsync(States, "Reported");

        Assert.Single(_sandbox.Results);
    }

    [Theory]
    [InlineData(SandboxDeliveryFaults.WrongSignature)]
    [InlineData(SandboxDeliveryFaults.OldSecret)]
    public async Task Order_WronglySigned_IsRefusedAndNotStored(SandboxDeliveryFaults faults)
    {
        await using Service service = await StartAsync();
        _sandbox.Webhooks.Add(service.Events, Service.Secret);

        _sandbox.OrderFromAts("account-1", faults: faults);
        await _sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        Assert.Equal([401], _sandbox.Webhooks.Deliveries.Select(delivery => delivery.Status));
        Assert.Empty(await _database.ReadAsync("""SELECT "Key" FROM "Inbox" """));
    }

    [Fact]
    public async Task Order_AccountNotConnected_IsKeptAndReportedLater()
    {
        SandboxTarget account = _sandbox.On(accountId: "account-2").Always(SandboxAnswer.Status(412));
        await using Service service = await StartAsync(CompleteAtOnce);
        SandboxAtsOrder order = _sandbox.OrderFromAts("account-2");
        await Deliveries.SendAsync(service.Events, order);

        await _database.WaitAsync("""SELECT "Attempts" > 1 FROM "Orders" """, "1");
        Assert.Equal(["Received"], await _database.ReadAsync(States));
        string problem = Assert.Single(await _database.ReadAsync("""SELECT "Problem" FROM "Orders" """));
        Assert.Contains("its owner must reconnect it", problem, StringComparison.Ordinal);
        account.Clear();

        Assert.Equal(ResultStatusValue.Passed, (await order.ResultAsync(Limit)).Status);
        await _database.WaitAsync(States, "Reported");
        Assert.Equal([""], await _database.ReadAsync("""SELECT "Problem" FROM "Orders" """));
    }

    [Fact]
    public async Task Order_CandidateDeleted_IsReportedAsCancelled()
    {
        _sandbox.On("Candidates.GetAsync").Always(SandboxAnswer.Status(404));
        await using Service service = await StartAsync();
        SandboxAtsOrder order = _sandbox.OrderFromAts("account-1");
        await Deliveries.SendAsync(service.Events, order);

        AssessmentResultUpdateRequest result = (await order.ResultAsync(Limit)).Assessment!;
        await _database.WaitAsync(States, "Reported");

        Assert.Equal(ResultStatusValue.Cancelled, result.Result?.Value);
        Assert.Null(result.Score);
    }

    /// <summary>The records are read for the title of the job only.</summary>
    [Theory]
    [InlineData("Applications.GetAsync", 501)]
    [InlineData("Jobs.GetAsync", 501)]
    [InlineData("Jobs.GetAsync", 403)]
    public async Task Order_ProviderHasNoSuchRecords_IsReportedAllTheSame(string operation, int status)
    {
        _sandbox.On(operation).Always(SandboxAnswer.Status(status));
        await using Service service = await StartAsync(CompleteAtOnce);
        SandboxAtsOrder order = _sandbox.OrderFromAts("account-1");
        await Deliveries.SendAsync(service.Events, order);

        Assert.Equal(ResultStatusValue.Passed, (await order.ResultAsync(Limit)).Status);
    }

    /// <summary>A wait that is too long, or too short to be one.</summary>
    [Theory]
    [InlineData("Thu, 01 Jan 2099 00:00:00 GMT", 3599, 3600)]
    [InlineData("0", 1, 2)]
    public async Task Report_RefusedWithAnOddWait_IsDueAfterTheUsualDelay(string retryAfter, int shortest, int longest)
    {
        _sandbox.On("Assessments.UpdateResultAsync").Always(SandboxAnswer.Status(503, retryAfter: retryAfter));
        await using Service service = await StartAsync(CompleteAtOnce, "StackOne:Retry:MaxRetries=0");
        DateTime before = DateTime.UtcNow;
        await Deliveries.SendAsync(service.Events, _sandbox.OrderFromAts("account-1"));

        await _database.WaitAsync("""SELECT "Attempts" > 0 FROM "Orders" """, "1");
        string due = Assert.Single(await _database.ReadAsync("""SELECT "DueAt" FROM "Orders" WHERE "Attempts" = 1"""));

        TimeSpan wait = DateTime.Parse(due, System.Globalization.CultureInfo.InvariantCulture) - before;
        Assert.InRange(wait.TotalSeconds, shortest, longest + Limit.TotalSeconds);
    }

    /// <summary>The first attempts to report fail: not sent, sent with an unknown outcome, or refused for now.</summary>
    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(401)]
    [InlineData(0)]
    public async Task Report_FailsForNow_IsSentAgain(int status)
    {
        SandboxAnswer failure = status == 0 ? SandboxAnswer.Disconnect : SandboxAnswer.Status(status, retryAfter: status == 429 ? "9" : null);
        _sandbox.On("Assessments.UpdateResultAsync").Next(failure);
        await using Service service = await StartAsync(CompleteAtOnce, "StackOne:Retry:MaxRetries=0");
        SandboxAtsOrder order = _sandbox.OrderFromAts("account-1");
        await Deliveries.SendAsync(service.Events, order);

        await order.ResultAsync(Limit);
        await _database.WaitAsync(States, "Reported");

        SandboxRequest[] sent = [.. _sandbox.Requests.Where(request => request.Operation == "Assessments.UpdateResultAsync")];
        Assert.Equal([status == 0 ? null : status, 200], sent.Select(request => request.Status));
        Assert.Equal(sent[0].Text, sent[1].Text);
        Assert.True(status != 429 || sent[1].ReceivedAt - sent[0].ReceivedAt > TimeSpan.FromSeconds(8.5));
    }

    [Theory]
    [InlineData("{}", "The order names no candidate.")]
    [InlineData("null", "The order names no candidate.")]
    [InlineData("""{"candidate":{"id":"candidate-1\u0000"},"package":{"id":7}}""", null)]
    public async Task Order_Odd_IsAnOrderAllTheSame(string data, string? problem)
    {
        await using Service service = await StartAsync();
        SandboxAtsOrder order = _sandbox.OrderFromAts("account-1");

        Assert.Equal(
            HttpStatusCode.OK,
            await Deliveries.SendAsync(service.Events, order, data: System.Text.Json.JsonDocument.Parse(data).RootElement));
        await _database.WaitAsync(States, problem is null ? "Invited" : "Failed");

        Assert.Equal([problem ?? ""], await _database.ReadAsync("""SELECT "Problem" FROM "Orders" """));
    }

    [Fact]
    public async Task Secret_Rotated_IsTakenWithoutARestart()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string file = Path.Combine(folder, "appsettings.json");
        string Settings(params string[] secrets) => $$$"""
            {"StackOne":{"Webhooks":{"PackageSecrets":["p"],"Secrets":["{{{string.Join("\",\"", secrets)}}}"]},
            "BaseAddress":"{{{_sandbox.BaseAddress}}}","ApiKey":"{{{_sandbox.ApiKey}}}"}}
            """;
        File.WriteAllText(file, Settings("old"));
        await using Service service = await Service.StartAsync(null, _database.ConnectionString, 0, $"ASPNETCORE_CONTENTROOT={folder}");
        SandboxAtsOrder order = _sandbox.OrderFromAts("account-1");

        Assert.Equal(HttpStatusCode.Unauthorized, await Deliveries.SendAsync(service.Events, order, secret: "new"));
        File.WriteAllText(file, Settings("old", "new"));
        await UntilAsync(HttpStatusCode.OK, "new");
        Assert.Equal(HttpStatusCode.OK, await Deliveries.SendAsync(service.Events, order, secret: "old"));
        File.WriteAllText(file, Settings("new"));
        await UntilAsync(HttpStatusCode.Unauthorized, "old");
        Assert.Equal(HttpStatusCode.OK, await Deliveries.SendAsync(service.Events, order, secret: "new"));

        Directory.Delete(folder, recursive: true);

        async Task UntilAsync(HttpStatusCode status, string secret)
        {
            while (await Deliveries.SendAsync(service.Events, order, secret: secret) != status)
            {
                // Real time: the service is a process that notices a changed file by itself.
                await Task.Delay(50);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _database.Dispose();
    }

    private static bool IsOrder(SandboxDelivery delivery) => delivery.EventName == "ats_assessments.created";

    private Task<Service> StartAsync(params string[] settings) => Service.StartAsync(_sandbox, _database.ConnectionString, 0, settings);
}
