using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace StackOne.Ats.Client.Tests.Readme;

public sealed class DependencyInjectionSnippets : Snippets
{
    public interface IVault
    {
        ValueTask<string> GetKeyAsync(CancellationToken cancellationToken);
    }

    private static AssessmentOrderRequest Request { get; } = new() { Id = "order-1" };

    [Fact]
    public async Task Options_FromAService_AreUsed()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IVault>(new Vault(Sandbox.ApiKey));

        #region options-from-services
        services.AddStackOneAts();
        services.AddOptions<StackOneAtsClientOptions>().Configure<IVault>((options, vault) =>
        {
            options.ApiKeyProvider = vault.GetKeyAsync;
            options.TotalTimeout = TimeSpan.FromMinutes(2);
            options.BaseAddress = Sandbox.BaseAddress; // not in the README
        });
        #endregion

        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<StackOneAtsClient>().ForAccount("account-1").Assessments.OrderAsync(Request);
        Assert.Single(Sandbox.Orders);
    }

    [Fact]
    public async Task Options_OfANamedClientFromAService_AreUsed()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IVault>(new Vault(Sandbox.ApiKey));
        services.AddOptions<StackOneAtsClientOptions>("eu").Configure(options => options.BaseAddress = Sandbox.BaseAddress);

        #region named-options-from-services
        services.AddStackOneAts("eu");
        services.AddOptions<StackOneAtsClientOptions>("eu").Configure<IVault>((options, vault) => options.ApiKeyProvider = vault.GetKeyAsync);
        #endregion

        await using ServiceProvider provider = services.BuildServiceProvider();
        StackOneAtsClient client = provider.GetRequiredKeyedService<StackOneAtsClient>("eu");
        await client.ForAccount("account-1").Assessments.OrderAsync(Request);
        Assert.Single(Sandbox.Orders);
    }

    [Fact]
    public async Task MaxConnections_OfThePrimaryHandler_AreSet()
    {
        var services = new ServiceCollection();
        string key = Sandbox.ApiKey;

        #region max-connections
        services.AddStackOneAts(options => options.ApiKey = key)
            .ConfigurePrimaryHttpMessageHandler((handler, _) => ((SocketsHttpHandler)handler).MaxConnectionsPerServer = 50);
        #endregion

        SocketsHttpHandler? primary = null;
        services.AddStackOneAts().ConfigurePrimaryHttpMessageHandler((handler, _) => primary = (SocketsHttpHandler)handler);
        await using ServiceProvider provider = services.BuildServiceProvider();
        Assert.NotNull(provider.GetRequiredService<StackOneAtsClient>());
        Assert.Equal((50, false, false), (primary!.MaxConnectionsPerServer, primary.AllowAutoRedirect, primary.UseCookies));
    }

    [Fact]
    public async Task LoggerFactory_OfTheOptions_Logs()
    {
        string apiKey = Sandbox.ApiKey;
        const string accountId = "account-1";
        using var logs = new FakeLoggerProvider();

        #region logger-factory
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging
            .AddProvider(logs) // not in the README
            .AddConsole());
        using var client = new StackOneAtsClient(new StackOneAtsClientOptions
        {
            ApiKey = apiKey,
            AccountId = accountId,
            BaseAddress = Sandbox.BaseAddress, // not in the README
            LoggerFactory = loggers,
        });
        #endregion

        Sandbox.Next(SandboxAnswer.Status(404));
        await Assert.ThrowsAsync<StackOneNotFoundException>(() => client.Candidates.GetAsync("candidate-1", cancellationToken: Token));
        Assert.Contains(logs.Collector.GetSnapshot(), record => record.Id.Id == 4 && record.Category == "StackOne.Ats.Client");
    }

    [Fact]
    public async Task Handler_ThatClientsShare_OutlivesThem()
    {
        var european = new StackOneAtsClientOptions { ApiKey = Sandbox.ApiKey, BaseAddress = Sandbox.BaseAddress };
        var american = new StackOneAtsClientOptions { ApiKey = Sandbox.ApiKey, BaseAddress = Sandbox.BaseAddress };

        #region shared-handler
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var europe = new StackOneAtsClient(european, handler, disposeHandler: false);
        using var america = new StackOneAtsClient(american, handler, disposeHandler: false);
        #endregion

        europe.Dispose();
        await america.ForAccount("account-1").Assessments.OrderAsync(Request);
        Assert.Single(Sandbox.Orders);
    }

    private sealed class Vault(string key) : IVault
    {
        public ValueTask<string> GetKeyAsync(CancellationToken cancellationToken) => new(key);
    }
}
