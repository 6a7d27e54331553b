using System.Threading.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RedisRateLimiting;
using StackExchange.Redis;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Testing;

namespace CandidateSync;

/// <summary>Which StackOne is read: the real one if there is a key, or a sandbox inside the process. And how fast.</summary>
internal static class StackOneSetup
{
    /// <summary>Adds the client. Returns the sandbox, or null for the real StackOne.</summary>
    internal static StackOneSandbox? AddStackOne(this HostApplicationBuilder builder, Arguments arguments)
    {
        IConfigurationSection section = builder.Configuration.GetSection("StackOne");
        string? key = builder.Configuration["STACKONE_API_KEY"];
        builder.Services.AddSingleton(_ => Limiter(builder.Configuration.GetConnectionString("Redis"), arguments.RequestsPerMinute));
        builder.Services.AddOptions<StackOneAtsClientOptions>().Configure<RateLimiter>((options, limiter) =>
        {
            options.ApiKey = key;
            options.RateLimiter = limiter;
            options.RateLimiterFailsOpen = true;
            // A call waits for the limit, too, and nobody waits for the call.
            options.TotalTimeout = TimeSpan.FromMinutes(15);
        });
        builder.Services.AddStackOneAts(section);
        if (!string.IsNullOrEmpty(key) || section.GetChildren().Any(setting => setting.Key != "Webhooks"))
        {
            return null;
        }

        var sandbox = StackOneSandbox.Start();
        builder.Services.UseStackOneSandbox(sandbox);
        return sandbox;
    }

    /// <summary>StackOne refuses more requests than its limit, and the client waits then. With a limiter, it does not come to that.</summary>
    private static RateLimiter Limiter(string? redis, int requestsPerMinute)
    {
        if (string.IsNullOrEmpty(redis))
        {
            // For this worker alone. A bucket lets as many through in a minute as it holds and is filled with.
            int burst = requestsPerMinute / 10;
            int refill = requestsPerMinute - burst;
            return new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
            {
                TokenLimit = burst,
                TokensPerPeriod = Math.Max(1, refill / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60.0 / refill)),
                QueueLimit = int.MaxValue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            });
        }

        var connection = ConnectionMultiplexer.Connect($"{redis},abortConnect=false,asyncTimeout=1000");
        return new RedisFixedWindowRateLimiter<string>("candidate-sync", new()
        {
            PermitLimit = requestsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            ConnectionMultiplexerFactory = () => connection,
        });
    }
}
