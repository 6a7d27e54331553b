using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>A request's body: JSON in pooled memory, of a known length, that can be sent again.</summary>
internal sealed class JsonRequestContent : HttpContent
{
    /// <summary>RFC 8259 defines no charset parameter: JSON is UTF-8.</summary>
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Writing is synchronous, so a thread needs one writer at a time.</summary>
    [ThreadStatic]
    private static Utf8JsonWriter? _spareWriter;

    private readonly PooledBufferWriter _buffer;

    /// <summary>1 for the owner and 1 for each write under way: whoever is last gives the memory back.</summary>
    /// <remarks>
    /// The socket may still be sending when a call is cancelled or answered early. Memory that went back to the pool by then would
    /// carry another request's bytes.
    /// </remarks>
    private int _users = 1;

    private int _disposed;

    private JsonRequestContent(PooledBufferWriter buffer)
    {
        _buffer = buffer;
        Headers.ContentType = Json;
    }

    /// <summary>Whether any of the body has been handed to a connection since this was last reset.</summary>
    internal bool SendBegun { get; set; }

    /// <exception cref="ArgumentException">It holds what JSON cannot, such as NaN.</exception>
    internal static JsonRequestContent Create<T>(T request, JsonTypeInfo<T> type)
    {
        var buffer = new PooledBufferWriter();
        try
        {
            // Taken while it is in use, should writing one request lead to another.
            Utf8JsonWriter writer = _spareWriter ?? new Utf8JsonWriter(Stream.Null, new() { SkipValidation = true });
            _spareWriter = null;
            writer.Reset(buffer);
            JsonSerializer.Serialize(writer, request, type);
            writer.Flush();
            writer.Reset(Stream.Null);
            _spareWriter = writer;
        }
        catch (Exception exception)
        {
            buffer.Return();
            throw new ArgumentException("The request cannot be written as JSON.", nameof(request), exception);
        }

        return new JsonRequestContent(buffer);
    }

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc />
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        SendBegun = true;
        Acquire();
        try
        {
            await stream.WriteAsync(_buffer.Written, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Release();
        }
    }

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = _buffer.Written.Length;
        return true;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Release();
        }

        base.Dispose(disposing);
    }

    private void Acquire()
    {
        int users;
        do
        {
            users = Volatile.Read(ref _users);
            ObjectDisposedException.ThrowIf(users == 0, this);
        }
        while (Interlocked.CompareExchange(ref _users, users + 1, users) != users);
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _buffer.Return();
        }
    }

    /// <summary>Grows by doubling: what is sent is small, and the JSON writer wants contiguous memory.</summary>
    private sealed class PooledBufferWriter : IBufferWriter<byte>
    {
        private const int Smallest = 1024;
        private byte[] _array = ArrayPool<byte>.Shared.Rent(Smallest);
        private int _written;

        internal ReadOnlyMemory<byte> Written => _array.AsMemory(0, _written);

        public void Advance(int count) => _written += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            if (_array.Length - _written < Math.Max(sizeHint, 1))
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent(checked(_written + Math.Max(_array.Length, sizeHint)));
                Written.CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_array);
                _array = larger;
            }

            return _array.AsMemory(_written);
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        internal void Return()
        {
            ArrayPool<byte>.Shared.Return(_array);
            _array = [];
            _written = 0;
        }
    }
}
