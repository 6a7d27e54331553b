using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace StackOne.Ats.Client.Serialization;

/// <summary>The body of a response, read completely into pooled memory that is returned to the pool when the response is disposed.</summary>
/// <remarks>It grows by segments instead of doubling one array, so that a large body is never in memory twice.</remarks>
internal sealed class PooledBody(HttpContent source) : HttpContent, IBody
{
    private const int FirstSegment = 4 * 1024;
    private const int LargestSegment = 64 * 1024;

    private Segment? _first;
    private Segment? _last;

    /// <summary>The content that the body came from; its headers are the response's.</summary>
    internal HttpContent Source => source;

    /// <inheritdoc />
    public HttpContentHeaders SourceHeaders => source.Headers;

    internal long Length { get; private set; }

    /// <summary>The owner to notify when the body is read or dropped.</summary>
    internal IBodyOwner? Owner { get; set; }

    internal ReadOnlySequence<byte> Bytes => First(Length);

    /// <summary>The beginning of the body, up to a number of bytes.</summary>
    /// <remarks>
    /// The sequence never ends with an empty segment, unlike a slice that exactly fills its segments: Utf8JsonReader reads out of bounds there
    /// if the bytes are truncated within <c>null</c>, <c>true</c> or <c>false</c>.
    /// </remarks>
    internal ReadOnlySequence<byte> First(long most)
    {
        if (_first is null)
        {
            return ReadOnlySequence<byte>.Empty;
        }

        Segment last = _first;
        long left = Math.Min(most, Length);
        for (; left > last.Written; last = (Segment)last.Next!)
        {
            left -= last.Written;
        }

        return new ReadOnlySequence<byte>(_first, 0, last, (int)left);
    }

    /// <summary>Free memory to read into, at least one byte.</summary>
    internal Memory<byte> GetMemory()
    {
        if (_last is null || _last.Free.Length == 0)
        {
            int size = _last is null ? FirstSegment : Math.Min(_last.Size * 4, LargestSegment);
            var next = new Segment(ArrayPool<byte>.Shared.Rent(size), Length);
            _last?.Link(next);
            _first ??= next;
            _last = next;
        }

        return _last.Free;
    }

    /// <summary>Keeps the first <paramref name="count"/> bytes of the memory that <see cref="GetMemory"/> returned.</summary>
    internal void Advance(int count)
    {
        _last!.Advance(count);
        Length += count;
    }

    /// <summary>Writes nothing.</summary>
    /// <remarks>
    /// Refit buffers every response before it reads it, which would copy what is already in memory. All code that reads a response uses
    /// <see cref="Bytes"/>, except the handler that creates this content.
    /// </remarks>
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
        for (Segment? segment = _first; segment is not null; segment = segment.Return())
        {
        }

        _first = _last = null;
        Length = 0;
        source.Dispose();
        Owner?.BodyDropped();
        Owner = null;
        base.Dispose(disposing);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        private byte[] _array;

        internal Segment(byte[] array, long runningIndex)
        {
            _array = array;
            Memory = array;
            RunningIndex = runningIndex;
        }

        internal int Size => _array.Length;

        internal int Written { get; private set; }

        internal Memory<byte> Free => _array.AsMemory(Written);

        internal void Advance(int count) => Written += count;

        /// <summary>Only a full segment gets a successor, so <see cref="ReadOnlySequenceSegment{T}.Memory"/> is its whole array.</summary>
        internal void Link(Segment next) => Next = next;

        /// <summary>Returns the memory to the pool, and gives the next segment.</summary>
        internal Segment? Return()
        {
            ArrayPool<byte>.Shared.Return(_array);
            _array = [];
            Memory = default;
            return (Segment?)Next;
        }
    }
}
