using StackOne.Ats.Client.Pipeline;

namespace StackOne.Ats.Client.Faults.Tests;

/// <summary>Clients with the defaults of these tests.</summary>
internal static class Clients
{
    /// <summary>A limit that never runs out on a <see cref="FaultClock"/>.</summary>
    private static readonly TimeSpan LongLimit = TimeSpan.FromSeconds(10);

    /// <summary>For faults that show themselves by nothing but time going by.</summary>
    internal static readonly TimeSpan ShortLimit = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a client waits between two attempts, at the most. It waits for half of that at least, and less than 1 ms would set no timer.</summary>
    internal static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(10);

    /// <summary>One retry shows what is sent again, and that it comes to an end.</summary>
    internal const int Attempts = 2;

    /// <param name="address">Where the server is.</param>
    /// <param name="configure">What differs from the defaults.</param>
    /// <param name="handler">The handler that it sends through; null for that of the library.</param>
    /// <param name="clock">The clock; null for one of its own.</param>
    internal static StackOneAtsClient Create(
        Uri address,
        Action<StackOneAtsClientOptions>? configure = null,
        HttpMessageHandler? handler = null,
        FaultClock? clock = null)
    {
        StackOneAtsClientOptions options = CreateOptions(address);
        configure?.Invoke(options);
        return new StackOneAtsClient(
            options,
            handler ?? PipelineBuilder.CreatePrimaryHandler(),
            PipelineServices.Default with { Time = clock ?? new FaultClock() });
    }

    private static StackOneAtsClientOptions CreateOptions(Uri address) => new()
    {
        ApiKey = Orders.ApiKey,
        AccountId = Orders.Account,
        BaseAddress = address,
        AttemptTimeout = LongLimit,
        IdleTimeout = LongLimit,
        TotalTimeout = LongLimit,
        Retry = { MaxRetries = Attempts - 1, BaseDelay = LongestDelay, MaxDelay = LongestDelay },
    };
}
