using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.TestServer;

namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>A row of the matrix: what the server does, and what the call must come to.</summary>
/// <param name="Name">What is wrong, and where.</param>
/// <param name="Script">What the server does on each connection; nothing at all means that it refuses.</param>
/// <param name="Expected">What every repetition must come to.</param>
internal sealed record Fault(string Name, Step[] Script, Verdict Expected)
{
    /// <summary>The limit that ends the wait, where the fault is one that only waiting ends: it is set short, and the others long.</summary>
    internal StackOneTimeoutKind? Limit { get; init; }

    /// <summary>Whether that wait is for the body.</summary>
    internal bool WaitsInBody { get; init; }

    /// <summary>What it may come to as well, where the fault races with the client's first bytes.</summary>
    internal Verdict[] Or { get; init; } = [];

    internal bool Heartbeat { get; init; }

    internal bool Tls { get; init; }

    internal AssessmentOrderRequest Order { get; init; } = Orders.Small;

    /// <summary>Whether a call may come to that.</summary>
    internal bool Allows(Verdict verdict) => verdict == Expected || Or.Contains(verdict);

    internal FaultServer StartServer() => Script.Length == 0 ? FaultServer.Refusing() : FaultServer.Start(Script);

    /// <param name="server">Where it sends.</param>
    /// <param name="handler">The handler that it sends through.</param>
    /// <param name="clock">The clock of its limits.</param>
    internal StackOneAtsClient CreateClient(FaultServer server, HttpMessageHandler handler, FaultClock clock) =>
        Clients.Create(Tls ? server.TlsAddress : server.Address, Configure, handler, clock);

    private void Configure(StackOneAtsClientOptions options)
    {
        options.Heartbeat = Heartbeat;
        switch (Limit)
        {
            case StackOneTimeoutKind.Attempt:
                options.AttemptTimeout = Clients.ShortLimit;
                break;
            case StackOneTimeoutKind.Idle:
                options.IdleTimeout = Clients.ShortLimit;
                break;
            case StackOneTimeoutKind.Total:
                options.TotalTimeout = Clients.ShortLimit;
                break;
        }
    }
}
