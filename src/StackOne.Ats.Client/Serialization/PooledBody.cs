using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace StackOne.Ats.Client.Serialization;

/// <summary>The body of a response, read completely into pooled memory that is returned to the pool when the response is disposed.</summary>
/// <remarks>
/// JSON in one array is faster to read, so the body is in one, which is replaced by a larger one when it is full. Beyond <see cref="LargestArray"/>
/// the body grows by segments, so that a large one is never in memory twice.
/// </remarks>
/// <param name="source">The content that the body comes from.</param>
/// <param name="expected">How many bytes are expected; 0 if that is not known.</param>
internal sealed class PooledBody(HttpContent source, int expected) : HttpContent, IBody
{
    private const int FirstArray = 4 * 1024;
    private const int LargestArray = 1024 * 1024;
    private const int SegmentSize = 64 * 1024;

    /// <summary>One byte more than is expected, to read the end into.</summary>
    private byte[] _array = ArrayPool<byte>.Shared.Rent(expected > 0 ? Math.Min(expected + 1, LargestArray) : FirstArray);

    /// <summary>The last segment, if there are any. The first of them has the array.</summary>
    private Segment? _last;

    /// <summary>The content that the body came from; its headers are the response's.</summary>
    internal HttpContent Source => source;

    /// <inheritdoc />
    public HttpContentHeaders SourceHeaders => source.Headers;

    internal int Length { get; private set; }

    /// <summary>What the pipeline read from the body; null before that, and for an error.</summary>
    internal object? Result { get; set; }

    internal ReadOnlySequence<byte> Bytes => First(Length);

    /// <summary>The beginning of the body, up to a number of bytes.</summary>
    /// <remarks>
    /// The sequence never ends with an empty segment, unlike a slice that exactly fills its segments: Utf8JsonReader reads out of bounds there
    /// if the bytes are truncated within <c>null</c>, <c>true</c> or <c>false</c>.
    /// </remarks>
    internal ReadOnlySequence<byte> First(int most)
    {
        int left = Math.Min(most, Length);
        if (_last is null)
        {
            return new ReadOnlySequence<byte>(_array, 0, left);
        }

        Segment last = _last.First;
        for (; left > last.Written; last = (Segment)last.Next!)
        {
            left -= last.Written;
        }

        return new ReadOnlySequence<byte>(_last.First, 0, last, left);
    }

    /// <summary>Free memory to read into, at least one byte.</summary>
    internal Memory<byte> GetMemory()
    {
        if (_last is null && Length == _array.Length && _array.Length < LargestArray)
        {
            Grow();
        }

        if (_last is null && Length < _array.Length)
        {
            return _array.AsMemory(Length);
        }

        if (_last is null || _last.Free.Length == 0)
        {
            _last ??= new Segment(_array, _array.Length);
            _last = _last.Append(ArrayPool<byte>.Shared.Rent(SegmentSize), Length);
        }

        return _last.Free;
    }

    /// <summary>Keeps the first <paramref name="count"/> bytes of the memory that <see cref="GetMemory"/> returned.</summary>
    internal void Advance(int count)
    {
        _last?.Advance(count);
        Length += count;
    }

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(_array.Length * 4, LargestArray));
        _array.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }

    /// <summary>Writes nothing.</summary>
    /// <remarks>
    /// Refit buffers every response before it reads it, which would copy what is already in memory. All code that reads a response uses
    /// <see cref="Bytes"/>, except the stage of the pipeline that creates this content.
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
        if (_last is null && _array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }

        for (Segment? segment = _last?.First; segment is not null; segment = segment.Return())
        {
        }

        _array = [];
        _last = null;
        Length = 0;
        source.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        private byte[] _array;

        internal Segment(byte[] array, int written)
        {
            _array = array;
            Memory = array;
            Written = written;
            First = this;
        }

        internal Segment First { get; private init; }

        internal int Written { get; private set; }

        internal Memory<byte> Free => _array.AsMemory(Written);

        internal void Advance(int count) => Written += count;

        /// <summary>Only a full segment gets a successor, so <see cref="ReadOnlySequenceSegment{T}.Memory"/> is its whole array.</summary>
        internal Segment Append(byte[] array, long runningIndex)
        {
            var next = new Segment(array, written: 0) { First = First, RunningIndex = runningIndex };
            Next = next;
            return next;
        }

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
