using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>The bytes of a request's body, in pooled memory. Signatures are over these bytes, so nothing parses them before.</summary>
internal readonly struct RequestBody : IDisposable
{
    private const int InitialBytes = 4096;

    /// <summary>A length that is only announced must not cost memory.</summary>
    private const int MaxInitialBytes = 65_536;

    private readonly byte[] _buffer;
    private readonly int _length;

    private RequestBody(byte[] buffer, int length) => (_buffer, _length) = (buffer, length);

    internal ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    /// <summary>Reads the body.</summary>
    /// <exception cref="RefusedException">It is too large, too slow, not valid HTTP, or the client has gone away.</exception>
    internal static async ValueTask<RequestBody> ReadAsync(HttpRequest request, StackOneWebhooksOptions options, TimeProvider clock)
    {
        if (request.ContentLength > options.MaxRequestBytes)
        {
            throw TooLarge();
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // The server's own may be lower, and counts what is around chunks, which must not be without end either.
            limit.MaxRequestBodySize = (8L * options.MaxRequestBytes) + MaxInitialBytes;
        }

        if (request.Body.CanSeek)
        {
            // Something before the endpoint has buffered the body, and may have read it.
            request.Body.Position = 0;
        }

        PipeReader reader = request.BodyReader;
        using var timeout = new ReadTimeout(reader, options.ReceiveTimeout, clock);
        try
        {
            RequestBody body = await ReadAsync(reader, (int)Math.Min(request.ContentLength ?? InitialBytes, MaxInitialBytes), options.MaxRequestBytes)
                .ConfigureAwait(false);
            if (timeout.End())
            {
                // It has marked the server's pipe as canceled, which must not reach the next request of the connection: a 408 closes it.
                body.Dispose();
                throw TooSlow();
            }

            return body;
        }
        catch (BadHttpRequestException exception)
        {
            // The server's own limits: of the size, of the rate, and of HTTP's syntax.
            throw exception.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => TooLarge(),
                StatusCodes.Status408RequestTimeout => TooSlow(),
                _ => new RefusedException(exception.StatusCode, "BadRequest"),
            };
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            // UseRequestDecompression, for a body that is not compressed as it says.
            throw new RefusedException(StatusCodes.Status400BadRequest, "BadRequest");
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            throw new RefusedException(StatusCodes.Status499ClientClosedRequest, "Aborted");
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static async ValueTask<RequestBody> ReadAsync(PipeReader reader, int initial, int max)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(initial);
        int length = 0;
        try
        {
            while (true)
            {
                ReadResult result = await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                ReadOnlySequence<byte> read = result.Buffer;
                long total = length + read.Length;
                if (total <= max && !result.IsCanceled)
                {
                    buffer = Fit(buffer, length, (int)total);
                    read.CopyTo(buffer.AsSpan(length));
                    length = (int)total;
                }

                reader.AdvanceTo(read.End);
                if (result.IsCanceled)
                {
                    throw TooSlow();
                }

                if (total > max)
                {
                    throw TooLarge();
                }

                if (result.IsCompleted)
                {
                    return new(buffer, length);
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <summary>The buffer, or a larger one with its content.</summary>
    private static byte[] Fit(byte[] buffer, int length, int total)
    {
        if (total <= buffer.Length)
        {
            return buffer;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(total, Math.Min(2L * length, Array.MaxLength)));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static RefusedException TooLarge() => new(StatusCodes.Status413PayloadTooLarge, nameof(TooLarge));

    private static RefusedException TooSlow() => new(StatusCodes.Status408RequestTimeout, nameof(TooSlow));
}
