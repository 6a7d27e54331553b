using System.Net;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace AssessmentVendor.Tests;

/// <summary>The service as a whole: how it starts, what it offers, and several of it.</summary>
public sealed class ServiceTests(PostgresCluster cluster)
{
    [Fact]
    public async Task Start_WithoutSettings_SaysThatItUsesASandbox()
    {
        await using Service service = await Service.StartAsync(null, null);
        using var http = new HttpClient();

        Assert.Matches("^Assessment vendor at http://127.0.0.1:[0-9]+, with a sandbox of StackOne at http://127.0.0.1:[0-9]+$", service.FirstLine);
        Assert.Contains("Order from the ATS", await http.GetStringAsync(service.Address), StringComparison.Ordinal);
        Assert.Equal(0, await service.StopAsync());
        Assert.Empty(service.Log);
    }

    [Fact]
    public async Task Start_WithSettings_SaysWhichStackOne()
    {
        await using var sandbox = StackOneSandbox.Start();
        using var database = Database.Sqlite();
        await using Service service = await Service.StartAsync(sandbox, database.ConnectionString);
        using var http = new HttpClient();

        Assert.EndsWith($", with StackOne at {sandbox.BaseAddress.OriginalString}", service.FirstLine, StringComparison.Ordinal);
        Assert.DoesNotContain("Order from the ATS", await http.GetStringAsync(service.Address), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StackOne:Webhooks:Secrets:0=s", "PackageSecrets or PackageKeys must be set")]
    [InlineData("StackOne:Webhooks:Secrets=s|StackOne:Webhooks:PackageKeys=k", "ApiKey")]
    [InlineData("STACKONE_API_KEY=k", "Secrets")]
    [InlineData("ConnectionStrings:Vendor=nonsense", "Format of the initialization string")]
    [InlineData("ConnectionStrings:Vendor=Data Source=/no/such/folder/vendor.db", "unable to open database file")]
    public async Task Start_InvalidSettings_SaysWhatIsWrong(string settings, string message)
    {
        (int code, string output, string error) = await Service.RunAsync(settings.Split('|'), "--urls", "http://127.0.0.1:0");

        Assert.Equal((1, ""), (code, output.Contains("Assessment vendor", StringComparison.Ordinal) ? output : ""));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortInUse_IsAnError()
    {
        await using Service service = await Service.StartAsync(null, null);

        (int code, _, string error) = await Service.RunAsync([], "--urls", service.Address.OriginalString);

        Assert.Equal(1, code);
        Assert.Contains("address already in use", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packages_AskedByStackOne_AreThoseThatARecruiterCanOrder()
    {
        await using var sandbox = StackOneSandbox.Start();
        using var database = Database.Sqlite();
        await using Service service = await Service.StartAsync(sandbox, database.ConnectionString);
        var asked = new SandboxPackageRequest { AccountId = "account-1", Secret = Service.Secret };

        IReadOnlyList<AssessmentPackage> packages = await sandbox.GetPackagesAsync(service.Packages, asked);

        Assert.Equal(["sql", "csharp", "writing"], packages.Select(package => package.Id));
        Assert.Equal("sql", sandbox.OrderFromAts("account-1").PackageId);
        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() =>
            sandbox.GetPackagesAsync(service.Packages, new() { AccountId = "account-1", Secret = "wrong" }));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Post_WithoutAntiforgeryToken_ChangesNothing()
    {
        await using Service service = await Service.StartAsync(null, null);
        using var http = new HttpClient();

        using HttpResponseMessage response = await http.PostAsync(new Uri(service.Address, "/?handler=Order"), null);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("No orders yet.", await http.GetStringAsync(service.Address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_OfManyOrders_HasNoDataOfCandidates()
    {
        await using var sandbox = StackOneSandbox.Start();
        using var database = Database.Sqlite();
        Candidate[] candidates = [.. sandbox.Account("account-1").All<Candidate>()];
        sandbox.On("Assessments.UpdateResultAsync").Next(SandboxAnswer.Status(400, body: """{"message":"Ada Applebrook"}"""));
        await using Service service = await Service.StartAsync(sandbox, database.ConnectionString, 0, "Vendor:CompleteAfter=00:00:00");
        sandbox.Webhooks.Add(service.Events, Service.Secret);
        foreach (int _ in Enumerable.Range(0, 10))
        {
            sandbox.OrderFromAts("account-1");
        }

        await database.WaitAsync("""SELECT count(*) FROM "Orders" WHERE "State" IN ('Reported', 'Failed')""", "10");
        await service.StopAsync();

        Assert.Contains("Reported.", service.Log, StringComparison.Ordinal);
        Assert.Contains("stays Failed", service.Log, StringComparison.Ordinal);
        Assert.All(candidates, candidate => Assert.DoesNotContain(candidate.LastName!, service.Log, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("@", service.Log, StringComparison.Ordinal);
    }

    /// <summary>Both services get each event, and work on the same database. Without a crash, no result is sent twice.</summary>
    [Fact]
    public async Task Orders_TwoServices_AreReportedOnce()
    {
        const int Orders = 60;
        await using var sandbox = StackOneSandbox.Start();
        using Database database = await Database.CreateAsync("PostgreSQL", cluster);
        await using Service first = await Service.StartAsync(sandbox, database.ConnectionString, 0, "Vendor:CompleteAfter=00:00:00");
        await using Service second = await Service.StartAsync(sandbox, database.ConnectionString, 0, "Vendor:CompleteAfter=00:00:00");
        sandbox.Webhooks.Add(first.Events, Service.Secret);
        sandbox.Webhooks.Add(second.Events, Service.Secret);

        string[] ids = [.. Enumerable.Range(0, Orders).Select(index => sandbox.OrderFromAts($"account-{index % 3}").Id)];
        await database.WaitAsync("""SELECT count(*) FROM "Orders" WHERE "State" = 'Reported'""", $"{Orders}", seconds: 50);

        Assert.Equal(ids.Order(), sandbox.Results.Select(result => result.OrderId).Order());
        Assert.All([first, second], service => Assert.Contains("Reported.", service.Log, StringComparison.Ordinal));
        Assert.All([first, second], service => Assert.DoesNotContain("fail:", service.Log, StringComparison.Ordinal));
    }
}
