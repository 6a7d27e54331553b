using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.DependencyInjection;

public class RegistrationTests
{
    [Fact]
    public async Task AddStackOneAts_Client_IsASingletonThatOrders()
    {
        var stub = new StubHandler();
        stub.Answer(HttpStatusCode.OK);
        await using ServiceProvider provider = Build(services => services
            .AddStackOneAts(Configure)
            .ConfigurePrimaryHttpMessageHandler(() => stub));

        var client = provider.GetRequiredService<StackOneAtsClient>();
        await client.Assessments.OrderAsync(Harness.Request);

        Assert.Same(client, provider.GetRequiredService<StackOneAtsClient>());
        SentRequest sent = Assert.Single(stub.Sent);
        Assert.Equal("https://api.stackone.com/unified/ats/assessments/orders", sent.Address.AbsoluteUri);
        Assert.StartsWith("StackOne.Ats.Client/", sent.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal("acc", sent.Headers["x-account-id"]);
    }

    /// <summary>The options come from services of the application, and each client has its own.</summary>
    [Fact]
    public async Task AddStackOneAts_WithoutADelegate_TakesTheOptionsFromServices()
    {
        var stub = new StubHandler().Answer(HttpStatusCode.OK).Answer(HttpStatusCode.OK);
        await using ServiceProvider provider = Build(services =>
        {
            services.AddSingleton(new Vault("key-of-the-vault"));
            services.AddStackOneAts().ConfigurePrimaryHttpMessageHandler(() => stub);
            services.AddStackOneAts("eu").ConfigurePrimaryHttpMessageHandler(() => stub);
            services.AddOptions<StackOneAtsClientOptions>().Configure<Vault>((options, vault) => (options.ApiKey, options.AccountId) = (vault.Key, "acc"));
            services.AddOptions<StackOneAtsClientOptions>("eu").Configure<Vault>((options, vault) => (options.ApiKey, options.AccountId) = (vault.Key, "acc-eu"));
        });

        await provider.GetRequiredService<StackOneAtsClient>().Assessments.OrderAsync(Harness.Request);
        await provider.GetRequiredKeyedService<StackOneAtsClient>("eu").Assessments.OrderAsync(Harness.Request);

        Assert.Equal(["acc", "acc-eu"], stub.Sent.Select(sent => sent.Headers["x-account-id"]));
        string key = Convert.ToBase64String("key-of-the-vault:"u8);
        Assert.All(stub.Sent, sent => Assert.Equal($"Basic {key}", sent.Headers["Authorization"]));
    }

    [Fact]
    public void AddStackOneAts_NothingConfigured_SaysWhatIsRequired()
    {
        using ServiceProvider provider = Build(services => services.AddStackOneAts());

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<StackOneAtsClient>());

        Assert.Equal(["ApiKey is required: set it or ApiKeyProvider."], failure.Failures);
    }

    /// <summary>It would get around the rule that the key is only sent over https.</summary>
    [Fact]
    public async Task AddStackOneAts_BaseAddressOfTheHttpClient_IsNotUsed()
    {
        var stub = new StubHandler().Answer(HttpStatusCode.OK);
        await using ServiceProvider provider = Build(services => services
            .AddStackOneAts(Configure)
            .ConfigureHttpClient(http => http.BaseAddress = new("http://stackone.invalid/"))
            .ConfigurePrimaryHttpMessageHandler(() => stub));

        await provider.GetRequiredService<StackOneAtsClient>().Assessments.OrderAsync(Harness.Request);

        Assert.Equal("https://api.stackone.com/unified/ats/assessments/orders", stub.Sent[0].Address.AbsoluteUri);
    }

    private sealed record Vault(string Key);

