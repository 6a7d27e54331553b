namespace OrderAssessment;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments(bool Help, bool Heartbeat, Fault? Fault)
{
    internal static string Usage { get; } = $"""
        Orders an assessment through StackOne.Ats.Client and prints its test link.

        Usage: OrderAssessment [--heartbeat] [--fault NAME]

          --heartbeat    ask StackOne to keep the connection alive with heartbeats
          --fault NAME   have the sandbox misbehave, to see what an application sees; NAME is one of:
                         {string.Join("\n                 ", Faults.ByName.Keys)}
          --help         print this

        With the environment variables STACKONE_API_KEY and STACKONE_ACCOUNT_ID, the order goes to StackOne
        for that linked account; without them, to a sandbox on this machine.

        Exit codes: 0 the order was made, 1 it failed, 2 bad usage.
        """;

    internal static Arguments Parse(string[] args)
    {
        var parsed = new Arguments(Help: false, Heartbeat: false, Fault: null);
        for (int i = 0; i < args.Length; i++)
        {
            parsed = args[i] switch
            {
                "--help" => parsed with { Help = true },
                "--heartbeat" => parsed with { Heartbeat = true },
                "--fault" when i + 1 == args.Length => throw new UsageException("--fault needs a name."),
                "--fault" => parsed with { Fault = FaultNamed(args[++i]) },
                _ => throw new UsageException($"Unknown option: {args[i]}"),
            };
        }

        return parsed.Fault is { NeedsHeartbeat: true } ? parsed with { Heartbeat = true } : parsed;
    }

    private static Fault FaultNamed(string name) =>
        Faults.ByName.TryGetValue(name, out Fault? fault) ? fault : throw new UsageException($"Unknown fault: {name}");
}

internal static class ExitCode
{
    internal const int Done = 0;
    internal const int Failed = 1;
    internal const int BadUsage = 2;
}

/// <summary>The program was called with what it cannot use; the message says with what.</summary>
internal sealed class UsageException(string message) : Exception(message);
