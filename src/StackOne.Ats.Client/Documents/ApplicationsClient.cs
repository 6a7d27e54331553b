using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client;

// The rest of this client is generated. This overload has no operation of its own: the API takes the bytes of a file in JSON.
public partial class ApplicationsClient
{
    /// <summary>Uploads a document to an application from a stream.</summary>
    /// <remarks>
    /// The file is read into memory, because the API takes it as base64 in JSON, a third larger than its bytes. Nothing is sent before
    /// <paramref name="content"/> was read to its end, and the timeouts begin then. Its exceptions are thrown unchanged. It is not disposed. The
    /// remarks of the overload without a stream apply as well.
    /// </remarks>
    /// <param name="applicationId">StackOne's id of the application, from <c>Applications.ListAsync</c>.</param>
    /// <param name="content">The bytes of the file, from the stream's current position to its end.</param>
    /// <param name="request">The name, the format and the category of the file, without <see cref="DocumentUploadRequest.Content"/>.</param>
    /// <param name="cancellationToken">Cancels the call at any stage. A request that was already sent may still be processed.</param>
    /// <returns>The result of the upload, with the warnings and errors of the provider.</returns>
    /// <exception cref="ArgumentNullException">A parameter is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="applicationId"/> is blank, <c>.</c>, <c>..</c> or not valid UTF-16, <paramref name="content"/>
    /// cannot be read, is empty or is at its end, or <paramref name="request"/> has a <see cref="DocumentUploadRequest.Content"/> of its own.
    /// </exception>
    /// <exception cref="InvalidOperationException">No account is set.</exception>
    /// <exception cref="StackOneApiException">
    /// StackOne returned an error status. Catch a derived type to handle a specific status.
    /// </exception>
    /// <exception cref="StackOneException">
    /// The call failed for another reason, such as a lost connection, a timeout or a response that cannot be read.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    /// <example>
    /// <code>
    /// await using FileStream file = File.OpenRead("report.pdf");
    /// await client.Applications.UploadDocumentAsync(
    ///     applicationId,
    ///     file,
    ///     new DocumentUploadRequest { Name = "report.pdf", FileFormat = FileFormatValue.Pdf },
    ///     cancellationToken);
    /// </code>
    /// </example>
    public virtual Task<DocumentUploadResult> UploadDocumentAsync(
        string applicationId,
        Stream content,
        DocumentUploadRequest request,
        CancellationToken cancellationToken = default)
    {
        PathSegment.ThrowIfUnusable(applicationId);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(request);
        if (!content.CanRead)
        {
            throw new ArgumentException("The stream cannot be read.", nameof(content));
        }

        if (request.Content is not null)
        {
            throw new ArgumentException($"The request has a {nameof(request.Content)} of its own, beside the stream.", nameof(request));
        }

        _scope.ThrowIfUnusable(ApplicationsOperations.UploadDocument);
        return ReadAndUploadAsync();

        async Task<DocumentUploadResult> ReadAndUploadAsync()
        {
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
            if (bytes.Length == 0)
            {
                throw new ArgumentException(
                    $"The stream has nothing left to read: it is empty, or at its end (set {nameof(content.Position)} to 0).",
                    nameof(content));
            }

            DocumentUploadRequest complete = request with { Content = bytes.GetBuffer().AsMemory(0, (int)bytes.Length) };
            return await UploadDocumentAsync(applicationId, complete, cancellationToken).ConfigureAwait(false);
        }
    }
}
