using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>The events that a sandbox sends, and how their delivery can go wrong.</summary>
public sealed class WebhookTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "candidates", """{"first_name":"Ada"}""", "ats_candidates.created")]
    [InlineData("PATCH", "candidates/candidate-1", """{"first_name":"Ada"}""", "ats_candidates.updated ats_applications.updated")]
    [InlineData("POST", "applications", """{"candidate_id":"candidate-1"}""", "ats_applications.created ats_candidates.updated")]
    [InlineData("POST", "jobs", """{"title":"Tester"}""", "ats_jobs.created")]
    [InlineData("POST", "assessments/orders", """{"package":{"id":"assessment-package-1"}}""", "ats_assessments.created")]
    [InlineData("POST", "background_checks/orders", "{}", "background_check_order.created")]
    [InlineData("POST", "candidates/candidate-1/notes", """{"content":[{"body":"x"}]}""", "")]
    [InlineData("GET", "candidates/candidate-1", null, "")]
    [InlineData("POST", "jobs", """{"title":1}""", "")]
    public async Task Request_Change_IsSentAsSignedEvents(string method, string path, string? body, string names)
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = new FakeTimeProvider(Now) });
        sandbox.Webhooks.Add(receiver.Url, Receiver.Secret);
        using HttpClient http = sandbox.Http();

        using HttpResponseMessage response = await http.SendAsync(method, path, body);
        await sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        Assert.Equal(names, string.Join(' ', receiver.Events.Select(received => received.Name)));
        Assert.All(receiver.Events, received => Assert.Equal(("account-1", Now), (received.AccountId, received.SentAt)));
        Assert.Equal(Enumerable.Range(0, receiver.Events.Length).Select(i => Now.AddMilliseconds(i)), receiver.Events.Select(received => received.EventDate!.Value));
    }

    /// <summary>An inbox leaves out an event that it has already. Here, the clock stands still.</summary>
    [Fact]
    public async Task Event_OfTheSameRecordAtTheSameTime_IsAnotherOne()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = new FakeTimeProvider(Now) });
        sandbox.Webhooks.Add(receiver.Url, Receiver.Secret);
        using HttpClient http = sandbox.Http();

        (await http.SendAsync("PATCH", "candidates/candidate-1", """{"title":"Baker"}""")).Dispose();
        (await http.SendAsync("PATCH", "candidates/candidate-1", """{"title":"Chef"}""")).Dispose();
        await sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        Assert.True(receiver.Events.Length >= 2);
        Assert.Equal(receiver.Events.Length, receiver.Events.Select(received => received.DeduplicationKey).Distinct().Count());
    }

    [Fact]
    public async Task Order_PlacedInTheAts_ArrivesWithItsDataAndItsResultIsAwaited()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var sandbox = StackOneSandbox.Start();
        sandbox.Webhooks.Add(receiver.Url, Receiver.Secret);
        using StackOneAtsClient client = sandbox.CreateClient("account-1");

        SandboxAtsOrder order = sandbox.OrderFromAts("account-1");
        Task<SandboxResult> result = order.ResultAsync(Limit);
        await sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        var received = Assert.IsType<AssessmentOrderEvent>(Assert.Single(receiver.Events));
        Assert.Equal((order.Id, "account-1"), (received.RecordId, received.AccountId));
        Assert.Equal(order.PackageId, received.Order!.Package!.Id);
        Assert.Equal(order.ApplicationId, received.Order.Application!.Id);
        Candidate candidate = await client.Candidates.GetAsync(received.Order.Candidate!.Id!, cancellationToken: Cancel);
        Assert.Equal(order.CandidateId, candidate.Id);
        Assert.Equal(order.JobId, (await client.Jobs.GetAsync(received.Order.Job!.Id!, cancellationToken: Cancel)).Id);

        await client.Assessments.UpdateResultAsync(order.Id, new() { Result = ResultStatusValue.InProgress }, Cancel);
        Assert.False(result.IsCompleted);
        await client.Assessments.UpdateResultAsync(order.Id, new() { Result = ResultStatusValue.Passed }, Cancel);

        Assert.Equal(ResultStatusValue.Passed, (await result).Status);
        Assert.Empty(sandbox.Orders);
    }

    [Fact]
    public async Task OrderFromAts_Many_AreForOneApplicationAfterTheOther()
    {
        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = new FakeTimeProvider(Now) });

        SandboxAtsOrder[] orders = [.. Enumerable.Range(0, 60).Select(_ => sandbox.OrderFromAts("account-1"))];

        Assert.Equal(60, orders.Select(order => order.ApplicationId).Distinct().Count());
        Assert.Equal(orders, sandbox.AtsOrders);
    }

    [Fact]
    public async Task OrderFromAts_UnknownPackageOrApplication_IsAnArgumentException()
    {
        await using var sandbox = StackOneSandbox.Start();

        Assert.Equal("packageId", Assert.Throws<ArgumentException>(() => sandbox.OrderFromAts("account-1", "theirs")).ParamName);
        Assert.Equal("applicationId", Assert.Throws<ArgumentException>(() => sandbox.OrderFromAts("account-1", applicationId: "theirs")).ParamName);
        Assert.Throws<ArgumentException>(() => sandbox.OrderFromAts("account 1"));
        Assert.Throws<TimeoutException>(() => sandbox.OrderFromAts("account-1").ResultAsync(TimeSpan.Zero).GetAwaiter().GetResult());
    }

    [Theory]
    [InlineData(500, 2)]
    [InlineData(503, 2)]
    [InlineData(400, 1)]
    [InlineData(401, 1)]
    [InlineData(302, 1)]
    public async Task Delivery_NotAccepted_IsRepeatedForAServerErrorOnly(int status, int attempts)
    {
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Statuses.Enqueue(status);
        var time = new SkippingTime();
        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = time });
        sandbox.Webhooks.Add(receiver.Url, Receiver.Secret);

        sandbox.OrderFromAts("account-1");
        await sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        Assert.Equal(attempts, receiver.Received.Count);
        Assert.Equal(Enumerable.Range(1, attempts), sandbox.Webhooks.Deliveries.Select(delivery => delivery.Attempt));
        Assert.Equal(status, sandbox.Webhooks.Deliveries[0].Status);
        Assert.Equal(attempts == 2, sandbox.Webhooks.Deliveries[^1].IsAccepted);
        // The key for duplicates is the same, although sent_at is not.
        Assert.Single(receiver.Events.Select(received => received.DeduplicationKey).Distinct());
    }

    [Fact]
    public async Task Delivery_NeverAccepted_IsGivenUpAfterEightAttempts()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        Enumerable.Repeat(500, 100).ToList().ForEach(receiver.Statuses.Enqueue);
        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = new SkippingTime() });
        sandbox.Webhooks.Add(receiver.Url, Receiver.Secret);

        sandbox.OrderFromAts("account-1");
        await sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        Assert.Equal(8, receiver.Received.Count);
        TimeSpan[] waits = [.. sandbox.Webhooks.Deliveries.Zip(sandbox.Webhooks.Deliveries.Skip(1), (first, second) => second.SentAt - first.SentAt)];
        Assert.Equal([1, 2, 4, 8, 16, 32, 60], waits.Select(wait => (int)wait.TotalSeconds));
    }

    [Fact]
    public async Task Delivery_NobodyListens_IsRepeated()
    {
        Uri gone;
        await using (Receiver receiver = await Receiver.StartAsync())
        {
            gone = receiver.Url;
        }

        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = new SkippingTime() });
        sandbox.Webhooks.Add(gone, Receiver.Secret);
        sandbox.OrderFromAts("account-1");
        await sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        Assert.Equal(8, sandbox.Webhooks.Deliveries.Count);
        Assert.All(sandbox.Webhooks.Deliveries, delivery => Assert.Null(delivery.Status));
    }

    [Theory]
    [InlineData(SandboxDeliveryFaults.Twice, "1 1 2 2 3 3")]
    [InlineData(SandboxDeliveryFaults.OutOfOrder, "2 1 3")]
    [InlineData(SandboxDeliveryFaults.None, "1 2 3")]
    public async Task Delivery_Misbehaving_ArrivesAllTheSame(SandboxDeliveryFaults faults, string order)
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = new SkippingTime() });
        sandbox.Webhooks.Add(receiver.Url, Receiver.Secret).Faults = faults;

        string[] ids = [.. Enumerable.Range(0, 3).Select(_ => sandbox.OrderFromAts("account-1").Id)];
        await sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        Assert.Equal(order, string.Join(' ', receiver.Events.Select(received => Array.IndexOf(ids, received.RecordId) + 1)));
    }

    [Fact]
    public async Task Delivery_Late_ComesAfterOthers()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        var time = new FakeTimeProvider(Now);
        await using var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { TimeProvider = time });
        SandboxWebhook webhook = sandbox.Webhooks.Add(receiver.Url, Receiver.Secret);
        webhook.Faults = SandboxDeliveryFaults.Late;
        string late = sandbox.OrderFromAts("account-1").Id;
        webhook.Faults = SandboxDeliveryFaults.None;
        string other = sandbox.OrderFromAts("account-1").Id;

        await receiver.ReceivedAsync(1, Limit);
        Assert.Equal(other, Assert.Single(receiver.Events).RecordId);
        time.Advance(TimeSpan.FromSeconds(5));
        await sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        Assert.Equal([other, late], receiver.Events.Select(received => received.RecordId));
        Assert.Equal([Now, Now.AddSeconds(5)], receiver.Events.Select(received => received.SentAt));
    }

    [Theory]
    [InlineData(SandboxDeliveryFaults.OldSecret, "old", true)]
    [InlineData(SandboxDeliveryFaults.OldSecret, "new", false)]
    [InlineData(SandboxDeliveryFaults.None, "new", true)]
    [InlineData(SandboxDeliveryFaults.WrongSignature, "new", false)]
    public async Task Delivery_Signature_IsOfTheSecretThatTheFaultsSay(SandboxDeliveryFaults faults, string secret, bool isRight)
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var sandbox = StackOneSandbox.Start();
        SandboxWebhook webhook = sandbox.Webhooks.Add(receiver.Url, "old");
        webhook.RotateSecret("new");
        webhook.Faults = faults;

        sandbox.OrderFromAts("account-1");
        await sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        (string body, string signature, _) = Assert.Single(receiver.Received);
        Assert.Equal(isRight, signature == StackOneWebhookReader.ComputeSignature(System.Text.Encoding.UTF8.GetBytes(body), secret));
        Assert.Equal((body, signature), (sandbox.Webhooks.Deliveries[0].Body, sandbox.Webhooks.Deliveries[0].Signature));
    }

    [Fact]
    public async Task Remove_Webhook_GetsNothingMore()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var sandbox = StackOneSandbox.Start();
        SandboxWebhook webhook = sandbox.Webhooks.Add(receiver.Url, Receiver.Secret);

        Assert.True(sandbox.Webhooks.Remove(webhook));
        Assert.False(sandbox.Webhooks.Remove(webhook));
        sandbox.OrderFromAts("account-1");
        await sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        Assert.Empty(receiver.Received);
    }

    [Theory]
    [InlineData("relative", "secret")]
    [InlineData("ftp://example.com", "secret")]
    [InlineData("http://example.com", "")]
    [InlineData("http://example.com", "line\n")]
    public async Task Add_Invalid_IsAnArgumentException(string url, string secret)
    {
        await using var sandbox = StackOneSandbox.Start();

        Assert.ThrowsAny<ArgumentException>(() => sandbox.Webhooks.Add(new Uri(url, UriKind.RelativeOrAbsolute), secret));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("secret", "key", "job-1")]
    public async Task GetPackages_Vendor_IsAskedAsStackOneAsks(string? secret, string? key, string? job)
    {
        await using Receiver vendor = await Receiver.StartAsync();
        vendor.Answer = """{"data":[{"id":"vendor-1","name":"SQL"},{"id":"vendor-2"}]}""";
        await using var sandbox = StackOneSandbox.Start();
        using StackOneAtsClient client = sandbox.CreateClient("account-1");

        IReadOnlyList<AssessmentPackage> packages = await sandbox.GetPackagesAsync(
            vendor.Url,
            new SandboxPackageRequest { AccountId = "account-1", Secret = secret, Key = key, JobId = job },
            Cancel);

        (string body, string signature, string? authorization) = Assert.Single(vendor.Received);
        Assert.Equal(["vendor-1", "vendor-2"], packages.Select(package => package.Id));
        Assert.Equal(job, JsonNode.Parse(body)!["job_id"]?.GetValue<string>());
        Assert.Equal(secret is not null, signature.Length > 0 && signature == StackOneWebhookReader.ComputeSignature(System.Text.Encoding.UTF8.GetBytes(body), secret!));
        Assert.Equal(key is null ? null : "Basic a2V5", authorization);
        // They are what can be ordered now.
        Assert.Equal("vendor-1", sandbox.OrderFromAts("account-1").PackageId);
        Assert.Equal("SQL", (await client.Assessments.GetPackageAsync("vendor-1", cancellationToken: Cancel)).Name);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"data":[{"name":"no id"}]}""")]
    [InlineData(200, """{"data":{}}""")]
    [InlineData(200, """{"data":[1]}""")]
    [InlineData(200, """{"data":[{"id":1}]}""")]
    public async Task GetPackages_InvalidAnswer_IsAnError(int status, string answer)
    {
        await using Receiver vendor = await Receiver.StartAsync();
        vendor.Answer = answer;
        vendor.Statuses.Enqueue(status);
        await using var sandbox = StackOneSandbox.Start();

        await Assert.ThrowsAsync<InvalidDataException>(() =>
            sandbox.GetBackgroundCheckPackagesAsync(vendor.Url, new SandboxPackageRequest { AccountId = "account-1" }, Cancel));
        vendor.Statuses.Enqueue(500);
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            sandbox.GetPackagesAsync(vendor.Url, new SandboxPackageRequest { AccountId = "account-1" }, Cancel));
    }
}
