using System.Net;
using System.Net.Http.Headers;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Documents;

/// <summary>The body of a download. It is not read inside the attempt: the caller reads it as a <see cref="DownloadStream"/>.</summary>
internal sealed class DownloadBody(HttpContent source, Func<AttemptFailure, StackOneException> fail, TimeSpan idleTimeout, TimeProvider time)
    : HttpContent, IBody
{
    /// <inheritdoc />
    public HttpContentHeaders SourceHeaders => source.Headers;

    private Stream _stream = Stream.Null;

    /// <summary>Why a success is not the file, as the continuation of "a response that "; null if it is.</summary>
    internal string? Fault(HttpStatusCode status) => status switch
    {
        // 203: a proxy has changed something.
        not (HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation) => $"is not a whole file: it has {StatusMessages.Name(status)}",
        _ when !ContentCoding.IsKnown(source.Headers) => "is compressed in an unknown way: see Headers",
        _ => null,
    };

    /// <summary>Gets the stream of the file inside the attempt, which can fail as the attempt can.</summary>
    internal async ValueTask BeginAsync(CancellationToken cancellationToken) =>
        _stream = await source.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Takes the file out of the response of a call.</summary>
    internal static async Task<StackOneDownload> OpenAsync(Task<HttpResponseMessage> sending)
    {
        HttpResponseMessage response = await sending.ConfigureAwait(false);
        return ((DownloadBody)response.Content).Open(response);
    }

    private StackOneDownload Open(HttpResponseMessage response)
    {
        Stream stream = ContentCoding.Decode(_stream, source.Headers, isFile: true) ?? _stream;
        return new StackOneDownload(new DownloadStream(stream, response, fail, idleTimeout, time))
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
