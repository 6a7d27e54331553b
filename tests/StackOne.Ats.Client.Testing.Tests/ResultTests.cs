using System.Text.Json;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>Orders of assessments and background checks, and their results.</summary>
public sealed class ResultTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly StackOneSandbox _sandbox = fixture.Sandbox;

    [Theory]
    [InlineData("assessments/orders")]
    [InlineData("background_checks/orders")]
    public async Task Order_Taken_HasItsOwnIdAndAnAddress(string path)
    {
        using HttpClient http = _sandbox.Http();
        using HttpResponseMessage response = await http.SendAsync("POST", path, """{"id":"mine"}""");

        JsonElement order = await response.JsonAsync();

        Assert.Equal(["id", "remote_id", "test_url"], order.Names());
        Assert.True(Guid.TryParse(order.Text("id"), out _));
        Assert.Equal($"remote-{order.Text("id")}", order.Text("remote_id"));
        Assert.Equal($"https://provider.example/tests/{order.Text("id")}", order.Text("test_url"));
    }

    [Theory]
    [InlineData("assessments/orders", "background_checks/orders")]
    [InlineData("background_checks/orders", "assessments/orders")]
    public async Task UpdateResult_UnknownOrder_Is404(string path, string otherPath)
    {
        using HttpClient http = _sandbox.Http();
        using HttpClient other = _sandbox.Http(account: "account-2");
        string otherKind = await http.CreateAsync(otherPath, "{}");
        string otherAccount = await other.CreateAsync(path, "{}");

        foreach (string id in (string[])["unknown", otherKind, otherAccount])
        {
            using HttpResponseMessage response = await http.SendAsync("PATCH", $"{path}/{id}/result", "{}");
            await response.AssertErrorAsync(404, path[0] == 'a' ? "No assessment order has this id." : "No background check order has this id.");
        }
    }

    [Theory]
    [InlineData("assessments/orders")]
    [InlineData("background_checks/orders")]
    public async Task UpdateResult_Address_IsLinkedFromTheApplication(string path)
    {
        using HttpClient http = _sandbox.Http(account: path);
        string first = await http.CreateAsync(path, """{"application":{"id":"application-5"}}""");
        string second = await http.CreateAsync(path, """{"application":{"id":"application-5"}}""");
        string foreign = await http.CreateAsync(path, "{}");

        await http.UpdateAsync($"{path}/{first}/result", """{"result":{"value":"in_progress"}}""");
        await http.UpdateAsync($"{path}/{first}/result", """{"result_url":"https://provider.example/draft"}""");
        await http.UpdateAsync($"{path}/{second}/result", """{"result_url":"https://provider.example/second"}""");
        await http.UpdateAsync($"{path}/{first}/result", """{"result_url":"https://provider.example/first","score":{"value":"9"}}""");
        await http.UpdateAsync($"{path}/{foreign}/result", """{"result_url":"https://provider.example/foreign"}""");

        JsonElement application = (await http.ReadAsync("applications/application-5")).GetProperty("data");
        Assert.Equal(
            ["https://provider.example/second", "https://provider.example/first"],
            application.GetProperty("result_links").EnumerateArray().Select(link => link.Text("url")));
    }

    /// <summary>As any other request that refers to a record that does not exist.</summary>
    [Theory]
    [InlineData("assessments/orders", "package", "No assessment package has the id in package.id.")]
    [InlineData("assessments/orders", "application", "No application has the id in application.id.")]
    [InlineData("assessments/orders", "candidate", "No candidate has the id in candidate.id.")]
    [InlineData("assessments/orders", "job", "No job has the id in job.id.")]
    [InlineData("background_checks/orders", "package", "No background check package has the id in package.id.")]
    [InlineData("background_checks/orders", "application", "No application has the id in application.id.")]
    public async Task Order_UnknownId_IsRejectedUnlessTheOptionAllowsIt(string path, string member, string message)
    {
        string order = $$$"""{"{{{member}}}":{"id":"theirs"}}""";
        using HttpClient http = _sandbox.Http();
        using HttpResponseMessage rejected = await http.SendAsync("POST", path, order);
        await rejected.AssertErrorAsync(400, message);

        await using var tolerant = StackOneSandbox.Start(new StackOneSandboxOptions { AcceptUnknownIds = true });
        using HttpClient other = tolerant.Http();
        Assert.True(Guid.TryParse(await other.CreateAsync(path, order), out _));
    }

    [Theory]
    [InlineData("assessments/orders", false)]
    [InlineData("background_checks/orders", true)]
    public async Task Results_Sent_AreThereInTheirOrder(string path, bool isCheck)
    {
        await using var sandbox = StackOneSandbox.Start();
        using HttpClient http = sandbox.Http();
        string order = await http.CreateAsync(path, "{}");

        await http.UpdateAsync($"{path}/{order}/result", """{"result":{"value":"in_progress"}}""");
        await http.UpdateAsync($"{path}/{order}/result", """{"result":{"value":"passed"},"summary":"private"}""");

        Assert.Equal([false, true], sandbox.Results.Select(result => result.IsFinal));
        SandboxResult last = sandbox.Results[1];
        Assert.Equal((order, "account-1"), (last.OrderId, last.AccountId));
        Assert.Equal(ResultStatusValue.Passed, last.Status);
        Assert.Equal("private", isCheck ? last.BackgroundCheck!.Summary : last.Assessment!.Summary);
        Assert.Equal(isCheck, last.Assessment is null);
        Assert.DoesNotContain("private", last.ToString(), StringComparison.Ordinal);
        Assert.Equal(isCheck ? 1 : 0, sandbox.BackgroundCheckOrders.Count);
        Assert.Equal(isCheck ? 0 : 1, sandbox.Orders.Count);
    }
}
