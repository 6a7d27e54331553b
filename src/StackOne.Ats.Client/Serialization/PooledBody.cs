using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace StackOne.Ats.Client.Serialization;

/// <summary>The body of a response, read completely into pooled memory that is returned to the pool when the response is disposed.</summary>
/// <remarks>
/// While it is read, the body is in an array that doubles up to <see cref="BlockSize"/>, and in further blocks of that size after it. They are joined
/// at the end, so that a large body is in memory twice at most, and only then.
/// </remarks>
/// <param name="source">The content that the body comes from.</param>
/// <param name="expected">How many bytes are expected; 0 if that is not known.</param>
internal sealed class PooledBody(HttpContent source, int expected) : HttpContent, IBody
{
    private const int InitialSize = 4 * 1024;
    private const int BlockSize = 1024 * 1024;

    /// <summary>The blocks that are full.</summary>
    private List<byte[]>? _full;

    /// <summary>The last block. One byte more than is expected, to read the end into.</summary>
    private byte[] _block = ArrayPool<byte>.Shared.Rent(expected > 0 ? Math.Min(expected + 1, BlockSize) : InitialSize);

    /// <summary>How much of the last block is used.</summary>
    private int _used;

    /// <summary>The whole body, if it had several blocks. It is not from the pool, whose arrays are up to twice as large.</summary>
    private byte[]? _whole;

    /// <summary>The content that the body came from; its headers are the response's.</summary>
    internal HttpContent Source => source;

    /// <inheritdoc />
    public HttpContentHeaders SourceHeaders => source.Headers;

    internal int Length { get; private set; }

    /// <summary>What the pipeline read from the body; null before that, and for an error.</summary>
    internal object? Result { get; set; }

    /// <summary>The whole body. Nothing can be added after this.</summary>
    internal ReadOnlyMemory<byte> Bytes
    {
        get
        {
            if (_full is not null)
            {
                Join(_full);
            }

            return (_whole ?? _block).AsMemory(0, Length);
        }
    }

    /// <summary>The beginning of the body, up to a number of bytes.</summary>
    /// <remarks>A body that is too long to be read is not joined for its beginning.</remarks>
    internal ReadOnlyMemory<byte> First(int max) =>
        _full is [var first, ..] && max <= BlockSize ? first.AsMemory(0, max) : Bytes[..Math.Min(max, Length)];

    /// <summary>Free memory to read into, at least one byte.</summary>
    internal Memory<byte> GetMemory()
    {
        if (_used == _block.Length)
        {
            byte[] next = ArrayPool<byte>.Shared.Rent(Math.Min(_block.Length * 2, BlockSize));
            if (_block.Length < BlockSize)
            {
                _block.CopyTo(next, 0);
                ArrayPool<byte>.Shared.Return(_block);
            }
            else
            {
                (_full ??= []).Add(_block);
                _used = 0;
            }

            _block = next;
        }

        return _block.AsMemory(_used);
    }

    /// <summary>Keeps the first <paramref name="count"/> bytes of the memory that <see cref="GetMemory"/> returned.</summary>
    internal void Advance(int count)
    {
        _used += count;
        Length += count;
    }

    private void Join(List<byte[]> full)
    {
        _whole = GC.AllocateUninitializedArray<byte>(Length);
        int at = 0;
        foreach (byte[] block in full)
        {
            block.CopyTo(_whole, at);
            at += block.Length;
        }

        _block.AsSpan(0, _used).CopyTo(_whole.AsSpan(at));
        ReturnBlocks();
    }

    /// <summary>Returns all blocks, once: the pool ignores the empty array that is left.</summary>
    private void ReturnBlocks()
    {
        _full?.ForEach(static block => ArrayPool<byte>.Shared.Return(block));
        ArrayPool<byte>.Shared.Return(_block);
        (_full, _block) = (null, []);
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
        ReturnBlocks();
        (_whole, _used, Length) = (null, 0, 0);
        source.Dispose();
        base.Dispose(disposing);
    }
}
