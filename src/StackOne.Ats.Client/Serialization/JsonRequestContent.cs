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

    /// <summary>What is written needs no check: the serializer writes no half of an object.</summary>
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
        Headers.ContentType = Json;
    }

    /// <exception cref="ArgumentException">
    /// It holds what JSON cannot, such as NaN or half of a surrogate pair, or has a member a second time in AdditionalProperties.
    /// </exception>
    internal static JsonRequestContent Create<T>(T request, JsonTypeInfo<T> type)
    {
        var buffer = new SharedBuffer();
        try
        {
            // Taken while it is in use, should writing one request lead to another.
            Utf8JsonWriter writer = _spareWriter ?? new Utf8JsonWriter(Stream.Null, Options);
            _spareWriter = null;
            writer.Reset(buffer);
            JsonSerializer.Serialize(writer, request, type);
            writer.Flush();
            writer.Reset(Stream.Null);
            _spareWriter = writer;
        }
        catch (Exception exception)
        {
            buffer.Release();
            string where = exception is JsonException { Path: { } path }
                ? $" ({path}{(exception as KnownMemberException)?.Place})"
                : string.Empty;
            throw new ArgumentException($"The request cannot be written as JSON{where}.", nameof(request), exception);
        }

        return new JsonRequestContent(buffer);
    }

    /// <summary>Withdraws the body from all who have not begun to read it; false where somebody has.</summary>
    /// <remarks>A handler that sends in the background could otherwise begin just after the attempt was found not to have been sent.</remarks>
    internal bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Unread) != Read;

    /// <summary>The same bytes as a content that nobody has read yet; this one is disposed.</summary>
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

    /// <summary>Every way to read the content, as a stream and into a buffer too, comes through one of the two that write it.</summary>
    /// <exception cref="ObjectDisposedException">The attempt that it belongs to has ended.</exception>
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
