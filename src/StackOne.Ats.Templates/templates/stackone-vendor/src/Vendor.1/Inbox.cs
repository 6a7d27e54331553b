using System.Security.Cryptography;
using System.Text;
using StackOne.Ats.Client.Models;

namespace Vendor._1;

/// <summary>The orders that have arrived, a file each. An event is the only copy of its order, so it is on the disk before it is answered.</summary>
/// <remarks>
/// A folder serves one instance of the service. Replace it by your database: a table with the deduplication key as its unique column.
/// </remarks>
internal sealed class Inbox(IConfiguration configuration) : IDisposable
{
    private const string Pending = ".json";
    private const string Done = ".done";
    private const string Failed = ".failed";

    private readonly string _folder = Directory.CreateDirectory(configuration["Inbox"] ?? "inbox").FullName;
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly Lock _moving = new();

    /// <summary>Stores an order. Another delivery of one that is done changes nothing.</summary>
    internal async Task StoreAsync(AssessmentOrderEvent received, CancellationToken cancellationToken)
    {
        string key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(received.DeduplicationKey)));
        string file = Path.Combine(_folder, key + Pending);
        string part = Path.Combine(_folder, $"{Guid.NewGuid():N}.part");
        await using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(received.ToJson()), cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        lock (_moving)
        {
            if (File.Exists(Path.ChangeExtension(file, Done)) || File.Exists(Path.ChangeExtension(file, Failed)))
            {
                File.Delete(part);
            }
            else
            {
                File.Move(part, file, overwrite: true);
            }
        }

        _arrived.Release();
    }

    /// <summary>The files of the orders that are not done, the oldest first.</summary>
    internal IReadOnlyList<string> List() =>
        [.. new DirectoryInfo(_folder).GetFiles("*" + Pending).OrderBy(file => file.LastWriteTimeUtc).Select(file => file.FullName)];

    internal static async Task<AssessmentOrderEvent> ReadAsync(string file, CancellationToken cancellationToken) =>
        (AssessmentOrderEvent)StackOneEvent.Parse(await File.ReadAllTextAsync(file, cancellationToken));

    /// <summary>Forgets an order, except that it was there.</summary>
    internal void Complete(string file)
    {
        lock (_moving)
        {
            File.WriteAllBytes(Path.ChangeExtension(file, Done), []);
            File.Delete(file);
        }
    }

    /// <summary>Keeps an order for a person to look at. To try it again, rename its file.</summary>
    internal void SetAside(string file)
    {
        lock (_moving)
        {
            File.Move(file, Path.ChangeExtension(file, Failed), overwrite: true);
        }
    }

    /// <summary>Waits until another order arrives, but not longer than a time.</summary>
    internal Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _arrived.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _arrived.Dispose();
}
