using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Diagnostics;
using StackOne.Ats.Client.Tests.Support;
using static StackOne.Ats.Client.Tests.Support.ScriptedStream;

namespace StackOne.Ats.Client.Tests.Secrets;

/// <summary>
/// Marked secrets go through every path of a call, and are looked for in everything that leaves it but the members that are meant to hold
/// them. The environment variable CANARY_RUNS makes it more than a few thousand runs. What real sockets say is
/// <see cref="SocketLeakTests"/>'s.
/// </summary>
[Collection(nameof(TelemetryTests))]
public class LeakTests
{
    private const string Mark = "canary";
    private const string Key = "sk_" + Mark + "_key";
    private const string Body = "\"message\":\"canary body\",\"canary_member\":\"canary\"";

    private static readonly string[] Marks = [Mark, Convert.ToBase64String(Encoding.ASCII.GetBytes(Key + ":"))];

    private static readonly AssessmentOrderRequest Order = new()
    {
        Id = "canary id",
        Candidate = new() { FirstName = "canary", Emails = [new() { Value = "canary@example.com" }] },
        Passthrough = new JsonObject { ["canary"] = "canary" },
    };

    private static readonly Action<Harness, CancellationTokenSource>[] Paths =
    [
        (harness, _) => harness.Stub.Answer(HttpStatusCode.OK, $$"""{"id":"o1",{{Body}}}""", ("X-Canary", "canary")),
        .. ((int[])[302, 400, 401, 403, 404, 408, 409, 412, 418, 422, 429, 500, 501, 502, 503]).Select(
            status => (Action<Harness, CancellationTokenSource>)((harness, _) => harness.Stub.Answer(
                (HttpStatusCode)status, $$"""{{{Body}},"provider_errors":[{"raw":"canary","url":"canary"}]}""", ("X-Canary", "canary"), ("Retry-After", "canary")))),
        (harness, _) => harness.Stub.Answer(HttpStatusCode.Conflict, "<html>canary"),
        (harness, _) => harness.Stub.Answer(HttpStatusCode.OK, $$"""{"statusCode":412,{{Body}}}"""),
        (harness, _) => harness.Stub.Answer(HttpStatusCode.OK, """{"id":{"canary":1}}"""),
        (harness, _) => harness.Stub.Answer(HttpStatusCode.OK, "canary"),
        (harness, _) => harness.Stub.Answer(HttpStatusCode.OK, new string('x', 2000) + "canary"),
        (harness, _) => harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream([Text("{canary"), Stall()]))),
        (harness, _) => harness.Stub.Answer(_ => StubHandler.Streaming(
            new ScriptedStream([Text("canary"), Fail(new HttpIOException(HttpRequestError.InvalidResponse, "Bad chunk: canary"))]))),
        (harness, _) => harness.Stub.Hang(),
        (harness, _) => harness.Stub.FailToConnect(),
        (harness, _) => harness.Stub.Fail(() => new HttpRequestException("reset", new IOException("reset"))),
        (harness, _) => harness.Stub.Fail(() => new HttpRequestException(HttpRequestError.InvalidResponse, "Invalid header line: canary")),
        (harness, source) => harness.Stub.Then((_, token) =>
        {
            source.Cancel();
            return Never.ComesAsync<HttpResponseMessage>(token);
        }),
        // A limit or the caller is first, and the server's junk comes all the same.
        (harness, source) => harness.Stub.Then((_, _) =>
        {
            source.Cancel();
            throw new TaskCanceledException("cancelled", Junk);
        }),
        (harness, _) => harness.Stub.Then((_, _) =>
        {
            harness.Time.Advance(harness.Options.AttemptTimeout);
            throw new TaskCanceledException("cancelled", Junk);
        }),
        (harness, _) => harness.Stub.Fail(() => new HttpRequestException(HttpRequestError.ProxyTunnelError, "The proxy http://user:canary@proxy refused")),
        (harness, _) => Provide(harness, "canary:\n"),
        (harness, _) => Provide(harness, Key),
    ];

    private static HttpRequestException Junk => new(HttpRequestError.InvalidResponse, "Invalid header line: canary");

    private static void Provide(Harness harness, string key) => (harness.Options.ApiKey, harness.Options.ApiKeyProvider) = (null, _ => new(key));

    [Fact]
    public async Task Order_EveryPath_NothingOfTheSecretsIsShown()
    {
        int runs = int.Parse(Environment.GetEnvironmentVariable("CANARY_RUNS") ?? "2000", CultureInfo.InvariantCulture);
        using var ears = new Ears();
        int failures = 0;
        for (int run = 0; run < runs; run++)
        {
            var harness = new Harness();
            harness.Options.ApiKey = Key;
            harness.Options.MaxResponseBytes = 1000;
            harness.Options.Heartbeat = run % 2 == 0;
            harness.Options.Retry.MaxRetries = run % 3;
            using var source = new CancellationTokenSource();
            for (int i = 0; i < 3; i++)
            {
                Paths[(run + (i * run / Paths.Length)) % Paths.Length](harness, source);
            }

            var shown = new List<string>();
            try
            {
                AssessmentOrderResult result = await harness.RunAsync(() => harness.Client
                    .OnResponse(info => shown.Add(info.ToString()))
                    .Assessments.OrderAsync(Order, source.Token));
                shown.Add(result.ToString());
            }
            catch (Exception exception) when (exception is StackOneException or OperationCanceledException)
            {
                failures++;
                shown.AddRange(Ears.Of(exception));
                shown.Add($"{(exception as StackOneApiException)?.Error}");
                shown.AddRange((exception as StackOneApiException)?.Error?.ProviderErrors.Select(error => error.ToString()!) ?? []);
            }

            shown.AddRange(harness.Logger.Collector.GetSnapshot().Select(record =>
                $"{record} {record.Message} {string.Join(' ', record.StructuredState ?? [])}"));
            shown.AddRange(ears.TakeAll());
            shown.Add($"{harness.Client} {harness.Options} {harness.Client.Assessments} {Order} {Order.Candidate} {Order.Candidate!.Emails![0]}");
            Assert.NotEmpty(shown);
            string? leak = shown.FirstOrDefault(text => Marks.Any(mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase)));
            Assert.True(leak is null, $"Run {run}: {leak}");
        }

        Assert.InRange(failures, runs / 2, runs - 1);
    }

    public static IEnumerable<TheoryDataRow<AssessmentOrderRequest>> Unwritable { get; } =
    [
        new(new() { Id = "canary\ud800", Candidate = new() { FirstName = "canary" } }),
        new(new() { Passthrough = new JsonObject { ["canary"] = double.NaN } }),
        new(new() { Passthrough = new JsonObject { ["canary"] = "canary\ud800" } }),
        new(new() { Passthrough = new JsonObject { ["canary\ud800"] = "canary" } }),
        new(new() { AdditionalProperties = new Dictionary<string, JsonElement> { ["canary"] = default } }),
        new(new()
        {
            Id = "canary",
            AdditionalProperties = new Dictionary<string, JsonElement> { ["canary"] = default, ["id"] = JsonSerializer.SerializeToElement("canary") },
        }),
    ];

    [Theory]
    [MemberData(nameof(Unwritable), DisableDiscoveryEnumeration = true)]
    public async Task Order_RequestThatJsonCannotHold_IsNotShown(AssessmentOrderRequest request)
    {
        var harness = new Harness();

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.Assessments.OrderAsync(request));

        Assert.All(Ears.Of(failure), text => Assert.DoesNotContain(Mark, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Options_WrittenAsJson_HoldNoKey()
    {
        var options = new StackOneAtsClientOptions { ApiKey = Key };

        string json = JsonSerializer.Serialize(options);

        Assert.Contains(nameof(options.BaseAddress), json, StringComparison.Ordinal);
        Assert.DoesNotContain(Mark, json, StringComparison.Ordinal);
        Assert.DoesNotContain(Mark, JsonSerializer.Serialize(options.Retry), StringComparison.Ordinal);
    }

    /// <summary>No type of the library shows more of itself to a debugger than its ToString, and the key is not shown at all.</summary>
    [Fact]
    public void Types_InADebugger_ShowNothingOfTheirOwn()
    {
        Assert.All(
            typeof(StackOneAtsClient).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("StackOne", StringComparison.Ordinal) == true),
            type => Assert.All(
                type.GetCustomAttributes<System.Diagnostics.DebuggerDisplayAttribute>(inherit: false),
                display => Assert.Matches(
                    @"^(\w+ \{(Id|AccountId),nq\}|\w+Event \{Name\}|\{Items\.Count\} items, NextCursor = \{NextCursor\})$",
                    display.Value)));
        Assert.Equal(
            System.Diagnostics.DebuggerBrowsableState.Never,
            typeof(StackOneAtsClientOptions).GetProperty(nameof(StackOneAtsClientOptions.ApiKey))!
                .GetCustomAttribute<System.Diagnostics.DebuggerBrowsableAttribute>()?.State);
    }
}
