using System.Text.Json;

namespace CandidateExport;

/// <summary>How far the export of an account got. It has no data of candidates.</summary>
/// <param name="Since">The filter of the export. A cursor is valid only for the query that it came from.</param>
/// <param name="Cursor">The cursor of the next page; null for the first one.</param>
/// <param name="Length">The length of the output file up to this page, in bytes.</param>
/// <param name="Candidates">The number of candidates up to this page.</param>
/// <param name="Done">Whether the last page was written.</param>
internal sealed record Checkpoint(DateTimeOffset? Since, string? Cursor, long Length, int Candidates, bool Done)
{
    /// <summary>Reads a checkpoint; null if there is none.</summary>
    /// <exception cref="IOException">The file cannot be read or is damaged.</exception>
    internal static Checkpoint? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ExportJsonContext.Default.Checkpoint);
        }
        catch (JsonException)
        {
            throw new IOException($"{path} is damaged. To start the account again, delete it and the file beside it.");
        }
    }

    /// <summary>Replaces the file at once: after a crash, it has either the old checkpoint or this one.</summary>
    internal void Write(string path)
    {
        string temporary = path + ".tmp";
        using (FileStream file = File.Create(temporary))
        {
            JsonSerializer.Serialize(file, this, ExportJsonContext.Default.Checkpoint);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
