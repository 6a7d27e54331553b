using System.Net;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace Vendor._1.Tests;

public sealed class ServiceTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly StackOneSandbox _sandbox = StackOneSandbox.Start();
    private readonly string _inbox = Directory.CreateTempSubdirectory("inbox-").FullName;
    private readonly Service _service;
    private readonly SandboxWebhook _webhook;

    public ServiceTests()
    {
        _service = new Service(_sandbox, _inbox);
        _webhook = _sandbox.Webhooks.Add(_service.Events, Service.Secret);
    }

    [Fact]
    public async Task Order_FromTheAts_IsAnsweredWithAResult()
    {
        SandboxAtsOrder order = _sandbox.OrderFromAts("account-1");

        SandboxResult result = await order.ResultAsync(Limit);

        Assert.Equal(ResultStatusValue.Passed, result.Status);
        Assert.Equal("87", result.Assessment?.Score?.Value);
    }

    [Fact]
    public async Task Order_DeliveredTwice_IsCarriedOutOnce()
    {
        SandboxAtsOrder twice = _sandbox.OrderFromAts("account-1", faults: SandboxDeliveryFaults.Twice);
        await twice.ResultAsync(Limit);
        await _sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);
        SandboxAtsOrder next = _sandbox.OrderFromAts("account-1");
        await next.ResultAsync(Limit);

        Assert.Equal([twice.Id, next.Id], _sandbox.Results.Select(result => result.OrderId));
    }

    [Fact]
    public async Task Order_OfAnAccountToBeConnectedAgain_StopsNoOther()
    {
        _sandbox.On(accountId: "account-2").Always(SandboxAnswer.Status(412));

        _sandbox.OrderFromAts("account-2");
        await _sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);
        SandboxResult result = await _sandbox.OrderFromAts("account-1").ResultAsync(Limit);

        Assert.Equal("account-1", result.AccountId);
        Assert.Empty(Directory.GetFiles(_inbox, "*.failed"));
    }

    [Fact]
    public async Task Order_NotDoneWhenTheServiceStops_IsDoneAfterItsNextStart()
    {
        _sandbox.On(accountId: "account-1").Always(SandboxAnswer.Status(412));
        SandboxAtsOrder order = _sandbox.OrderFromAts("account-1");
        await _sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);
        await _service.DisposeAsync();

        _sandbox.On(accountId: "account-1").Clear();
        await using var next = new Service(_sandbox, _inbox);

        Assert.Equal(ResultStatusValue.Passed, (await order.ResultAsync(Limit)).Status);
    }

    [Fact]
    public async Task Order_OfACandidateWhoIsGone_IsSetAside()
    {
        _sandbox.On("Candidates.GetAsync").Next(SandboxAnswer.Status(404));

        _sandbox.OrderFromAts("account-1");
        await _sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);
        await _sandbox.OrderFromAts("account-1").ResultAsync(Limit);

        Assert.Single(Directory.GetFiles(_inbox, "*.failed"));
    }

    [Fact]
    public async Task Event_WithAWrongSignature_IsRefusedAndNotStored()
    {
        _webhook.Faults = SandboxDeliveryFaults.WrongSignature;

        _sandbox.OrderFromAts("account-1");
        await _sandbox.Webhooks.WaitUntilDeliveredAsync(Limit);

        Assert.Equal((int)HttpStatusCode.Unauthorized, Assert.Single(_sandbox.Webhooks.Deliveries).Status);
        Assert.Empty(Directory.GetFiles(_inbox));
    }

    [Fact]
    public async Task Packages_AskedByStackOne_AreThoseOfTheCatalogue()
    {
        CancellationToken token = TestContext.Current.CancellationToken;

        IReadOnlyList<AssessmentPackage> packages = await _sandbox.GetPackagesAsync(
            _service.Packages, new() { AccountId = "account-1", Secret = Service.Secret }, token);
        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.GetPackagesAsync(
            _service.Packages, new() { AccountId = "account-1", Secret = "a wrong secret" }, token));

        Assert.Equal(["sql", "csharp"], packages.Select(package => package.Id));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _sandbox.DisposeAsync();
        Directory.Delete(_inbox, recursive: true);
    }
}
