using System.Net;
using System.Text.Json;

namespace StackOne.Ats.Client.Testing.Tests;

public sealed class SandboxChecksTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly StackOneSandbox _sandbox = fixture.Sandbox;

    [Theory]
    [InlineData("", "The body is not JSON.")]
    [InlineData("nonsense", "The body is not JSON.")]
    [InlineData("""{"id":"1""", "The body is not JSON.")]
    [InlineData("""{"id":"1"} trailing""", "The body is not JSON.")]
    [InlineData("null", "The body does not have the type in the contract.")]
    [InlineData("[]", "The body does not have the type in the contract.")]
    [InlineData("\"text\"", "The body does not have the type in the contract.")]
    [InlineData("""{"id":1}""", "id does not have the type in the contract.")]
    [InlineData("""{"results_update_url":true}""", "results_update_url does not have the type in the contract.")]
    [InlineData("""{"passthrough":[]}""", "passthrough does not have the type in the contract.")]
    [InlineData("""{"passthrough":"text"}""", "passthrough does not have the type in the contract.")]
    [InlineData("""{"package":"text"}""", "package does not have the type in the contract.")]
    [InlineData("""{"package":{"name":{}}}""", "package.name does not have the type in the contract.")]
    [InlineData(
        """{"application":{"application_status":"hired"}}""",
        "application.application_status does not have the type in the contract.")]
    [InlineData(
        """{"application":{"application_status":{"value":5}}}""",
        "application.application_status.value does not have the type in the contract.")]
    [InlineData(
        """{"application":{"application_status":{"value":"hire"}}}""",
        "application.application_status.value is not a value of the contract.")]
    [InlineData("""{"job":{"hiring_team":{}}}""", "job.hiring_team does not have the type in the contract.")]
    [InlineData("""{"job":{"hiring_team":[{},{"role":7}]}}""", "job.hiring_team[1].role does not have the type in the contract.")]
    [InlineData(
        """{"candidate":{"emails":[{"value":["a@example.com"]}]}}""",
        "candidate.emails[0].value does not have the type in the contract.")]
    [InlineData("""{"requester":{"email":12}}""", "requester.email does not have the type in the contract.")]
    public async Task Order_BodyBreaksContract_SaysWhichMemberWith400(string json, string message)
    {
        using HttpClient http = _sandbox.Http();

        using HttpResponseMessage response = await http.OrderAsync(json);

        await AssertErrorAsync(HttpStatusCode.BadRequest, message, response);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":null,"package":null,"candidate":{"emails":null},"passthrough":null}""")]
    [InlineData("""{"errand":{"deeply":["unknown",1]},"candidate":{"shoe_size":43}}""")]
    [InlineData("""{"passthrough":{"anything":[1,{"goes":null}]}}""")]
    [InlineData("""{"application":{"application_status":{"value":"unmapped_value","source_value":{"any":1.5}}}}""")]
    [InlineData("""{"application":{"application_status":{"value":null,"source_value":[true]}}}""")]
    public async Task Order_BodyKeepsToContract_IsTaken(string json)
    {
        using HttpClient http = _sandbox.Http();

        using HttpResponseMessage response = await http.OrderAsync(json);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic not-base64")]
    [InlineData("Basic b3RoZXIta2V5Og==")]
    [InlineData("Bearer c2FuZGJveC1rZXk6")]
    [InlineData("sandbox-key")]
    public async Task Order_WithoutTheKey_Is401(string? authorization)
    {
        using HttpClient http = _sandbox.Http();
        http.DefaultRequestHeaders.Authorization = null;
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        using HttpResponseMessage response = await http.OrderAsync("{}");

        await AssertErrorAsync(HttpStatusCode.Unauthorized, "Unauthorized", response);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Order_WithoutAccount_Is400(string? accountId)
    {
        using HttpClient http = _sandbox.Http();
        http.DefaultRequestHeaders.Remove("x-account-id");
        if (accountId is not null)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation("x-account-id", accountId);
        }

        using HttpResponseMessage response = await http.OrderAsync("{}");

        await AssertErrorAsync(HttpStatusCode.BadRequest, "The x-account-id header is missing or blank.", response);
    }

    [Theory]
    [InlineData("POST", "")]
    [InlineData("POST", "unified/ats/assessments/order")]
    [InlineData("POST", "UNIFIED/ats/assessments/orders")]
    [InlineData("POST", "unified/ats/assessments/orders/1")]
    [InlineData("GET", "unified/ats/assessments/orders")]
    [InlineData("DELETE", "unified/ats/assessments/orders")]
    public async Task Request_ToAnythingElse_Is404(string method, string path)
    {
        using HttpClient http = _sandbox.Http();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        await AssertErrorAsync(HttpStatusCode.NotFound, "Not Found", response);
    }

    private static async Task AssertErrorAsync(HttpStatusCode status, string message, HttpResponseMessage response)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using JsonDocument body = JsonDocument.Parse(text);
        Assert.Equal((int)status, body.RootElement.GetProperty("statusCode").GetInt32());
        Assert.Equal(message, body.RootElement.GetProperty("message").GetString());
        DateTimeOffset timestamp = body.RootElement.GetProperty("timestamp").GetDateTimeOffset();
        Assert.InRange(timestamp, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
    }
}

/// <summary>One sandbox for tests that do not script it.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    public StackOneSandbox Sandbox { get; } = StackOneSandbox.Start();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
}
