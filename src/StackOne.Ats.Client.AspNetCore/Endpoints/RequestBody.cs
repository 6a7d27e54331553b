using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>The bytes of a request's body, in pooled memory. Signatures are over these bytes, so nothing parses them before.</summary>
internal readonly struct RequestBody : IDisposable
{
    private const int InitialBytes = 4096;

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
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, "TooLarge");
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
            throw new RefusedException(StatusCodes.Status408RequestTimeout, "TooSlow");
        }
        catch (BadHttpRequestException exception)
        {
            // The server's own limits: of the size, of the rate, and of HTTP's syntax.
            throw new RefusedException(exception.StatusCode, "BadRequest");
        }
        catch (IOException exception)
        {
            throw new OperationCanceledException(null, exception, aborted);
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

        // One byte more than the maximum shows that the body is too large.
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min((request.ContentLength ?? InitialBytes) + 1, (long)max + 1));
        int length = 0;
        try
        {
            while (true)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                length += read;
                if (length > max)
                {
                    throw new RefusedException(StatusCodes.Status413PayloadTooLarge, "TooLarge");
                }

                if (read == 0)
                {
                    return new(buffer, length);
                }

                if (length == buffer.Length)
                {
                    byte[] larger = ArrayPool<byte>.Shared.Rent(length * 2);
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
}
