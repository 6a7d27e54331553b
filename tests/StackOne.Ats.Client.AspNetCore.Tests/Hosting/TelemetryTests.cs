using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using StackOne.Ats.Client.AspNetCore.Tests.Support;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Hosting;

/// <summary>The meter is one for the process, and other tests use it: each test here has tags or an account of its own.</summary>
public sealed class TelemetryTests : IDisposable
{
    /// <summary>Text that must be nowhere but in the requests.</summary>
    private const string Private = "private-9f2c";

    /// <summary>What belongs to a test: the flow of its own requests goes through its server, and the listener sees those of all.</summary>
    private readonly string _account = Guid.NewGuid().ToString("N");

    private readonly ConcurrentQueue<string> _measurements = [];
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;

    public TelemetryTests()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "stackone.ats.webhook.requests")
            {
                Assert.Equal(("StackOne.Ats.Client", "{request}"), (instrument.Meter.Name, instrument.Unit));
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((_, value, tags, _) => _measurements.Enqueue(
            $"{value} {string.Join(' ', tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"))}"));
        _meters.Start();
        _activities = new()
        {
            ShouldListenTo = source => source.Name == "StackOne.Ats.Client",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("stackone.account.id") as string == _account)
                {
                    _spans.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_activities);
    }

    /// <summary>The name of an event, and that in the span and the counter.</summary>
    [Theory]
    [InlineData("ats_assessments.created", "ats_assessments.created")]
    [InlineData("background_check_order.created", "background_check_order.created")]
    [InlineData("account.expired", "account.expired")]
    [InlineData("request.failed", "request.failed")]
    [InlineData("ats_jobs.created.again", "_OTHER")]
    [InlineData("ats_jobs.private-9f2c", "_OTHER")]
    [InlineData("account.private-9f2c.created", "_OTHER")]
    [InlineData("hris_employees.created", "_OTHER")]
    [InlineData("private-9f2c.created", "_OTHER")]
    [InlineData("", "_OTHER")]
    public async Task Name_OfAnEvent_IsOneOfFew(string name, string tag)
    {
        await using App app = await StartAsync();

        Assert.Equal(200, await app.PostAsync(App.Events, $"{{\"event\":\"{name}\",\"account_id\":\"{_account}\"}}").StatusAsync());

        Activity span = Assert.Single(_spans);
        Assert.Equal(($"handle {tag}", ActivityKind.Internal), (span.DisplayName, span.Kind));
        Assert.Equal([("stackone.account.id", _account), ("stackone.event", tag)], Tags(span));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Contains($"1 stackone.event={tag} stackone.result=Handled", _measurements);
        Assert.DoesNotContain(_measurements, measurement => measurement.Contains(Private, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failure_OfAHandler_IsInSpanAndCounter()
    {
        await using App app = await StartAsync();

        Assert.Equal(500, await app.PostAsync(App.Events, $"{{\"event\":\"account.error\",\"account_id\":\"{_account}\"}}").StatusAsync());

        Activity span = Assert.Single(_spans);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Contains(("error.type", "System.InvalidOperationException"), Tags(span));
        Assert.Contains("1 stackone.event=account.error stackone.result=Failed", _measurements);
    }

    [Fact]
    public async Task Event_WithoutAHandler_IsCountedAsThat()
    {
        await using App app = await App.StartAsync(application => application.MapStackOneWebhooks(
            App.Events,
            (AccountEvent received, CancellationToken cancellationToken) => Task.CompletedTask));

        Assert.Equal(200, await app.PostAsync(App.Events, Requests.Named("ats_lists.deleted")).StatusAsync());

        Assert.Contains("1 stackone.event=ats_lists.deleted stackone.result=Unhandled", _measurements);
        Assert.Contains(app.Logs.GetSnapshot(), record => record.Id.Id == 21 && record.Message.Contains("Unhandled", StringComparison.Ordinal));
    }

    /// <summary>A delegate whose parameters are looked up at run time.</summary>
    [Theory]
    [InlineData("account.deleted", "Handled")]
    [InlineData("ats_users.deleted", "Unhandled")]
    public async Task Event_ForAnyDelegate_IsCountedAsHandledIfItTakesTheType(string name, string result)
    {
        await using App app = await App.StartAsync(application => application.MapStackOneWebhooks(
            App.Events,
            (AccountEvent received, Inbox inbox, TimeProvider time, CancellationToken cancellationToken) => Task.CompletedTask));

        Assert.Equal(200, await app.PostAsync(App.Events, Requests.Named(name)).StatusAsync());

        Assert.Contains(app.Logs.GetSnapshot(), record => record.Id.Id == 21 && record.Message.Contains($" {result}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Requests_OfAllKinds_AreCountedByResult()
    {
        await using App app = await StartAsync();
        byte[] body = "{}"u8.ToArray();

        await app.PostAsync(App.Events, body, null).StatusAsync();
        await app.PostAsync(App.Events, body, "wrong").StatusAsync();
        await app.PostAsync(App.Events, "[]").StatusAsync();
        await app.PostAsync(App.Events, new byte[2 << 20], Requests.Sign(body)).StatusAsync();
        await app.PostAsync(App.Packages, body, Requests.Sign(body)).StatusAsync();
        (await app.PostAsync(App.Packages, "{\"account_id\":\"1\"}")).Dispose();
        await app.PostAsync(App.Packages, body, Requests.Sign(body), request => request.Content!.Headers.ContentType = new("text/plain"))
            .StatusAsync();

        string[] results = ["MissingSignature", "WrongSignature", "NotAnEvent", "TooLarge", "PackagesFailed", "PackagesListed", "NotJson"];
        Assert.All(results, result => Assert.Contains($"1 stackone.result={result}", _measurements));
    }

    /// <summary>Bodies, headers and secrets with a text in all their parts.</summary>
    [Fact]
    public async Task Logs_SpansAndMetrics_HaveNothingOfRequestsAndSecrets()
    {
        await using App app = await StartAsync(options =>
        {
            options.Secrets = [Private];
            options.PackageKeys = [Private];
        });
        string[] bodies =
        [
            Requests.Order.Replace("46009900", _account, StringComparison.Ordinal)
                .Replace("\"ord-1\",\"package\"", $"\"{Private}\",\"package\"", StringComparison.Ordinal)
                .Replace("ada@", $"{Private}@", StringComparison.Ordinal),
            $"{{\"event\":\"account.error\",\"account_id\":\"{_account}\",\"provider\":\"{Private}\"}}",
            $"{{\"provider\":\"{Private}\",\"account_id\":\"{_account}\"}}",
            $"[\"{Private}\"]",
            $"{Private}",
        ];
        foreach (byte[] body in bodies.Select(Encoding.UTF8.GetBytes))
        {
            foreach (string path in new[] { App.Events, App.Packages })
            {
                foreach (string? secret in new[] { Private, App.Secret, null })
                {
                    using HttpResponseMessage answer = await app.PostAsync(
                        path,
                        body,
                        secret is null ? Private : StackOneWebhookReader.ComputeSignature(body, secret),
                        request =>
                        {
                            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Private)));
                            request.Headers.Add("X-Private", Private);
                        });
                }
            }
        }

        string[] logs = [.. app.Logs.GetSnapshot().Where(record => record.Category!.StartsWith("StackOne", StringComparison.Ordinal)).Select(record =>
            $"{record.Message} {record.Exception} {string.Join(' ', record.StructuredState ?? [])}")];
        Assert.NotEmpty(logs);
        Assert.NotEmpty(_spans);
        string[] all =
        [
            .. logs,
            .. _measurements,
            .. _spans.Select(span => $"{span.DisplayName} {string.Join(' ', Tags(span))} {span.StatusDescription} {string.Join(' ', span.Events)}"),
        ];
        Assert.All(all, text =>
        {
            Assert.DoesNotContain(Private, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Private)), text, StringComparison.Ordinal);
            Assert.DoesNotContain(App.Secret, text, StringComparison.Ordinal);
        });
    }

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    private static (string, string?)[] Tags(Activity span) =>
        [.. span.TagObjects.Select(tag => (tag.Key, tag.Value?.ToString())).OrderBy(tag => tag.Key, StringComparer.Ordinal)];

    private static Task<App> StartAsync(Action<StackOneWebhooksOptions>? configure = null) => App.StartAsync(
        application =>
        {
            application.MapStackOneWebhooks(App.Events, (StackOneEvent received, Inbox inbox, CancellationToken cancellationToken) =>
                received.Name == EventNameValue.AccountError ? throw new InvalidOperationException("handler failed") : inbox.StoreAsync(received));
            application.MapStackOneAssessmentPackages(App.Packages, (PackageListRequest request) =>
                request.AccountId == "1" ? new List<AssessmentPackage>() : throw new InvalidOperationException("handler failed"));
        },
        configure: configure);
}
