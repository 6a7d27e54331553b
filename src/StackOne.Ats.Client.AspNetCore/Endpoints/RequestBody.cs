using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>The bytes of a request's body, in pooled memory. Signatures are over these bytes, so nothing parses them before.</summary>
internal readonly struct RequestBody : IDisposable
{
    private const int InitialBytes = 4095;
    private const int MaxInitialBytes = 65_535;

    private readonly byte[] _buffer;
    private readonly int _length;

    private RequestBody(byte[] buffer, int length) => (_buffer, _length) = (buffer, length);

    internal ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    /// <summary>Reads the body.</summary>
    /// <exception cref="RefusedException">It is too large, too slow, or not valid HTTP.</exception>
    /// <exception cref="OperationCanceledException">The client has gone away.</exception>
    internal static async ValueTask<RequestBody> ReadAsync(HttpRequest request, StackOneWebhooksOptions options, TimeProvider clock)
    {
        if (request.ContentLength > options.MaxRequestBytes)
        {
            throw TooLarge();
        }

        // Otherwise the server's own limit would hold where it is the lower one.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxRequestBytes;
        }

        CancellationToken aborted = request.HttpContext.RequestAborted;
        using var timeout = new CancellationTokenSource(options.ReceiveTimeout, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted, timeout.Token);
        try
        {
            return await ReadAsync(request, options.MaxRequestBytes, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            throw TooSlow();
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
        catch (IOException)
        {
            throw new RefusedException(StatusCodes.Status499ClientClosedRequest, "Aborted");
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static async ValueTask<RequestBody> ReadAsync(HttpRequest request, int max, CancellationToken cancellationToken)
    {
        Stream stream = request.Body;
        if (stream.CanSeek)
        {
            // Something before the endpoint has buffered the body, and may have read it.
            stream.Position = 0;
        }

        // A length that is only announced must not cost memory. One byte more than the body shows its end, or that it is too large.
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(request.ContentLength ?? InitialBytes, MaxInitialBytes) + 1);
        int length = 0;
        try
        {
            while (true)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                length += read;
                if (length > max)
                {
                    throw TooLarge();
                }

                if (read == 0)
                {
                    return new(buffer, length);
                }

                if (length == buffer.Length)
                {
                    byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(length * 2L, max + 1L));
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private static RefusedException TooLarge() => new(StatusCodes.Status413PayloadTooLarge, nameof(TooLarge));

    private static RefusedException TooSlow() => new(StatusCodes.Status408RequestTimeout, nameof(TooSlow));
}
