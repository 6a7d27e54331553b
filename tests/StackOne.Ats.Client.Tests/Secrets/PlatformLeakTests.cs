using System.Diagnostics;
using System.Net;
using System.Reflection;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Diagnostics;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Secrets;

/// <summary>Credentials, tokens and links of accounts and connect sessions go through the calls, and are looked for in all that is shown of them.</summary>
[Collection(nameof(TelemetryTests))]
public class PlatformLeakTests
{
    private const string Mark = "canary";

    private static readonly LinkedAccountUpdateRequest Update = new()
    {
        Credentials = new() { ["canary"] = "canary" },
        Secrets = new() { ["canary"] = "canary" },
        SetupInformation = new() { ["canary"] = "canary" },
    };

    private static readonly ConnectSessionAuthenticateRequest Token = new() { Token = "canary" };

    private static readonly Dictionary<string, Func<StackOneAtsClient, Task<object>>> Calls = new()
    {
        ["list"] = async client => await client.Accounts.ListAsync(new() { OriginOwnerIds = ["canary"] }).AsPages().ReadAllAsync(),
        ["get"] = async client => await client.Accounts.GetAsync("acc_9"),
        ["update"] = async client => await client.Accounts.UpdateAsync("acc_9", Update),
        ["delete"] = async client => await client.Accounts.DeleteAsync("acc_9"),
        ["create"] = async client => await client.ConnectSessions.CreateAsync(new() { OriginOwnerId = "canary", Metadata = new() { ["canary"] = 1 } }),
        ["get session"] = async client => await client.ConnectSessions.GetAsync(1),
        ["authenticate"] = async client => await client.ConnectSessions.AuthenticateAsync(Token),
    };

    /// <summary>All secrets of a response, in members and where they do not fit.</summary>
    private static readonly string[] Bodies =
    [
        """
        {"id":1,"token":"canary","auth_link_url":"https://canary/","external_trigger_token":"canary","credentials":{"canary":"canary"},
        "setup_information":{"canary":"canary"},"canary":"canary","oauth_error_description":"canary"}
        """,
        """{"id":["canary"],"token":["canary"],"auth_link_url":{"canary":1},"external_trigger_token":["canary"],"credentials":"canary","created_at":"canary"}""",
        """["canary"]""",
        "canary",
        """{"statusCode":412,"message":"canary","errorCode":"canary","token":"canary"}""",
    ];

    public static TheoryData<string> Names { get; } = [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_SecretsInRequestAndResponse_AreNotShown(string name)
    {
        using var ears = new Ears();
        foreach (HttpStatusCode status in (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Conflict, HttpStatusCode.BadGateway])
        {
            foreach (string body in Bodies)
            {
                var harness = new Harness();
                harness.Options.Retry.MaxRetries = 0;
                harness.Stub.Answer(status, body).Answer(status, "[]");
                var shown = new List<string>();
                try
                {
                    object result = await harness.RunAsync(() => Calls[name](harness.Client.OnResponse(info => shown.Add(info.ToString()))));
                    shown.AddRange(ShownOf(result));
                }
                catch (StackOneException exception)
                {
                    shown.AddRange(Ears.Of(exception));
                    shown.Add($"{(exception as StackOneApiException)?.Error} {(exception as StackOneApiException)?.Error?.Data}");
                }

                shown.AddRange(ears.TakeAll());
                shown.AddRange(harness.Logger.Collector.GetSnapshot().Select(record => $"{record.Message} {string.Join(' ', record.StructuredState ?? [])}"));
                shown.AddRange([Update.ToString(), Token.ToString()]);
                Assert.True(shown.Count > 4);
                Assert.All(shown, text => Assert.DoesNotContain(Mark, text, StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    public static TheoryData<string> Unwritable { get; } = ["update", "authenticate"];

    [Theory]
    [MemberData(nameof(Unwritable))]
    public async Task Call_SecretThatCannotBeSent_IsNotShown(string name)
    {
        StackOneAtsClient client = new Harness().Client;
        Task Call() => name == "update"
            ? client.Accounts.UpdateAsync("acc_9", new() { Secrets = new() { ["canary"] = "canary\ud800" }, Credentials = new() { ["canary"] = double.NaN } })
            : client.ConnectSessions.AuthenticateAsync(new() { Token = "canary\ud800" });

        var failure = await Assert.ThrowsAsync<ArgumentException>(Call);

        Assert.All(Ears.Of(failure), text => Assert.DoesNotContain(Mark, text, StringComparison.Ordinal));
    }

    /// <summary>What a log prints of the result, and what a debugger shows of it without being asked to open it.</summary>
    private static IEnumerable<string> ShownOf(object result)
    {
        object[] all = result is IEnumerable<StackOnePage<LinkedAccount>> pages ? [.. pages, .. pages.SelectMany(page => page.Items)] : [result];
        foreach (object one in all)
        {
            yield return one.ToString()!;
            string display = one.GetType().GetCustomAttribute<DebuggerDisplayAttribute>()?.Value ?? "";
            Assert.DoesNotMatch("(?i)token|link_?url|credential|secret", display);
            yield return display;
        }
    }
}
