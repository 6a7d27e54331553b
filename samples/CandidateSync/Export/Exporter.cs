using System.Text;
using Microsoft.EntityFrameworkCore;

namespace CandidateSync;

/// <summary>Writes what the copy has to a file.</summary>
internal sealed class Exporter(IDbContextFactory<SyncDb> databases)
{
    /// <summary>Replaces the file when all was written: nobody finds a part of it.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    internal async Task WriteAsync(ExportFormat format, string path)
    {
        await using SyncDb database = await databases.CreateDbContextAsync();
        string[] kinds = [.. format.Kinds.Select(kind => kind.Name)];
        IAsyncEnumerable<StoredRecord> records = database.Records
            .AsNoTracking()
            .Where(record => kinds.Contains(record.Kind))
            .OrderBy(record => record.AccountId)
            .ThenBy(record => record.Kind)
            .ThenBy(record => record.Id)
            .AsAsyncEnumerable();

        string temporary = path + ".tmp";
        int count = 0;
        await using (var writer = new StreamWriter(temporary, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Options()))
        {
            await writer.WriteAsync(format.Header);
            await foreach (StoredRecord record in records)
            {
                await writer.WriteAsync(format.Line(record));
                count++;
            }
        }

        File.Move(temporary, path, overwrite: true);
        Console.WriteLine($"{count} records in {Path.GetFullPath(path)}");
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // Personal data: not for other users of the machine.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
