using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>The body of a request: JSON of known length in pooled memory, which can be sent again.</summary>
internal sealed class JsonRequestContent : HttpContent
{
    /// <summary>The writer does not validate, because the serializer always writes well-formed JSON.</summary>
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = StrictJsonEncoder.Instance };

    /// <summary>Writing is synchronous, so a thread needs one writer at a time.</summary>
    [ThreadStatic]
    private static Utf8JsonWriter? _spareWriter;

    private const int Unread = 0;
    private const int Read = 1;
    private const int Withdrawn = 2;

    private readonly SharedBuffer _buffer;
    private int _state = Unread;
    private int _disposed;

    private JsonRequestContent(SharedBuffer buffer)
    {
        _buffer = buffer;
        // RFC 8259 defines no charset parameter: JSON is UTF-8.
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    /// <exception cref="ArgumentException">
    /// The request contains a value that JSON cannot represent, such as NaN or a lone surrogate, or repeats a member in AdditionalProperties.
    /// </exception>
    internal static JsonRequestContent Create<T>(T request, JsonTypeInfo<T> type)
    {
        var buffer = new SharedBuffer();
        try
        {
            // The spare is taken while it is in use, in case serializing one request serializes another.
            Utf8JsonWriter writer = _spareWriter ?? new Utf8JsonWriter(buffer, Options);
            _spareWriter = null;
            writer.Reset(buffer);
            // This flushes the writer, too.
            JsonSerializer.Serialize(writer, request, type);
            _spareWriter = writer;
        }
        catch (Exception exception)
        {
            buffer.Release();
            string where = exception is JsonException { Path: { } path }
                ? $" ({path}{(exception as InvalidMemberException)?.Place})"
                : string.Empty;
            throw new ArgumentException($"The request cannot be written as JSON{where}.", nameof(request), exception);
        }

        return new JsonRequestContent(buffer);
    }

    /// <summary>Prevents any later read of the body; false if something has begun to read it.</summary>
    /// <remarks>
    /// Otherwise, a handler that sends in the background could begin to read just after the attempt was classified as not sent.
    /// </remarks>
    internal bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Unread) != Read;

    /// <summary>Returns an unread content with the same bytes, and disposes this one.</summary>
    internal JsonRequestContent Renew()
    {
        _buffer.Acquire();
        Dispose();
        return new JsonRequestContent(_buffer);
    }

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc />
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        BeginRead();
        try
        {
            await stream.WriteAsync(_buffer.Written, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _buffer.Release();
        }
    }

    /// <inheritdoc />
    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BeginRead();
        try
        {
            stream.Write(_buffer.Written.Span);
        }
        finally
        {
            _buffer.Release();
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
            _buffer.Release();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// Records that a read begins. Every way to read the content, including as a stream or into a buffer, calls one of the methods that write
    /// it.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The attempt that the content belongs to has ended.</exception>
    private void BeginRead()
    {
        _buffer.Acquire();
        if (Interlocked.CompareExchange(ref _state, Read, Unread) == Withdrawn)
        {
            _buffer.Release();
            throw new ObjectDisposedException(GetType().FullName);
        }
    }
}
