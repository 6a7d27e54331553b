using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace StackOne.Ats.Sandbox.Tests;

public sealed class ToolTests
{
    [Theory]
    [InlineData("--port x", "x")]
    [InlineData("--webhook nope --secret s", "'nope' is not an http or https address.")]
    [InlineData("--webhook ftp://example.com --secret s", "is not an http or https address.")]
    [InlineData("--webhook http://localhost:1", "--webhook requires --secret: StackOne signs all events.")]
    [InlineData("--secret s", "--secret signs events and requires --webhook.")]
    [InlineData("--packages nope", "'nope' is not an http or https address.")]
    [InlineData("--address nope", "'nope' is not an IP address.")]
    [InlineData("--nope", "--nope")]
    [InlineData("--port 70000", "Port")]
    [InlineData("--key a:b", "The key must be visible ASCII")]
    [InlineData("--requests-per-minute 0", "RequestsPerMinute")]
    public async Task Run_InvalidArguments_SaysWhatIsWrong(string arguments, string message)
    {
        (int code, _, string error) = await Tool.RunAsync(arguments.Split(' '));

        Assert.Equal(1, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Help_ListsTheOptions()
    {
        (int code, string output, _) = await Tool.RunAsync("--help");

        Assert.Equal(0, code);
        Assert.All(
            ["--port", "--address", "--key", "--webhook", "--secret", "--packages", "--package-secret", "--package-key", "--requests-per-minute"],
            option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_PortInUse_IsAnError()
    {
        await using Tool tool = await Tool.StartAsync();

        (int code, _, string error) = await Tool.RunAsync("--port", $"{tool.Address.Port}");

        Assert.Equal(1, code);
        Assert.Contains("address already in use", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Run_Stopped_EndsWithoutAnError(string signal)
    {
        await using Tool tool = await Tool.StartAsync("--key", "mine");
        using var http = new HttpClient { BaseAddress = tool.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("mine:")));
        http.DefaultRequestHeaders.Add("x-account-id", "account-1");

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("unified/ats/jobs/job-1", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(0, await tool.StopAsync(signal));
    }

    /// <summary>Nothing that a developer browses can order, reset or read here.</summary>
    [Theory]
    [InlineData("POST", "/page/order")]
    [InlineData("POST", "/page/reset")]
    [InlineData("POST", "/page/packages")]
    public async Task Page_RequestOfAnotherPage_IsNotAnswered(string method, string path)
    {
        await using Tool tool = await Tool.StartAsync();
        using var http = new HttpClient { BaseAddress = tool.Address };

        using HttpResponseMessage response = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken);
        using HttpResponseMessage preflight = await http.SendAsync(new HttpRequestMessage(HttpMethod.Options, path), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Empty((await http.GetStringAsync("/page/state", TestContext.Current.CancellationToken)).Split("\"orders\":[]")[1].Split("status").Skip(1));
    }
}
