namespace StackOne.Ats.Client;

/// <summary>A file that is being downloaded. Dispose it to release its connection.</summary>
/// <remarks>
/// The file is not in memory: <see cref="Content"/> reads it from the connection. A read throws <see cref="StackOneTimeoutException"/> if no bytes
/// arrive for <see cref="StackOneAtsClientOptions.IdleTimeout"/>, and <see cref="StackOneConnectionException"/> if the connection is lost or the
/// body cannot be decompressed. The other timeouts, retries and <see cref="StackOneAtsClientOptions.MaxResponseBytes"/> do not apply to it: they
/// end with the headers.
/// By default, .NET does not detect that a compressed body ends early: set <c>System.IO.Compression.UseStrictValidation</c> (.NET 10) to have it
/// reported as a lost connection.
/// </remarks>
/// <param name="content">The bytes of the file. Disposed with the download.</param>
/// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
/// <example>
/// <code>
/// using StackOneDownload download = await client.Applications.DownloadDocumentAsync(
///     applicationId, documentId, cancellationToken: cancellationToken);
/// await using FileStream file = File.Create(path);
/// await download.CopyToAsync(file, cancellationToken);
/// </code>
/// </example>
public sealed class StackOneDownload(Stream content) : IDisposable, IAsyncDisposable
{
    private const int DefaultMaxBytes = 32 * 1024 * 1024;

    /// <summary>The bytes of the file. The stream can be read once, from its beginning to its end.</summary>
    public Stream Content { get; } = content ?? throw new ArgumentNullException(nameof(content));

    /// <summary>The media type, such as <c>application/pdf</c>, as the response has it; null if it has none.</summary>
    public string? ContentType { get; init; }

    /// <summary>
    /// The name of the file, without a path, and without control characters and those that change the direction of text; null if the response has
    /// none. It comes from outside: check it before you create a file with it.
    /// </summary>
    public string? FileName { get; init; }

    /// <summary>The number of bytes; null if the response does not specify it, also because it was compressed.</summary>
    public long? Length { get; init; }

    /// <summary>Copies what is left of the file to a stream.</summary>
    /// <param name="destination">The stream to write to. It is not disposed.</param>
    /// <param name="cancellationToken">Cancels the download. What was written stays.</param>
    /// <exception cref="StackOneException">The connection was lost, or no bytes arrived in time. What was written is not the whole file.</exception>
    public Task CopyToAsync(Stream destination, CancellationToken cancellationToken = default) => Content.CopyToAsync(destination, cancellationToken);

    /// <summary>Reads what is left of the file into memory, up to 32 MiB.</summary>
    /// <inheritdoc cref="ReadAsBytesAsync(int, CancellationToken)" />
    public Task<byte[]> ReadAsBytesAsync(CancellationToken cancellationToken = default) => ReadAsBytesAsync(DefaultMaxBytes, cancellationToken);

    /// <summary>Reads what is left of the file into memory.</summary>
    /// <param name="maxBytes">The largest number of bytes to read: a download has no limit of its own.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBytes"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">The file is larger than <paramref name="maxBytes"/>.</exception>
    /// <exception cref="StackOneException">The connection was lost, or no bytes arrived in time.</exception>
    public async Task<byte[]> ReadAsBytesAsync(int maxBytes, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        using var bytes = new MemoryStream((int)Math.Min(Length ?? 0, maxBytes));
        byte[] buffer = new byte[16 * 1024];
        for (int read; (read = await Content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            if (bytes.Length + read > maxBytes)
            {
                throw new InvalidOperationException($"The file has more than {maxBytes} bytes. Copy it to a stream, or read more.");
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    /// <summary>Ends the download and releases its connection.</summary>
    public void Dispose() => Content.Dispose();

    /// <summary>Ends the download and releases its connection.</summary>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
