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
/// <param name="content">The bytes of the file. Disposed with the document.</param>
/// <param name="contentType">The media type.</param>
/// <param name="fileName">The name of the file.</param>
/// <param name="length">The number of bytes.</param>
/// <example>
/// <code>
/// using StackOneDocument document = await client.Applications.DownloadDocumentAsync(applicationId, documentId, cancellationToken: cancellationToken);
/// await using FileStream file = File.Create(path);
/// await document.Content.CopyToAsync(file, cancellationToken);
/// </code>
/// </example>
public sealed class StackOneDocument(Stream content, string? contentType = null, string? fileName = null, long? length = null)
    : IDisposable, IAsyncDisposable
{
    /// <summary>The bytes of the file. The stream can be read once, from its beginning to its end.</summary>
    public Stream Content { get; } = content ?? throw new ArgumentNullException(nameof(content));

    /// <summary>The media type, such as <c>application/pdf</c>, as the response has it; null if it has none.</summary>
    public string? ContentType { get; } = contentType;

    /// <summary>
    /// The name of the file, without a path, and without control characters and those that change the direction of text; null if the response has
    /// none. It comes from outside: check it before you create a file with it.
    /// </summary>
    public string? FileName { get; } = fileName;

    /// <summary>The number of bytes; null if the response does not specify it, also because it was compressed.</summary>
    public long? Length { get; } = length;

    /// <summary>Ends the download and releases its connection.</summary>
    public void Dispose() => Content.Dispose();

    /// <summary>Ends the download and releases its connection.</summary>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
