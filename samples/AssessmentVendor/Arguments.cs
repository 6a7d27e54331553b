namespace AssessmentVendor;

/// <summary>The parsed command line.</summary>
internal sealed record Arguments(bool Help, Order? Order, Fault? Fault)
{
    private static readonly string[] IdOptions = ["--order", "--application", "--candidate", "--job"];

    internal static string Usage { get; } = $"""
        Processes an order of an assessment: reads who is to be assessed for which job, assesses, and sends the result.

        Usage: AssessmentVendor [--fault NAME]
               AssessmentVendor --order ID --application ID --candidate ID --job ID

          --order ID         the order, and the records that it refers to: StackOne's ids
          --application ID
          --candidate ID
          --job ID
          --fault NAME       simulate a fault in the sandbox and show how it is handled; NAME is one of:
                             {string.Join("\n                     ", Customer.FaultNames)}
          --help             show this help

        If the environment variables STACKONE_API_KEY and STACKONE_ACCOUNT_ID are set, the order is one of that linked
        account, and the result is sent to StackOne. Otherwise, an order is placed in a local sandbox first.

        Exit codes: 0 the result was sent, 1 it was not, 2 invalid usage.
        """;

    internal static Arguments Parse(string[] args)
    {
        var ids = new Dictionary<string, string>();
        var parsed = new Arguments(Help: false, Order: null, Fault: null);
        for (int i = 0; i < args.Length; i++)
        {
            string option = args[i];
            switch (option)
            {
                case "--help":
                    parsed = parsed with { Help = true };
                    break;
                case "--fault":
                    parsed = parsed with { Fault = Customer.FaultNamed(Value(args, ref i)) };
                    break;
                case var _ when IdOptions.Contains(option):
                    ids[option] = Value(args, ref i);
                    break;
                default:
                    throw new UsageException($"Unknown option: {option}");
            }
        }

        return ids.Count == 0 ? parsed : parsed with { Order = OrderOf(ids) };
    }

    private static Order OrderOf(Dictionary<string, string> ids)
    {
        string[] missing = [.. IdOptions.Where(option => !ids.ContainsKey(option))];
        return missing.Length == 0
            ? new Order(ids["--order"], ids["--application"], ids["--candidate"], ids["--job"])
            : throw new UsageException($"Missing: {string.Join(", ", missing)}");
    }

    private static string Value(string[] args, ref int index) =>
        index + 1 < args.Length && !string.IsNullOrWhiteSpace(args[index + 1])
            ? args[++index]
            : throw new UsageException($"{args[index]} requires a value.");
}

internal static class ExitCode
{
    internal const int Done = 0;
    internal const int Failed = 1;
    internal const int BadUsage = 2;
}

/// <summary>Thrown for invalid arguments or environment variables. The message names them.</summary>
internal sealed class UsageException(string message) : Exception(message);