    [Fact]
    public async Task AddStackOneAts_Twice_HasOnePipelineAndBothConfigurations()
    {
        var stub = new StubHandler();
        stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "0"));
        stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "0"));
        await using ServiceProvider provider = Build(services =>
        {
            services.AddStackOneAts(Configure).ConfigurePrimaryHttpMessageHandler(() => stub);
            services.AddStackOneAts(options => options.Retry.MaxRetries = 1);
        });

        // With two pipelines there would be four attempts, and the script would run out.
        var failure = await Assert.ThrowsAsync<StackOneTooManyRequestsException>(
            () => provider.GetRequiredService<StackOneAtsClient>().Assessments.OrderAsync(Harness.Request));

        Assert.Equal(2, failure.Attempts);
        Assert.Equal(2, stub.Sent.Count);
        Assert.Single(provider.GetServices<StackOneAtsClient>());
    }

    /// <summary>As a test does that replaces the client of an application.</summary>
    [Fact]
    public async Task AddStackOneAts_AgainAfterTheClientWasRemoved_RegistersIt()
    {
        var services = new ServiceCollection();
        services.AddStackOneAts(options => options.ApiKey = "key");
        services.AddStackOneAts("eu", options => options.ApiKey = "key");
        services.RemoveAll<StackOneAtsClient>().RemoveAllKeyed<StackOneAtsClient>("eu");

        services.AddStackOneAts(options => options.AccountId = "acc");
        services.AddStackOneAts("eu", options => options.AccountId = "acc-eu");

        await using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Equal("acc", provider.GetRequiredService<StackOneAtsClient>().AccountId);
        Assert.Equal("acc-eu", provider.GetRequiredKeyedService<StackOneAtsClient>("eu").AccountId);
    }

    [Fact]
    public void AddStackOneAts_SectionAfterRetryWasSetToNull_SaysSo()
    {
        var services = new ServiceCollection();
        services.AddStackOneAts(options => (options.ApiKey, options.Retry) = ("key", null!));
        services.AddStackOneAts(new ConfigurationBuilder().AddInMemoryCollection([new("Retry:MaxRetries", "1")]).Build());
        using ServiceProvider provider = services.BuildServiceProvider();

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<StackOneAtsClient>());

        Assert.Contains("Retry must not be null", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddStackOneAts_Named_ClientsAreKeyedAndApart()
    {
        var eu = new StubHandler();
        var us = new StubHandler();
        eu.Answer(HttpStatusCode.OK);
        us.Answer(HttpStatusCode.OK);
        await using ServiceProvider provider = Build(services =>
        {
            services.AddStackOneAts("eu", options => (options.ApiKey, options.AccountId) = ("key-eu", "acc-eu"))
                .ConfigurePrimaryHttpMessageHandler(() => eu);
            services.AddStackOneAts("us", options => (options.ApiKey, options.AccountId) = ("key-us", "acc-us"))
                .ConfigurePrimaryHttpMessageHandler(() => us);
        });

        await provider.GetRequiredKeyedService<StackOneAtsClient>("eu").Assessments.OrderAsync(Harness.Request);
        await provider.GetRequiredKeyedService<StackOneAtsClient>("us").Assessments.OrderAsync(Harness.Request);

        Assert.Equal("acc-eu", eu.Sent.Single().Headers["x-account-id"]);
        Assert.Equal("acc-us", us.Sent.Single().Headers["x-account-id"]);
        Assert.NotEqual(eu.Sent.Single().Headers["Authorization"], us.Sent.Single().Headers["Authorization"]);
        Assert.Null(provider.GetService<StackOneAtsClient>());
    }

    [Fact]
    public void AddStackOneAts_NamedSection_IsReadForThatClientAlone()
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("StackOne:Eu:ApiKey", "key"), new("StackOne:Us:ApiKey", "a:b")])
            .Build();
        using ServiceProvider provider = Build(services =>
        {
            services.AddStackOneAts("eu", configuration.GetSection("StackOne:Eu"));
            services.AddStackOneAts("us", configuration.GetSection("StackOne:Us"));
        });

        Assert.NotNull(provider.GetRequiredKeyedService<StackOneAtsClient>("eu"));
        // By its own validator, and not by the other client's too.
        Assert.Single(Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<StackOneAtsClient>("us")).Failures);
    }

    [Fact]
    public async Task AddStackOneAts_AddedHandler_SeesEachAttemptWithItsAuthorization()
    {
        var stub = new StubHandler();
        stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "0")).Answer(HttpStatusCode.OK);
        var seen = new List<string?>();
        await using ServiceProvider provider = Build(services => services
            .AddStackOneAts(Configure)
            .ConfigurePrimaryHttpMessageHandler(() => stub)
            .AddHttpMessageHandler(() => new Spy(seen)));

        await provider.GetRequiredService<StackOneAtsClient>().Assessments.OrderAsync(Harness.Request);

        Assert.Equal(["Basic", "Basic"], seen);
    }

    /// <summary>Defaults for every client are often a handler that retries. Below this client's own it would order twice.</summary>
    [Fact]
    public async Task AddStackOneAts_RetryingHandlerInTheDefaults_DoesNotApply()
    {
        var stub = new StubHandler();
        stub.Answer(HttpStatusCode.OK).Answer(HttpStatusCode.BadGateway);
        await using ServiceProvider provider = Build(services =>
        {
            services.AddStackOneAts(Configure).ConfigurePrimaryHttpMessageHandler(() => stub);
            services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new Resender()));
        });

        await provider.GetRequiredService<StackOneAtsClient>().Assessments.OrderAsync(Harness.Request);
        var failure = await Assert.ThrowsAsync<StackOneBadGatewayException>(
            () => provider.GetRequiredService<StackOneAtsClient>().Assessments.OrderAsync(Harness.Request));

        Assert.Equal(1, failure.Attempts);
        Assert.Equal(2, stub.Sent.Count);
    }

    [Fact]
    public async Task AddStackOneAts_TimeoutOfTheHttpClient_IsNotUsed()
    {
        var time = new FakeTimeProvider();
        var stub = new StubHandler();
        stub.Then(async (_, token) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), token); // Real time: HttpClient has no other.
            return StubHandler.Response(HttpStatusCode.OK);
        });
        await using ServiceProvider provider = Build(services => services
            .AddSingleton<TimeProvider>(time)
            .AddStackOneAts(Configure)
            .ConfigurePrimaryHttpMessageHandler(() => stub)
            .ConfigureHttpClient(http => http.Timeout = TimeSpan.FromMilliseconds(1)));

        Assert.Equal("o1", (await provider.GetRequiredService<StackOneAtsClient>().Assessments.OrderAsync(Harness.Request)).Id);
    }

    [Fact]
    public async Task AddStackOneAts_ClientOfTheApplicationsOwn_IsKeptAndOptionsAreCheckedAllTheSame()
    {
        var mine = new Mine();
        await using ServiceProvider provider = Build(services =>
        {
            services.AddSingleton<StackOneAtsClient>(mine);
            services.AddStackOneAts(options => options.ApiKey = "a:b");
        });

        Assert.Same(mine, provider.GetRequiredService<StackOneAtsClient>());
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<StackOneAtsClientOptions>>().Value);
    }

    [Fact]
    public async Task AddStackOneAts_Host_RefusesBadOptionsAtItsStart()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddStackOneAts("eu", options => options.ApiKey = "a:b");
        using IHost host = builder.Build();

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal("eu", failure.OptionsName);
        Assert.StartsWith("Client 'eu': ApiKey ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddStackOneAts_ClockOfTheServices_IsUsed()
    {
        var time = new FakeTimeProvider();
        var stub = new StubHandler { Time = time };
        stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "30")).Answer(HttpStatusCode.OK);
        await using ServiceProvider provider = Build(services => services
            .AddSingleton<TimeProvider>(time)
            .AddStackOneAts(Configure)
            .ConfigurePrimaryHttpMessageHandler(() => stub));
        var client = provider.GetRequiredService<StackOneAtsClient>();

        await Task.Run(async () =>
        {
            Task order = client.Assessments.OrderAsync(Harness.Request);
            time.Advance(TimeSpan.FromSeconds(29));
            Assert.Single(stub.Sent);
            time.Advance(TimeSpan.FromSeconds(3));
            await order;
        });

        Assert.Equal(2, stub.Sent.Count);
    }

    [Fact]
    public async Task AddStackOneAts_LoggingAtTrace_HoldsNeitherKeyNorBody()
    {
        var stub = new StubHandler();
        stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "0")).Answer(HttpStatusCode.OK);
        var logs = new Microsoft.Extensions.Logging.Testing.FakeLoggerProvider();
        await using ServiceProvider provider = Build(services => services
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs))
            .AddStackOneAts(Configure)
            .ConfigurePrimaryHttpMessageHandler(() => stub));

        await provider.GetRequiredService<StackOneAtsClient>().Assessments.OrderAsync(Harness.Request);

        string all = string.Join('\n', logs.Collector.GetSnapshot().Select(record => record.ToString()));
        Assert.Contains("retrying", all, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-key", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("secret-key:"u8), all, StringComparison.Ordinal);
        Assert.DoesNotContain("order-1", all, StringComparison.Ordinal);
        Assert.All(logs.Collector.GetSnapshot(), record => Assert.Equal("StackOne.Ats.Client", record.Category));
    }

    [Fact]
    public void AddStackOneAts_Nulls_AreRefused()
    {
        var services = new ServiceCollection();

        IConfiguration configuration = new ConfigurationBuilder().Build();

        Assert.Throws<ArgumentNullException>("configure", () => services.AddStackOneAts((Action<StackOneAtsClientOptions>)null!));
        Assert.Throws<ArgumentNullException>("configuration", () => services.AddStackOneAts((IConfiguration)null!));
        Assert.Throws<ArgumentNullException>("configure", () => services.AddStackOneAts("eu", (Action<StackOneAtsClientOptions>)null!));
        Assert.Throws<ArgumentNullException>("configuration", () => services.AddStackOneAts("eu", (IConfiguration)null!));
        Assert.Throws<ArgumentException>("name", () => services.AddStackOneAts("", _ => { }));
        Assert.Throws<ArgumentException>("name", () => services.AddStackOneAts("", configuration));
        Assert.Throws<ArgumentNullException>("services", () => ((IServiceCollection)null!).AddStackOneAts(_ => { }));
    }

    private static void Configure(StackOneAtsClientOptions options) => (options.ApiKey, options.AccountId) = ("secret-key", "acc");

    private static ServiceProvider Build(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        add(services);
        return services.BuildServiceProvider();
    }

    private sealed class Mine : StackOneAtsClient;

    private sealed class Resender : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using HttpResponseMessage first = await base.SendAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Spy(List<string?> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add(request.Headers.Authorization?.Scheme);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
