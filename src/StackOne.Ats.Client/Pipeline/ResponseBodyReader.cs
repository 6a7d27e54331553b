using StackOne.Ats.Client.Documents;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// Reads the body inside the attempt, except that of a download. Refit waits only for the headers, so an outer timeout would end there: a stalled
/// body would hang forever, and a connection lost in the middle of a body would not be retried.
/// </summary>
internal sealed class ResponseBodyReader(StackOneAtsClientOptions options, ExceptionFactory exceptions, TimeProvider time)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the body of a response, and sets the response's status to the one that the body may report.</summary>
    /// <returns>
    /// The body, or null for a download; and why a success cannot be used, as the continuation of "a response that ", or null if it can.
    /// </returns>
    internal async ValueTask<(PooledBody? Body, string? Fault)> ReadAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        ApiCall call,
        AttemptDeadline deadline)
    {
        ReadHeaders(call, request, response, deadline);
        PooledBody? body = null;
        try
        {
            if (call.Operation.IsDownload && response.IsSuccessStatusCode)
            {
                string? fault = DownloadBody.Fault(response);
                if (fault is null)
                {
                    response.Content = await OpenAsync(response, call, deadline).ConfigureAwait(false);
                }

                return (null, fault);
            }

            int limit = response.IsSuccessStatusCode ? options.MaxResponseBytes : options.MaxErrorBytes;
            response.Content = body = new PooledBody(response.Content, ExpectedLength(response.Content, limit));
            if (!await ReadAsync(body, limit, deadline).ConfigureAwait(false) && response.IsSuccessStatusCode)
            {
                return (body, $"is longer than {nameof(options.MaxResponseBytes)} allows");
            }
        }
        catch when (!response.IsSuccessStatusCode && !IsCanceledByCaller(deadline))
        {
            // The status and the headers are enough to handle an error. The part of its body that arrived is kept.
        }
        catch (Exception exception)
        {
            response.Dispose();
            if (AttemptFailure.IsTransport(exception))
            {
                throw;
            }

            throw AttemptFailure.Undecodable(exception);
        }

        if (response.IsSuccessStatusCode && LateError.Find(body!.Bytes.Span) is { } status)
        {
            response.StatusCode = status;
        }

        return (body, null);
    }

    /// <summary>Opens the body of a download, which the caller reads. A connection is open already, but a browser may fail here.</summary>
    private async ValueTask<DownloadBody> OpenAsync(HttpResponseMessage response, ApiCall call, AttemptDeadline deadline) => new(
        response.Content,
        await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false),
        failure => exceptions.NoResponse(call.Facts, failure, call.TotalTimeout),
        options.IdleTimeout,
        time);

    private static void ReadHeaders(ApiCall call, HttpRequestMessage request, HttpResponseMessage response, AttemptDeadline deadline)
    {
        call.RequestId = ResponseHeaders.RequestId(response) ?? call.RequestId;
        // A handler that the application added may have sent a copy.
        response.RequestMessage = request;
        if (call.HeartbeatAsked && ResponseHeaders.HeartbeatApplied(response))
        {
            deadline.LiftAttemptLimit();
        }
    }

    /// <summary>How much of the body will be read, as far as the headers say.</summary>
    private static int ExpectedLength(HttpContent content, int limit) =>
        ContentCoding.IsCompressed(content.Headers) ? 0 : (int)Math.Min(ResponseHeaders.ContentLength(content.Headers) ?? 0, limit);

    private static bool IsCanceledByCaller(AttemptDeadline deadline) => deadline.Token.IsCancellationRequested && deadline.Expired is null;

    /// <summary>Reads to the end, or until the body is longer than the limit: false then.</summary>
    private static async ValueTask<bool> ReadAsync(PooledBody body, int limit, AttemptDeadline deadline)
    {
        Stream stream = await body.Source.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
        // A stream that is not decompressed is disposed with the response.
        using Stream? decompressed = ContentCoding.Decode(stream, body.SourceHeaders, isFile: false);
        stream = decompressed ?? stream;
        // The length of a possible partial byte order mark, which stays at the front of the memory until the next bytes arrive.
        int held = 0;
        while (true)
        {
            Memory<byte> memory = body.GetMemory();
            ValueTask<int> reading = stream.ReadAsync(memory[held..], deadline.Token);
            bool waits = !reading.IsCompleted;
            if (waits)
            {
                deadline.WaitBegins();
            }

            int count = await reading.ConfigureAwait(false);
            if (waits)
            {
                deadline.WaitEnds();
            }

            bool ended = count == 0;

            if (body.Length == 0)
            {
                count = DropFront(memory.Span[..(held + count)]);
                held = 0;
                if (!ended && ByteOrderMark.StartsWith(memory.Span[..count]))
                {
                    held = count;
                    continue;
                }
            }

            body.Advance(count);
            bool fits = body.Length <= limit;
            if (ended || !fits)
            {
                return fits;
            }
        }
    }

    /// <summary>
    /// Newlines before the JSON are heartbeats, and a byte order mark may be ignored (RFC 8259, section 8.1): moves what follows them to the
    /// front, and returns its length.
    /// </summary>
    private static int DropFront(Span<byte> bytes)
    {
        Span<byte> rest = bytes;
        while (rest.IndexOfAnyExcept((byte)'\n', (byte)'\r') is >= 0 and var start)
        {
            rest = rest[start..];
            if (!rest.StartsWith(ByteOrderMark))
            {
                rest.CopyTo(bytes);
                return rest.Length;
            }

            rest = rest[ByteOrderMark.Length..];
        }

        return 0;
    }
}
