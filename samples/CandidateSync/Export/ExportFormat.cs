using System.Text.Json;

namespace CandidateSync;

/// <summary>How the copy is written to a file.</summary>
/// <param name="DefaultFile">The name of the file.</param>
/// <param name="Kinds">The kinds of records that it has.</param>
/// <param name="Header">What the file begins with.</param>
/// <param name="Line">Formats a record as a line, with its end.</param>
internal sealed record ExportFormat(string DefaultFile, IReadOnlyList<RecordKind> Kinds, string Header, Func<StoredRecord, string> Line)
{
    internal static ExportFormat Csv { get; } = new(
        "candidates.csv",
        [RecordKind.Candidates],
        // Without a byte order mark, Excel takes the file for one in an old code page.
        "\uFEFF" + CsvRow.Of(CandidateColumns.Names),
        CsvLine);

    internal static ExportFormat JsonLines { get; } = new(
        "records.jsonl",
        RecordKind.All,
        "",
        // JSON escapes line breaks in values, so that a record is always one line.
        record => $$"""{"account_id":{{JsonSerializer.Serialize(record.AccountId)}},"kind":"{{record.Kind}}","record":{{record.Json}}}""" + "\n");

    internal static ExportFormat Named(string name) => name switch
    {
        "csv" => Csv,
        "jsonl" => JsonLines,
        _ => throw new UsageException($"Unknown format: {name}. Use csv or jsonl."),
    };

    private static string CsvLine(StoredRecord record)
    {
        using var candidate = JsonDocument.Parse(record.Json);
        return CsvRow.Of(CandidateColumns.Values(record.AccountId, candidate.RootElement));
    }
}
