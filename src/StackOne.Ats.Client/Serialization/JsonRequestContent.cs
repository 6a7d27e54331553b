using System.Buffers;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>The body of a request: JSON of known length in pooled memory.</summary>
/// <remarks>
/// The socket may still be sending when a call is canceled or answered early. If the memory were back in the pool by then, it could contain
/// the bytes of another request, so the last read to end returns it.
/// </remarks>
internal sealed class JsonRequestContent : HttpContent
{
    /// <summary>Set in <see cref="_state"/>, whose lower bits count the reads in progress.</summary>
    private const int WasRead = 1 << 28;
    private const int Withdrawn = 1 << 29;
    private const int Disposed = 1 << 30;
    private const int Readers = WasRead - 1;

    private readonly byte[] _array;
    private readonly int _length;
    private int _state;

    private JsonRequestContent(byte[] array, int length)
    {
        _array = array;
        _length = length;
        if (length > 0)
        {
            // RFC 8259 defines no charset parameter: JSON is UTF-8.
            Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }
    }

    /// <summary>A body without bytes, which shows as any other whether something has begun to send the request.</summary>
    internal static JsonRequestContent Empty() => new([], 0);

    /// <exception cref="ArgumentException">
    /// The request contains a value that JSON cannot represent, such as NaN or a lone surrogate, or one that must not be sent, such as a file
    /// without bytes.
    /// </exception>
    internal static JsonRequestContent Create<T>(T request, JsonTypeInfo<T> type)
    {
        try
        {
            (byte[] array, int length) = PooledJsonWriter.Write(request, type);
            return new JsonRequestContent(array, length);
        }
        catch (Exception exception)
        {
            var invalid = exception as InvalidMemberException;
            string where = exception is JsonException { Path: { } path } ? $" ({path}{invalid?.Place})" : string.Empty;
            string why = invalid is null ? string.Empty : $" {invalid.Message}";
            throw new ArgumentException($"The request cannot be written as JSON{where}.{why}", nameof(request), exception);
        }
    }

    /// <summary>Prevents any later read of the body; false if something has begun to read it.</summary>
    /// <remarks>
    /// Otherwise, a handler that sends in the background could begin to read just after the attempt was classified as not sent.
    /// </remarks>
    internal bool TryWithdraw() => (Interlocked.CompareExchange(ref _state, Withdrawn, 0) & WasRead) == 0;

    /// <summary>Returns an unread content with the same bytes, and disposes this one.</summary>
    /// <exception cref="ObjectDisposedException">A handler of the application has disposed this one.</exception>
    internal JsonRequestContent Renew()
    {
        // Something may still read this content, so the memory cannot change hands.
        BeginRead(unless: Disposed);
        byte[] copy = ArrayPool<byte>.Shared.Rent(_length);
        _array.AsSpan(0, _length).CopyTo(copy);
        Dispose();
        EndRead();
        return new JsonRequestContent(copy, _length);
    }

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc />
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        BeginRead(unless: Withdrawn | Disposed);
        try
        {
            await stream.WriteAsync(_array.AsMemory(0, _length), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            EndRead();
        }
    }

    /// <inheritdoc />
    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BeginRead(unless: Withdrawn | Disposed);
        try
        {
            stream.Write(_array, 0, _length);
        }
        finally
        {
            EndRead();
        }
    }

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        int before = Interlocked.Or(ref _state, Disposed);
        if ((before & (Disposed | Readers)) == 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// Records that a read begins. Every way to read the content, including as a stream or into a buffer, calls one of the methods that write
    /// it.
    /// </summary>
    /// <param name="unless">The flags of a content that cannot be read.</param>
    /// <exception cref="ObjectDisposedException">The attempt that the content belongs to has ended.</exception>
    private void BeginRead(int unless)
    {
        int state;
        do
        {
            state = Volatile.Read(ref _state);
            ObjectDisposedException.ThrowIf((state & unless) != 0, this);
        }
        while (Interlocked.CompareExchange(ref _state, (state + 1) | WasRead, state) != state);
    }

    private void EndRead()
    {
        if ((Interlocked.Decrement(ref _state) & (Disposed | Readers)) == Disposed)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }
    }
}
