using System.Text.Json;
using StackOne.Ats.Client.Models;

namespace Worker._1;

/// <summary>Stands in for your database: keeps the progress of each account in a file, and only counts the candidates.</summary>
internal sealed partial class FileStore(IConfiguration configuration, ILogger<FileStore> logger) : ICandidateStore
{
    private readonly string _folder = Directory.CreateDirectory(configuration["Progress"] ?? "progress").FullName;

    public async Task<Progress> LoadAsync(string accountId, CancellationToken cancellationToken)
    {
        string file = PathOf(accountId);
        return File.Exists(file)
            ? JsonSerializer.Deserialize<Progress>(await File.ReadAllBytesAsync(file, cancellationToken))!
            : new Progress();
    }

    public async Task SaveAsync(string accountId, IReadOnlyList<Candidate> candidates, Progress progress, CancellationToken cancellationToken)
    {
        string file = PathOf(accountId);
        string part = file + ".part";
        await using (FileStream stream = File.Create(part))
        {
            await JsonSerializer.SerializeAsync(stream, progress, cancellationToken: cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        // At once: after a crash, the file has either the old progress or the new one.
        File.Move(part, file, overwrite: true);
        LogSaved(accountId, candidates.Count);
    }

    /// <summary>An account id may have characters that a file name must not have.</summary>
    private string PathOf(string accountId) => Path.Combine(_folder, $"{Uri.EscapeDataString(accountId)}.json");

    [LoggerMessage(1, LogLevel.Information, "{AccountId}: {Count} candidates read.")]
    private partial void LogSaved(string accountId, int count);
}
