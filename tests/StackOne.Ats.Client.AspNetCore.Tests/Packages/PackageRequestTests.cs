using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using StackOne.Ats.Client.AspNetCore.Tests.Support;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Packages;

public class PackageRequestTests
{
    private PackageListRequest? _received;

    /// <summary>A body, the account, the provider and the job of the request; and the status where it is refused.</summary>
    public static TheoryData<string, string?, string?, string?, int> Bodies { get; } = new()
    {
        { Requests.Asked, "46009900", "greenhouse", null, 200 },
        { "{\"account_id\":\"1\",\"provider\":\"lever\",\"job_id\":\"j1\"}", "1", "lever", "j1", 200 },
        { "{\"account_id\":46009900,\"job_id\":7}", "46009900", null, "7", 200 },
        { "{\"account_id\":12345678901234567890123}", "12345678901234567890123", null, null, 200 },
        { "{\"account_id\":null,\"provider\":true,\"job_id\":{}}", null, null, null, 200 },
        { "{}", null, null, null, 200 },
        { "\uFEFF{\"account_id\":\"1\"}", "1", null, null, 200 },
        { "{\"account_id\":\"\\u00e9\"}", "é", null, null, 200 },
        { "", null, null, null, 400 },
        { "[]", null, null, null, 400 },
        { "\"text\"", null, null, null, 400 },
        { "null", null, null, null, 400 },
        { "{\"account_id\":\"1\"", null, null, null, 400 },
        { "{\"account_id\":\"1\",\"account_id\":\"2\"}", null, null, null, 400 },
        { "{\"account_id\":\"\\ud800\"}", null, null, null, 400 },
        { "{\"x\":{\"\\ud800\":1}}", null, null, null, 400 },
        { "{\"x\":[{\"a\":1,\"a\":2}]}", null, null, null, 400 },
        { "{\"a\":" + new string('[', 100) + new string(']', 100) + "}", null, null, null, 400 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_OfARequest_IsReadAsFarAsItCanBe(string body, string? account, string? provider, string? job, int status)
    {
        await using App app = await StartAsync();

        using HttpResponseMessage answer = await app.PostAsync(App.Packages, body);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal((account, provider, job), (_received?.AccountId, _received?.Provider, _received?.JobId));
        Assert.Equal(status != 200, _received is null);
        Assert.Empty(app.Errors);
    }

    [Fact]
    public async Task Members_ThatAreNotKnown_AreInTheJson()
    {
        await using App app = await StartAsync();

        using HttpResponseMessage answer = await app.PostAsync(App.Packages, "{\"account_id\":1,\"region\":\"eu\"}");

        Assert.Equal("{\"account_id\":1,\"region\":\"eu\"}", _received!.Json!.ToJsonString());
        Assert.Equal("PackageListRequest", _received.ToString());
    }

    [Theory]
    [InlineData(null, 200)]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("application/vnd.api+json", 200)]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("not a content type", 415)]
    public async Task ContentType_OtherThanJson_Is415(string? contentType, int status)
    {
        await using App app = await StartAsync();
        byte[] body = Encoding.UTF8.GetBytes(Requests.Asked);

        using HttpResponseMessage answer = await app.PostAsync(App.Packages, body, Requests.Sign(body), request =>
        {
            request.Content!.Headers.ContentType = null;
            _ = contentType is null || request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        });

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200, _received is not null);
    }

    [Fact]
    public async Task Failure_OfARequestThatNobodyVerified_LogsNothingOfIt()
    {
        await using App app = await App.StartAsync(
            application => application.MapStackOneAssessmentPackages(
                App.Packages,
                AssessmentPackage[] (PackageListRequest request) => throw new InvalidOperationException()),
            configure: options =>
            {
                options.PackageSecrets = [];
                options.AllowAnonymousPackages();
            });

        Assert.Equal(500, await app.PostAsync(App.Packages, "{\"account_id\":\"1\\r\\nfail: forged\"}").StatusAsync());

        Assert.DoesNotContain("forged", Assert.Single(app.Errors).Message, StringComparison.Ordinal);
    }

    /// <summary>The answer, byte for byte.</summary>
    public static TheoryData<AssessmentPackage[], string> Answers { get; } = new()
    {
        { [], "{\"data\":[]}" },
        { [new()], "{\"data\":[{}]}" },
        { [new() { Id = "1", Name = "SQL", Description = "é" }], "{\"data\":[{\"id\":\"1\",\"name\":\"SQL\",\"description\":\"\\u00E9\"}]}" },
        {
            [
                new() { Id = "1", AdditionalProperties = new Dictionary<string, JsonElement> { ["level"] = JsonSerializer.SerializeToElement(3) } },
                new() { Id = "2" },
            ],
            "{\"data\":[{\"id\":\"1\",\"level\":3},{\"id\":\"2\"}]}"
        },
    };

    [Theory]
    [MemberData(nameof(Answers), DisableDiscoveryEnumeration = true)]
    public async Task Answer_OfPackages_IsTheListOfTheApi(AssessmentPackage[] packages, string expected)
    {
        await using App app = await StartAsync(packages);

        using HttpResponseMessage answer = await app.PostAsync(App.Packages, Requests.Asked);

        Assert.Equal(expected, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(expected.Length, answer.Content.Headers.ContentLength);
    }

    private Task<App> StartAsync(AssessmentPackage[]? packages = null) => App.StartAsync(
        application => application.MapStackOneAssessmentPackages(App.Packages, (PackageListRequest request, Inbox inbox) =>
        {
            _received = request;
            return packages ?? [];
        }));
}
