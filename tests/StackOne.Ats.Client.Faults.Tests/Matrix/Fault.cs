using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.TestServer;

namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>A row of the matrix: what the server does, and what the call must come to.</summary>
/// <param name="Name">What is wrong, and where.</param>
/// <param name="Script">What the server does on each connection; nothing at all means that it refuses.</param>
/// <param name="Expected">What every repetition must come to.</param>
internal sealed record Fault(string Name, Step[] Script, Verdict Expected)
{
    private static readonly Step[] Prompt =
        [Steps.ReadRequest, Steps.Write(BodyFault.Length(AnswerFaults.Ok, Orders.Result.Length) + Orders.Result)];

    /// <summary>The limit that ends the wait, where the fault is one that only waiting ends: it is set short, and the others long.</summary>
    internal StackOneTimeLimit? Limit { get; init; }

    /// <summary>What it may come to as well, where the fault races with the client's first bytes.</summary>
    internal Verdict[] Or { get; init; } = [];

    internal bool Heartbeat { get; init; }

    internal bool Tls { get; init; }

    internal AssessmentOrderRequest Order { get; init; } = Orders.Small;

    /// <summary>What the limit is set to. Writing a large order takes its time on a busy machine.</summary>
    private TimeSpan Short => Order == Orders.Large ? Clients.ShortLimit * 4 : Clients.ShortLimit;

    /// <summary>How far apart calls that wait begin: far enough for the machine to be idle in between.</summary>
    internal TimeSpan Stagger => Order == Orders.Large ? TimeSpan.FromMilliseconds(50) : TimeSpan.FromMilliseconds(3);

    /// <summary>How often it is repeated. Large orders that wait all stand in memory together.</summary>
    internal int Repetitions => Order == Orders.Large && Limit is not null ? Math.Max(5, Repetition.Count / 10) : Repetition.Count;

    /// <summary>The same order where nothing is wrong: what the machine itself takes for a call.</summary>
    internal Fault Control => this with { Script = Prompt, Expected = Verdict.Success, Or = [], Limit = null, Tls = false };

    /// <summary>The longest that a call may take.</summary>
    internal TimeSpan Bound => Limit is null ? Clients.LongLimit : Short * Expected.Attempts;

    /// <summary>Whether a call may come to that.</summary>
    internal bool Allows(Verdict verdict) => verdict == Expected || Or.Contains(verdict);

    internal FaultServer StartServer() => Script.Length == 0 ? FaultServer.Refusing() : FaultServer.Start(Script);

    /// <param name="server">Where it sends.</param>
    /// <param name="handler">The handler that it sends through; null for that of the library.</param>
    internal StackOneAtsClient CreateClient(FaultServer server, HttpMessageHandler? handler = null) =>
        Clients.Create(Tls ? server.TlsAddress : server.Address, Configure, handler);

    private void Configure(StackOneAtsClientOptions options)
    {
        options.Heartbeat = Heartbeat;
        switch (Limit)
        {
            case StackOneTimeLimit.Attempt:
                options.AttemptTimeout = Short;
                break;
            case StackOneTimeLimit.Idle:
                options.IdleTimeout = Short;
                break;
            case StackOneTimeLimit.Total:
                options.TotalTimeout = Short;
                break;
        }
    }
}
