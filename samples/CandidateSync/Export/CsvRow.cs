using System.Buffers;

namespace CandidateSync;

/// <summary>Formats rows of a CSV file (RFC 4180) that is safe to open in a spreadsheet.</summary>
internal static class CsvRow
{
    // Spreadsheets also take the full-width forms for operators, and skip a tab or a line break before them.
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r\n＝＋－＠");
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    internal static string Of(IEnumerable<string?> values) => string.Join(',', values.Select(Field)) + "\r\n";

    internal static string Field(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "";
        }

        // A candidate chooses these values. A spreadsheet would run a name such as =HYPERLINK(…) as a formula.
        string text = FormulaStarts.Contains(value[0]) ? "'" + value : value;
        return text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
