using System.IO.Compression;
using System.Runtime.Versioning;

namespace StackOne.Ats.Client.Serialization;

/// <summary>
/// A body without its content coding, if its first bytes show that it has it: some platforms and proxies decode a body and leave the header.
/// </summary>
/// <param name="source">The body. Disposed with this stream.</param>
/// <param name="coding">The content coding.</param>
/// <param name="isFile">Whether the body is a file rather than JSON, which is checked later.</param>
[UnsupportedOSPlatform("browser")]
internal sealed class DecodedStream(Stream source, string coding, bool isFile) : ReadOnlyStream
{
    private readonly byte[] _head = new byte[2];
    private int _headLength;
    private Stream? _decoded;

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _decoded?.ReadAsync(buffer, cancellationToken) ?? BeginAsync(buffer, cancellationToken);

    /// <summary>Whether a body is encoded.</summary>
    /// <remarks>
    /// Neither zlib nor Brotli can begin as an object of JSON, HTML or a byte order mark does. Brotli can begin as other text does, and raw deflate,
    /// which some servers send for deflate, as anything: the former, and a file in the latter, count as encoded.
    /// </remarks>
    /// <param name="coding">The content coding.</param>
    /// <param name="head">The first two bytes, or fewer if the body is shorter.</param>
    /// <param name="isFile">Whether the body is a file.</param>
    internal static bool IsEncoded(string coding, ReadOnlySpan<byte> head, bool isFile) => !head.IsEmpty && coding switch
    {
        ContentCoding.Gzip => head is [0x1F] or [0x1F, 0x8B],
        ContentCoding.Deflate => isFile || IsZlib(head),
        _ => head is not [(byte)'{' or (byte)'<' or 0xEF, ..],
    };

    /// <summary>RFC 1950, section 2.2: the method and the window, the check of both, and no preset dictionary.</summary>
    private static bool IsZlib(ReadOnlySpan<byte> head) =>
        head is [var method, var flags] && (method & 0x0F) == 8 && method < 0x80 && ((method << 8) + flags) % 31 == 0 && (flags & 0x20) == 0;

    private async ValueTask<int> BeginAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // A read that fails may be repeated, and continues where it was.
        while (_headLength < _head.Length
            && await source.ReadAsync(_head.AsMemory(_headLength), cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            _headLength += count;
        }

        ReadOnlyMemory<byte> head = _head.AsMemory(0, _headLength);
        var whole = new Rejoined(head, source);
        _decoded = !IsEncoded(coding, head.Span, isFile) ? whole : coding switch
        {
            ContentCoding.Gzip => new GZipStream(whole, CompressionMode.Decompress),
            ContentCoding.Deflate => new ZLibStream(whole, CompressionMode.Decompress),
            _ => new BrotliStream(whole, CompressionMode.Decompress),
        };
        return await _decoded.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            (_decoded ?? source).Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The bytes that were read already, then the rest.</summary>
    private sealed class Rejoined(ReadOnlyMemory<byte> head, Stream rest) : ReadOnlyStream
    {
        private ReadOnlyMemory<byte> _head = head;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_head.IsEmpty)
            {
                return rest.ReadAsync(buffer, cancellationToken);
            }

            int count = Math.Min(buffer.Length, _head.Length);
            _head[..count].CopyTo(buffer);
            _head = _head[count..];
            return new(count);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                rest.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
