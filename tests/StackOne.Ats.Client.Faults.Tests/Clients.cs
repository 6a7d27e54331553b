namespace StackOne.Ats.Client.Faults.Tests;

/// <summary>Clients with the defaults of these tests.</summary>
internal static class Clients
{
    /// <summary>Far more than a fault that shows itself needs, however busy the machine.</summary>
    internal static readonly TimeSpan LongLimit = TimeSpan.FromSeconds(10);

    /// <summary>For faults that show themselves by nothing but time going by; long enough for a request to be sent on a busy machine.</summary>
    internal static readonly TimeSpan ShortLimit = TimeSpan.FromMilliseconds(300);

    /// <summary>One retry shows what is sent again, and that it comes to an end.</summary>
    internal const int Attempts = 2;

    /// <param name="address">Where the server is.</param>
    /// <param name="configure">What differs from the defaults.</param>
    /// <param name="handler">The handler that it sends through; null for that of the library.</param>
    internal static StackOneAtsClient Create(
        Uri address,
        Action<StackOneAtsClientOptions>? configure = null,
        HttpMessageHandler? handler = null)
    {
        StackOneAtsClientOptions options = CreateOptions(address);
        configure?.Invoke(options);
        return handler is null ? new StackOneAtsClient(options) : new StackOneAtsClient(options, handler);
    }

    internal static StackOneAtsClientOptions CreateOptions(Uri address) => new()
    {
        ApiKey = Orders.ApiKey,
        AccountId = Orders.Account,
        BaseAddress = address,
        AttemptTimeout = LongLimit,
        IdleTimeout = LongLimit,
        TotalTimeout = LongLimit,
        Retry = { MaxRetries = Attempts - 1, BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
    };
}
