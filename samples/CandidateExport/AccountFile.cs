using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

namespace CandidateExport;

/// <summary>The output of an account and its checkpoint, which is always written after the page that it is about.</summary>
internal sealed class AccountFile : IDisposable
{
    private readonly string _account;
    private readonly string _cursorPath;
    private readonly ExportFormat _format;
    private readonly FileStream _output;

    private AccountFile(string account, string path, ExportFormat format, Checkpoint checkpoint)
    {
        _account = account;
        _format = format;
        _cursorPath = path + ".cursor";
        Checkpoint = checkpoint;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            // Personal data: not for other users of the machine.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _output = new FileStream(path, options);
    }

    internal Checkpoint Checkpoint { get; private set; }

    /// <summary>Opens the files of an account, and continues where the last run stopped.</summary>
    /// <exception cref="IOException">The files cannot be used, or are not from an export with the same options.</exception>
    internal static AccountFile Open(string folder, string account, ExportFormat format, DateTimeOffset? since)
    {
        // An account id may have characters that a file name must not have.
        string path = Path.Combine(folder, $"candidates-{Uri.EscapeDataString(account)}{format.Extension}");
        string cursorPath = path + ".cursor";
        Checkpoint? found = Checkpoint.Read(cursorPath);
        if (found is null && File.Exists(path))
        {
            throw new IOException($"{path} exists without its .cursor file. Delete it, or choose another --output.");
        }

        if (found is not null && found.Since != since)
        {
            throw new IOException($"{path} is from an export with another --since. Use the same, or choose another --output.");
        }

        Checkpoint checkpoint = found ?? new Checkpoint(since, Cursor: null, Length: 0, Candidates: 0, Done: false);
        if (found is null)
        {
            // Before the output, so that an output without a checkpoint is never one of an interrupted run.
            checkpoint.Write(cursorPath);
        }

        var file = new AccountFile(account, path, format, checkpoint);
        file.CutToCheckpoint();
        return file;
    }

    /// <summary>Writes a page, and then the checkpoint after it.</summary>
    internal void Append(StackOnePage<Candidate> page)
    {
        if (_output.Position == 0)
        {
            _output.Write(_format.HeaderBytes());
        }

        _output.Write(_format.PageBytes(_account, page.Items));
        _output.Flush(flushToDisk: true);

        Checkpoint = Checkpoint with
        {
            Cursor = page.NextCursor,
            Length = _output.Position,
            Candidates = Checkpoint.Candidates + page.Items.Count,
            Done = page.NextCursor is null,
        };
        Checkpoint.Write(_cursorPath);
    }

    public void Dispose() => _output.Dispose();

    /// <summary>Removes what an interrupted run wrote after its last checkpoint: that page is read again.</summary>
    private void CutToCheckpoint()
    {
        if (_output.Length < Checkpoint.Length)
        {
            _output.Dispose();
            throw new IOException($"{_output.Name} is shorter than its .cursor file says. Delete both to start the account again.");
        }

        _output.SetLength(Checkpoint.Length);
        _output.Seek(0, SeekOrigin.End);
    }
}
