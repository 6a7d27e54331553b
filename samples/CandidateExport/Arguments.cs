using System.Globalization;

namespace CandidateExport;

/// <summary>The parsed command line.</summary>
internal sealed record Arguments
{
    internal bool Help { get; private init; }

    internal ExportFormat Format { get; private init; } = ExportFormat.Csv;

    /// <summary>The folder; null for the default.</summary>
    internal string? Output { get; private init; }

    /// <summary>The linked accounts; none for the default.</summary>
    internal IReadOnlyList<string> Accounts { get; private init; } = [];

    internal DateTimeOffset? Since { get; private init; }

    internal int Parallel { get; private init; } = 4;

    internal int? InterruptAfter { get; private init; }

    internal static string Usage { get; } = """
        Exports the candidates of linked accounts to one file per account.

        Usage: CandidateExport [OPTIONS]

          --format csv|jsonl   csv, for spreadsheets: the main fields (default)
                               jsonl, for programs: all fields of a candidate as one JSON object a line
          --output FOLDER      the folder for the files; it is created if necessary
                               (default: candidates; for the sandbox, a new temporary folder)
          --accounts A,B,C     the ids of the linked accounts
          --since DATE         only candidates that were changed after this date, such as 2026-01-31 or
                               2026-01-31T12:00:00Z (default time zone: UTC)
          --parallel N         the number of accounts that are read at the same time, 1 to 64 (default: 4)
          --interrupt-after N  interrupt the export after N pages, as Ctrl+C does, to try out how it continues
          --help               show this help

        If the environment variable STACKONE_API_KEY is set, the candidates are read from StackOne; the accounts are
        --accounts or STACKONE_ACCOUNT_ID. Otherwise, they are read from a local sandbox.

        An export that was interrupted continues when you run the same command again. Nothing is lost: at most one
        page per account is read again, and no candidate is written twice. The progress is in the .cursor files. To
        start again, delete the files, or choose another folder.

        In csv, values that a spreadsheet would run as a formula, such as +1 555 0100, are preceded by an apostrophe.

        The files contain personal data. Exit codes: 0 all accounts were exported, 1 not all, 2 invalid usage.
        """;

    internal static Arguments Parse(string[] args)
    {
        var parsed = new Arguments();
        for (int i = 0; i < args.Length; i++)
        {
            parsed = args[i] switch
            {
                "--help" => parsed with { Help = true },
                "--format" => parsed with { Format = ExportFormat.Named(Value(args, ref i)) },
                "--output" => parsed with { Output = Value(args, ref i) },
                "--accounts" => parsed with { Accounts = Ids(Value(args, ref i)) },
                "--since" => parsed with { Since = Date(Value(args, ref i)) },
                "--parallel" => parsed with { Parallel = Number("--parallel", Value(args, ref i), max: 64) },
                "--interrupt-after" => parsed with { InterruptAfter = Number("--interrupt-after", Value(args, ref i), int.MaxValue) },
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
        // Two files of the same name would overwrite each other on a file system that ignores case.
        string[] ids =
        [
            .. value
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        return ids.All(id => id.All(character => character is >= '!' and <= '~'))
            ? ids
            : throw new UsageException("--accounts requires ids of visible ASCII characters.");
    }

    private static DateTimeOffset Date(string value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : throw new UsageException($"--since requires a date, not {value}.");

    private static int Number(string option, string value, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= max
            ? number
            : throw new UsageException($"{option} requires a number, at least 1{(max < int.MaxValue ? $" and at most {max}" : "")}.");
}

/// <summary>Thrown for invalid arguments or environment variables. The message names them.</summary>
internal sealed class UsageException(string message) : Exception(message);
