using System.Diagnostics;
using System.Globalization;
using RedisRateLimiting;
using StackExchange.Redis;
using StackOne.Ats.Client;

// One machine of a fleet that shares an API key through a limiter in Redis: makes all its calls at once, and writes for each when it ended, in
// milliseconds, and how. Arguments: the address of the API, that of Redis, the number of calls, the permits in a window, the seconds of a window.

var address = new Uri(args[0]);
int calls = int.Parse(args[2], CultureInfo.InvariantCulture);
int permits = int.Parse(args[3], CultureInfo.InvariantCulture);
TimeSpan window = TimeSpan.FromSeconds(int.Parse(args[4], CultureInfo.InvariantCulture));

var configuration = ConfigurationOptions.Parse(args[1]);
configuration.AbortOnConnectFail = false;
configuration.ConnectTimeout = configuration.AsyncTimeout = 1000;
await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(configuration);
using var limiter = new RedisFixedWindowRateLimiter<string>("stackone", new()
{
    PermitLimit = permits,
    Window = window,
    ConnectionMultiplexerFactory = () => redis,
});
using var client = new StackOneAtsClient(new StackOneAtsClientOptions
{
    BaseAddress = address,
    ApiKey = "sandbox-key",
    TotalTimeout = TimeSpan.FromMinutes(10),
    RateLimiter = limiter,
    RateLimiterFailsOpen = true,
});

// Without the limiter: the first call takes half a second longer, by which the windows of Redis and of the server would differ.
using (var first = new StackOneAtsClient(new StackOneAtsClientOptions { BaseAddress = address, ApiKey = "sandbox-key" }))
{
    await first.ForAccount("account-0").Jobs.GetAsync("job-1");
}

// All begin together.
Console.WriteLine("ready");
Console.ReadLine();
long started = Stopwatch.GetTimestamp();
string[] ends = await Task.WhenAll(Enumerable.Range(0, calls).Select(async i =>
{
    string outcome = "ok";
    try
    {
        await client.ForAccount($"account-{i % 50}").Jobs.GetAsync("job-1");
    }
    catch (StackOneException exception)
    {
        outcome = exception.GetType().Name;
    }

    return FormattableString.Invariant($"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} {outcome}");
}));
foreach (string end in ends)
{
    Console.WriteLine(end);
}
