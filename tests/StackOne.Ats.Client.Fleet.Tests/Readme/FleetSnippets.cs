using Microsoft.Extensions.DependencyInjection;
using RedisRateLimiting;
using StackExchange.Redis;
using StackOne.Ats.Client.Testing;

namespace StackOne.Ats.Client.Fleet.Tests.Readme;

public sealed class FleetSnippets
{
    [Fact]
    public async Task LimiterInRedis_Call_AcquiresAPermit()
    {
        using RedisServer server = await RedisServer.StartAsync();
        await using var sandbox = StackOneSandbox.Start();
        var services = new ServiceCollection();
        string key = sandbox.ApiKey;
        string connection = $"127.0.0.1:{server.Port}";

        #region rate-limiter-redis
        services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect($"{connection},abortConnect=false,asyncTimeout=1000"));
        services.AddStackOneAts();
        services.AddOptions<StackOneAtsClientOptions>().Configure<IConnectionMultiplexer>((options, redis) =>
        {
            options.ApiKey = key;
            options.RateLimiter = new RedisFixedWindowRateLimiter<string>("stackone", new()
            {
                PermitLimit = 1000,
                Window = TimeSpan.FromMinutes(1),
                ConnectionMultiplexerFactory = () => redis,
            });
            options.RateLimiterFailsOpen = true;
        });
        #endregion
        services.UseStackOneSandbox(sandbox);

        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<StackOneAtsClient>().ForAccount("account-1").Jobs.GetAsync("job-1");

        IConnectionMultiplexer multiplexer = provider.GetRequiredService<IConnectionMultiplexer>();
        Assert.NotEmpty(multiplexer.GetServers()[0].Keys().ToArray());
    }
}
