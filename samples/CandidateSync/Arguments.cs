using System.Globalization;

namespace CandidateSync;

/// <summary>The parsed command line.</summary>
internal sealed record Arguments
{
    internal bool Help { get; private init; }

    internal bool Once { get; private init; }

    internal ExportFormat? Export { get; private init; }

    /// <summary>The file of the export; null for the default.</summary>
    internal string? Output { get; private init; }

    /// <summary>The linked accounts; none for all.</summary>
    internal IReadOnlyList<string> Accounts { get; private init; } = [];

    internal int Parallel { get; private init; } = 4;

    internal TimeSpan Every { get; private init; } = TimeSpan.FromMinutes(5);

    internal TimeSpan FullEvery { get; private init; } = TimeSpan.FromDays(1);

    /// <summary>The limit of the key, for all workers together.</summary>
    internal int RequestsPerMinute { get; private init; } = 1000;

    /// <summary>The address to listen on for events; null for none.</summary>
    internal string? Events { get; private init; }

    internal static string Usage { get; } = """
        Keeps a copy of the jobs, candidates and applications of linked accounts up to date.

        Usage: CandidateSync [OPTIONS]

          --once                  read each account once, and end
          --accounts A,B,C        the ids of the linked accounts (default: all of applicant tracking systems)
          --every MINUTES         read what was changed in an account this often (default: 5)
          --full-every HOURS      read accounts in full this often, which also finds what was deleted (default: 24)
          --events URL            listen here for StackOne's events: they are at URL/stackone/events
          --parallel N            the number of accounts that are read at the same time, 1 to 64 (default: 4)
          --requests-per-minute N the limit of the API key (default: 1000)
          --export csv|jsonl      write what the copy has to a file, and end; with --once, read the accounts before
                                  csv, for spreadsheets: the main fields of the candidates
                                  jsonl, for programs: all records in full, one JSON object a line
          --output FILE           the file of the export (default: candidates.csv, records.jsonl)
          --help                  show this help

        Environment variables:

          STACKONE_API_KEY              reads from StackOne; without it, from a local sandbox
          ConnectionStrings__Sync       the database: "Data Source=FILE" for SQLite (default: candidates.db; for the sandbox, a
                                        temporary one), or that of a PostgreSQL database, which any number of workers can share
          ConnectionStrings__Redis      the Redis in which workers share the limit of the key
          StackOne__Webhooks__Secrets__0  the signing secret of the events

        A worker can be stopped or killed at any time: it, or another one, continues with the next page. The copy and the
        files contain personal data.

        Exit codes: 0 stopped, or everything was read or written, 1 something failed, 2 invalid usage.
        """;

    internal static Arguments Parse(string[] args)
    {
        var parsed = new Arguments();
        for (int i = 0; i < args.Length; i++)
        {
            parsed = args[i] switch
            {
                "--help" => parsed with { Help = true },
                "--once" => parsed with { Once = true },
                "--export" => parsed with { Export = ExportFormat.Named(Value(args, ref i)) },
                "--output" => parsed with { Output = Value(args, ref i) },
                "--accounts" => parsed with { Accounts = Ids(Value(args, ref i)) },
                "--every" => parsed with { Every = TimeSpan.FromMinutes(Number("--every", Value(args, ref i), max: 10_080)) },
                "--full-every" => parsed with { FullEvery = TimeSpan.FromHours(Number("--full-every", Value(args, ref i), max: 8760)) },
                "--events" => parsed with { Events = Address(Value(args, ref i)) },
                "--parallel" => parsed with { Parallel = Number("--parallel", Value(args, ref i), max: 64) },
                "--requests-per-minute" => parsed with
                {
                    RequestsPerMinute = Number("--requests-per-minute", Value(args, ref i), max: 1_000_000, min: 10),
                },
                _ => throw new UsageException($"Unknown option: {args[i]}"),
            };
        }

        return parsed;
    }

    private static string Value(string[] args, ref int index) =>
        index + 1 < args.Length && !string.IsNullOrWhiteSpace(args[index + 1])
            ? args[++index]
            : throw new UsageException($"{args[index]} requires a value.");

    private static string[] Ids(string value)
    {
        string[] ids = [.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
        return ids.Length > 0 && ids.All(id => id.All(character => character is >= '!' and <= '~'))
            ? ids
            : throw new UsageException("--accounts requires ids of visible ASCII characters.");
    }

    private static string Address(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out Uri? url) && url is { Scheme: "http" or "https", PathAndQuery: "/" }
        ? value
        : throw new UsageException($"--events requires an http or https address without a path, not {value}.");

    private static int Number(string option, string value, int max, int min = 1) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max
            ? number
            : throw new UsageException($"{option} requires a number from {min} to {max}.");
}

/// <summary>Thrown for invalid arguments or environment variables. The message names them.</summary>
internal sealed class UsageException(string message) : Exception(message);
