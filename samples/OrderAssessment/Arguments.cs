namespace OrderAssessment;

/// <summary>The parsed command line.</summary>
internal sealed record Arguments(bool Help, bool Heartbeat, SimulatedFault? Fault)
{
    internal static string Usage { get; } = $"""
        Orders an assessment with StackOne.Ats.Client and prints the test link.

        Usage: OrderAssessment [--heartbeat] [--fault NAME]

          --heartbeat    request heartbeats from StackOne to keep the connection alive
          --fault NAME   simulate a fault in the sandbox and show how the client handles it; NAME is one of:
                         {string.Join("\n                 ", FaultInjection.ByName.Keys)}
          --help         show this help

        If the environment variables STACKONE_API_KEY and STACKONE_ACCOUNT_ID are set, the order is sent to StackOne
        for that linked account. Otherwise it is sent to a local sandbox.

        Exit codes: 0 the order was placed, 1 the order failed, 2 invalid usage.
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
                "--fault" when i + 1 == args.Length => throw new UsageException("--fault requires a name."),
                "--fault" => parsed with { Fault = FaultNamed(args[++i]) },
                _ => throw new UsageException($"Unknown option: {args[i]}"),
            };
        }

        return parsed.Fault is { NeedsHeartbeat: true } ? parsed with { Heartbeat = true } : parsed;
    }

    private static SimulatedFault FaultNamed(string name) =>
        FaultInjection.ByName.TryGetValue(name, out SimulatedFault? fault) ? fault : throw new UsageException($"Unknown fault: {name}");
}

internal static class ExitCode
{
    internal const int Done = 0;
    internal const int Failed = 1;
    internal const int BadUsage = 2;
}

/// <summary>Thrown for invalid arguments or environment variables. The message names them.</summary>
internal sealed class UsageException(string message) : Exception(message);
