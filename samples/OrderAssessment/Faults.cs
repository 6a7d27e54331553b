using StackOne.Ats.Client.Testing;

namespace OrderAssessment;

/// <summary>A way for the sandbox to misbehave.</summary>
/// <param name="Answer">What it answers.</param>
/// <param name="Times">To how many requests, before it takes orders again.</param>
/// <param name="NeedsHeartbeat">Whether it only shows where heartbeats are asked for.</param>
/// <param name="IdleTimeout">A shorter limit for the client, so that nobody waits a minute for a demonstration.</param>
internal sealed record Fault(SandboxAnswer Answer, int Times = 1, bool NeedsHeartbeat = false, TimeSpan? IdleTimeout = null);

internal static class Faults
{
    private static readonly TimeSpan HeartbeatTime = TimeSpan.FromSeconds(2);

    internal static IReadOnlyDictionary<string, Fault> ByName { get; } = new OrderedDictionary<string, Fault>
    {
        // The client waits as long as it is told to and tries again, so the order is made in the end.
        ["rate-limited"] = new(SandboxAnswer.Status(429, retryAfter: "1"), Times: 2),
        ["timed-out"] = new(SandboxAnswer.Status(408, retryAfter: "1"), Times: 2),

        // Trying again would not help, or could order twice: a typed exception says what happened.
        ["bad-request"] = new(SandboxAnswer.Status(400)),
        ["unauthorized"] = new(SandboxAnswer.Status(401)),
        ["not-found"] = new(SandboxAnswer.Status(404)),
        ["conflict"] = new(SandboxAnswer.Status(409)),
        ["precondition-failed"] = new(SandboxAnswer.Status(412)),
        ["unprocessable"] = new(SandboxAnswer.Status(422)),
        ["server-error"] = new(SandboxAnswer.Status(500)),
        ["not-implemented"] = new(SandboxAnswer.Status(501)),
        ["bad-gateway"] = new(SandboxAnswer.Status(502)),

        // An error after heartbeats arrives inside a 200: the client throws it all the same.
        ["late-error"] = new(SandboxAnswer.Status(502).AfterHeartbeats(HeartbeatTime), NeedsHeartbeat: true),
        ["stalled"] = new(SandboxAnswer.Stall, IdleTimeout: TimeSpan.FromSeconds(1)),
    };

    internal static StackOneSandbox StartSandbox(Arguments arguments)
    {
        var sandbox = StackOneSandbox.Start();
        if (arguments.Fault is { } fault)
        {
            sandbox.Next(fault.Answer, fault.Times);
        }

        return arguments.Heartbeat ? sandbox.Next(SandboxAnswer.TakeOrder.AfterHeartbeats(HeartbeatTime)) : sandbox;
    }
}
