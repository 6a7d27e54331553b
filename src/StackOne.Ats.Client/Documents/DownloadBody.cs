using System.Net;
using System.Net.Http.Headers;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Documents;

/// <summary>The body of a download. It is not read inside the attempt: the caller reads it as a <see cref="DownloadStream"/>.</summary>
/// <param name="source">The content that the response came with.</param>
/// <param name="file">Its stream.</param>
/// <param name="fail">Creates the exception of a read that failed.</param>
/// <param name="idleTimeout">The longest wait for bytes.</param>
/// <param name="time">The clock of the timeout.</param>
internal sealed class DownloadBody(
    HttpContent source,
    Stream file,
    Func<AttemptFailure, StackOneException> fail,
    TimeSpan idleTimeout,
    TimeProvider time) : HttpContent, IBody
{
    /// <inheritdoc />
    public HttpContentHeaders SourceHeaders => source.Headers;

    /// <summary>Why a success is not the file, as the continuation of "a response that "; null if it is.</summary>
    internal static string? Fault(HttpResponseMessage response) => response switch
    {
        // 203: a proxy has changed something.
        { StatusCode: not (HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation) } =>
            $"is not a whole file: it has {StatusMessages.Name(response.StatusCode)}",
        _ when !ContentCoding.IsKnown(response.Content.Headers) => "is compressed in an unknown way: see Headers",
        _ => null,
    };

    /// <summary>Takes the file out of the response of a call.</summary>
    internal static async Task<StackOneDownload> OpenAsync(Task<HttpResponseMessage> sending)
    {
        HttpResponseMessage response = await sending.ConfigureAwait(false);
        return ((DownloadBody)response.Content).Open(response);
    }

    private StackOneDownload Open(HttpResponseMessage response)
    {
        Stream decoded = ContentCoding.Decode(file, source.Headers, isFile: true) ?? file;
        return new StackOneDownload(new DownloadStream(decoded, response, fail, idleTimeout, time))
        {
            ContentType = source.Headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues type) ? type.ToString() : null,
            FileName = FileName.Find(source.Headers),
            Length = ContentCoding.IsCompressed(source.Headers) ? null : source.Headers.ContentLength,
        };
    }

    /// <summary>Writes nothing: all code that reads a download uses <see cref="OpenAsync(Task{HttpResponseMessage})"/>.</summary>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        source.Dispose();
        base.Dispose(disposing);
    }
}
