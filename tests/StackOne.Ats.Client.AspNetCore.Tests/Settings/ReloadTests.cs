using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client.AspNetCore.Settings;
using StackOne.Ats.Client.AspNetCore.Tests.Support;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Settings;

public class ReloadTests
{
    private static readonly byte[] Body = "{}"u8.ToArray();

    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create("Secrets:0", (string?)"first"), KeyValuePair.Create("PackageKeys:0", (string?)"first")])
        .Build();

    [Fact]
    public async Task Secret_Rotated_TakesEffectWithoutARestart()
    {
        await using App app = await StartAsync();
        Assert.Equal((200, 401), (await PostAsync(app, "first"), await PostAsync(app, "second")));

        Change("Secrets:1", "second");
        Assert.Equal((200, 200), (await PostAsync(app, "first"), await PostAsync(app, "second")));

        Change("Secrets:0", "second");
        Assert.Equal((401, 200), (await PostAsync(app, "first"), await PostAsync(app, "second")));
    }

    [Fact]
    public async Task Key_OfPackages_TakesEffectWithoutARestart()
    {
        await using App app = await StartAsync();
        Assert.Equal((200, 401), (await PostKeyAsync(app, "first"), await PostKeyAsync(app, "second")));

        Change("PackageKeys:0", "second");

        Assert.Equal((401, 200), (await PostKeyAsync(app, "first"), await PostKeyAsync(app, "second")));
    }

    [Theory]
    [InlineData("Secrets:0", "")]
    [InlineData("MaxRequestBytes", "private")]
    [InlineData("HandlerTimeout", "-00:00:01")]
    [InlineData("Throw", "true")]
    public async Task Change_ThatIsInvalid_IsLoggedOnceAndTheOptionsBeforeItStay(string key, string value)
    {
        await using App app = await StartAsync();
        Assert.Equal(200, await PostAsync(app, "first"));

        // A delegate of the application that throws does so on the thread that changes the configuration, too.
        Record.Exception(() => Change(key, value));
        Assert.Equal(200, await PostAsync(app, "first"));
        Assert.Equal(200, await PostAsync(app, "first"));

        FakeLogRecord record = Assert.Single(app.Errors, record => record.Id.Id == 25);
        Assert.Equal("A change of the options is invalid, and the options before it stay in use", record.Message);
        Assert.DoesNotContain("private", record.Exception!.ToString(), StringComparison.Ordinal);

        Change(key, null);
        Change("Secrets:0", "second");
        Assert.Equal((401, 200), (await PostAsync(app, "first"), await PostAsync(app, "second")));
        Assert.Single(app.Errors);
    }

    /// <summary>Both requests have read the invalid options before one of them deals with them.</summary>
    [Fact]
    public async Task Change_ThatIsInvalid_IsLoggedOnceByTwoRequestsAtATime()
    {
        var logger = new FakeLogger();
        using var monitor = new Monitor(together: true);
        var source = new SettingsSource(monitor, "", EndpointKind.Webhooks, TimeProvider.System, logger);
        EndpointSettings before = source.Current;

        monitor.Change(new());
        EndpointSettings[] after = await Task.WhenAll(Task.Run(() => source.Current), Task.Run(() => source.Current));

        Assert.All(after, settings => Assert.Same(before, settings));
        Assert.Single(logger.Collector.GetSnapshot());
    }

    /// <summary>The request that finds the change fails, and no other.</summary>
    [Fact]
    public void Change_ThatIsInvalidAndCannotBeLogged_LeavesTheOptionsBeforeIt()
    {
        using var monitor = new Monitor(together: false);
        var source = new SettingsSource(monitor, "", EndpointKind.Webhooks, TimeProvider.System, new ThrowingLogger());
        EndpointSettings before = source.Current;

        monitor.Change(new());

        Assert.Throws<IOException>(() => source.Current);
        Assert.Same(before, source.Current);
    }

    private Task<App> StartAsync() => App.StartAsync(
        application =>
        {
            application.MapStackOneWebhooks(App.Events, (StackOneEvent received, CancellationToken _) => Task.CompletedTask, "reloaded");
            application.MapStackOneAssessmentPackages(App.Packages, (PackageListRequest request) => new List<AssessmentPackage>(), "reloaded");
        },
        services => services.AddStackOneWebhooks("reloaded", _configuration).AddStackOneWebhooks("reloaded", _ =>
        {
            if (_configuration["Throw"] is "true")
            {
                throw new InvalidOperationException("The application cannot configure it.");
            }
        }));

    private void Change(string key, string? value)
    {
        _configuration[key] = value;
        _configuration.Reload();
    }

    private sealed class ThrowingLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("The disk is full.");
    }

    /// <param name="together">Whether the first two calls after a change wait for each other.</param>
    private sealed class Monitor(bool together) : IOptionsMonitor<StackOneWebhooksOptions>, IDisposable
    {
        private readonly Barrier _barrier = new(2);
        private StackOneWebhooksOptions _options = new() { Secrets = ["first"] };
        private int _calls = 2;

        public StackOneWebhooksOptions CurrentValue => _options;

        public StackOneWebhooksOptions Get(string? name)
        {
            if (together && Interlocked.Increment(ref _calls) <= 2)
            {
                _barrier.SignalAndWait(TestContext.Current.CancellationToken);
            }

            return _options;
        }

        public IDisposable? OnChange(Action<StackOneWebhooksOptions, string?> listener) => null;

        public void Dispose() => _barrier.Dispose();

        internal void Change(StackOneWebhooksOptions options) => (_options, _calls) = (options, 0);
    }

    private static Task<int> PostAsync(App app, string secret) =>
        app.PostAsync(App.Events, Body, StackOneWebhookReader.ComputeSignature(Body, secret)).StatusAsync();

    private static async Task<int> PostKeyAsync(App app, string key)
    {
        using HttpResponseMessage answer = await app.PostAsync(App.Packages, Body, null, request =>
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key))));
        return (int)answer.StatusCode;
    }
}
