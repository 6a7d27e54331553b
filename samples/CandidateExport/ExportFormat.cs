using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using StackOne.Ats.Client.Models;

namespace CandidateExport;

/// <summary>How candidates are written.</summary>
/// <param name="Extension">The extension of the file, with the dot.</param>
/// <param name="Header">What the file begins with.</param>
/// <param name="Line">Formats a candidate as a line, with its end.</param>
internal sealed record ExportFormat(string Extension, string Header, Func<string, Candidate, string> Line)
{
    internal static ExportFormat Csv { get; } = new(
        ".csv",
        // Without a byte order mark, Excel takes the file for one in an old code page.
        "\uFEFF" + CsvRow.Of(CandidateColumns.Names),
        (account, candidate) => CsvRow.Of(CandidateColumns.Values(account, candidate)));

    internal static ExportFormat JsonLines { get; } = new(
        ".jsonl",
        "",
        // JSON escapes line breaks in values, so that a candidate is always one line.
        (_, candidate) => JsonSerializer.Serialize(candidate, ExportJsonContext.Default.Candidate) + "\n");

    internal static ExportFormat Named(string name) => name switch
    {
        "csv" => Csv,
        "jsonl" => JsonLines,
        _ => throw new UsageException($"Unknown format: {name}. Use csv or jsonl."),
    };

    internal byte[] HeaderBytes() => Encoding.UTF8.GetBytes(Header);

    internal byte[] PageBytes(string account, IReadOnlyList<Candidate> candidates)
    {
        var text = new StringBuilder();
        foreach (Candidate candidate in candidates)
        {
            text.Append(Line(account, candidate));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Candidate))]
[JsonSerializable(typeof(Checkpoint))]
internal sealed partial class ExportJsonContext : JsonSerializerContext;
