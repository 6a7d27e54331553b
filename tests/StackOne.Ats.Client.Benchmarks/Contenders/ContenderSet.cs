using StackOne.Ats.Client.Benchmarks.Servers;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

/// <summary>Creates the contenders, each with a handler of its own.</summary>
internal static class ContenderSet
{
    /// <summary>The address of contenders whose handler is in memory.</summary>
    internal static Uri NoAddress { get; } = new("https://api.example.com");

    internal static Contender[] InMemory() => All(static () => new MemoryServer(refuses: false), NoAddress);

    internal static Contender[] Loopback(Uri address) => All(static () => new SocketsHttpHandler(), address);

    internal static Contender[] All(Func<HttpMessageHandler> handler, Uri address) =>
    [
        new Floor(handler(), address),
        new PooledFloor(handler(), address),
        RefitContender.Bare(handler(), address),
        RefitContender.WithStandardResilience(handler(), address),
        new LibraryContender(handler(), address),
        ObservedContender.Create(handler(), address),
    ];

    /// <summary>Checks that all send the same and return what the server sent, measures, and disposes them.</summary>
    internal static async Task UseAsync(Contender[] contenders, Func<Contender[], Task> measure)
    {
        try
        {
            foreach (Contender contender in contenders)
            {
                await CheckAsync(contender, contender.OrderAsync(CancellationToken.None), Payloads.OrderDescription);
                await CheckAsync(contender, contender.ListPageAsync(CancellationToken.None), Payloads.PageDescription);
            }

            await measure(contenders);
        }
        finally
        {
            Array.ForEach(contenders, contender => contender.Dispose());
        }
    }

    private static async Task CheckAsync(Contender contender, Task call, string expected)
    {
        await call;
        string actual = contender.Describe(call);
        if (actual != expected)
        {
            throw new WrongResultException($"{contender.Name}: the result is '{actual}' instead of '{expected}'.");
        }
    }
}
