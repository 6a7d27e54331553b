using StackOne.Ats.Client.Testing;

namespace OrderAssessment;

/// <summary>A fault that the sandbox simulates.</summary>
/// <param name="Answer">The scripted response.</param>
/// <param name="Times">The number of requests that get it before the sandbox accepts orders again.</param>
/// <param name="NeedsHeartbeat">Whether the fault occurs only with heartbeats.</param>
/// <param name="IdleTimeout">A shorter timeout for the client, so that the demonstration does not take a minute.</param>
internal sealed record SimulatedFault(SandboxAnswer Answer, int Times = 1, bool NeedsHeartbeat = false, TimeSpan? IdleTimeout = null);

internal static class FaultInjection
{
    private static readonly TimeSpan HeartbeatTime = TimeSpan.FromSeconds(2);

    internal static IReadOnlyDictionary<string, SimulatedFault> ByName { get; } = new OrderedDictionary<string, SimulatedFault>
    {
        // The client waits for Retry-After and retries, so the order succeeds.
        ["rate-limited"] = new(SandboxAnswer.Status(429, retryAfter: "1"), Times: 2),
        ["timed-out"] = new(SandboxAnswer.Status(408, retryAfter: "1"), Times: 2),

        // A retry would not help or could place the order twice. The client throws a typed exception.
        ["bad-request"] = new(SandboxAnswer.Status(400)),
        ["unauthorized"] = new(SandboxAnswer.Status(401)),
        ["not-found"] = new(SandboxAnswer.Status(404)),
        ["conflict"] = new(SandboxAnswer.Status(409)),
        ["precondition-failed"] = new(SandboxAnswer.Status(412)),
        ["unprocessable"] = new(SandboxAnswer.Status(422)),
        ["server-error"] = new(SandboxAnswer.Status(500)),
        ["not-implemented"] = new(SandboxAnswer.Status(501)),
        ["bad-gateway"] = new(SandboxAnswer.Status(502)),

        // An error after heartbeats arrives inside a 200. The client throws the exception of its status.
        ["late-error"] = new(SandboxAnswer.Status(502).AfterHeartbeats(HeartbeatTime), NeedsHeartbeat: true),
        ["stalled"] = new(SandboxAnswer.Stall, IdleTimeout: TimeSpan.FromSeconds(1)),
    };

    internal static StackOneSandbox StartSandbox(Arguments arguments)
    {
        // The ids of the example are those of the contract's examples, which no account of the sandbox has.
        var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { AcceptUnknownIds = true });
        if (arguments.Fault is { } fault)
        {
            sandbox.Next(fault.Answer, fault.Times);
        }

        return arguments.Heartbeat ? sandbox.Next(SandboxAnswer.Handle.AfterHeartbeats(HeartbeatTime)) : sandbox;
    }
}
