using System.Buffers;
using System.Runtime.InteropServices;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Tests.Serialization;

/// <summary>What a body takes from the pool and returns to it. The pool lends a thread the array that this thread returned last.</summary>
public class PooledBodyTests
{
    private const int Block = 1024 * 1024;
    private const int Long = 5 * Block / 2;

    private static readonly byte[] Large = [.. Enumerable.Range(0, Long).Select(static i => (byte)(i % 251))];

    [Fact]
    public void GetMemory_LengthUnknown_DoublesToABlockAndAddsBlocks()
    {
        using PooledBody body = Create(0);

        List<int> lengths = Fill(body, Large);

        int[] halves = [.. Enumerable.Range(0, 8).Select(static power => 4096 << power)];
        Assert.Equal([4096, .. halves, Block, Block], lengths);
        Assert.Equal(Large, body.Bytes);
    }

    /// <summary>The length in the headers, and a byte more to read the end into.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public void GetMemory_LengthKnown_HasRoomForAllOfIt(int length)
    {
        using PooledBody body = Create(length);

        // The pool lends arrays whose lengths are powers of two, from 16.
        Assert.InRange(body.GetMemory().Length, length + 1, Math.Max(16, 2 * length));
    }

    [Fact]
    public void GetMemory_Grows_ReturnsTheSmallerMemory()
    {
        byte[] memory = ArrayPool<byte>.Shared.Rent(4096);
        ArrayPool<byte>.Shared.Return(memory);
        using PooledBody body = Create(0);
        Assert.Same(memory, Array(body.GetMemory()));

        Fill(body, Large.AsSpan(0, 5000));

        byte[] next = ArrayPool<byte>.Shared.Rent(4096);
        ArrayPool<byte>.Shared.Return(next);
        Assert.Same(memory, next);
    }

    /// <summary>What the headers say is not what comes.</summary>
    [Fact]
    public void GetMemory_MuchIsExpected_BeginsWithABlock()
    {
        using PooledBody body = Create(int.MaxValue - 1);

        Assert.Equal([Block, Block, Block], Fill(body, Large));
        Assert.Equal(Large, body.Bytes);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(10, 9)]
    [InlineData(10, 11)]
    [InlineData(Block, Block - 1)]
    [InlineData(Block, Block + 1)]
    [InlineData(Long, 10)]
    [InlineData(Long, Block)]
    [InlineData(Long, Block + 1)]
    [InlineData(Long, int.MaxValue)]
    public void First_OfAnyLength_IsTheBeginning(int length, int max)
    {
        using PooledBody body = Create(0);
        Fill(body, Large.AsSpan(0, length));

        Assert.Equal(Large.AsSpan(0, Math.Min(length, max)), body.First(max).Span);
        Assert.Equal(Large.AsSpan(0, length), body.Bytes.Span);
    }

    /// <summary>A body over the limit is not joined for the part of it that an exception has.</summary>
    [Fact]
    public void First_OfALargeBody_IsPartOfItsMemory()
    {
        using PooledBody body = Create(0);
        Fill(body, Large);

        Assert.Equal(Block, Array(body.First(10)).Length);
        Assert.Equal(Large.Length, Array(body.Bytes).Length);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    [InlineData(Block)]
    public void Dispose_Body_ReturnsItsMemory(int length)
    {
        PooledBody body = Create(length - 1);
        Fill(body, Large.AsSpan(0, length));
        byte[] memory = Array(body.Bytes);

        body.Dispose();
        body.Dispose();

        // An array that was returned twice would be lent twice.
        byte[] next = ArrayPool<byte>.Shared.Rent(length);
        byte[] another = ArrayPool<byte>.Shared.Rent(length);
        ArrayPool<byte>.Shared.Return(another);
        ArrayPool<byte>.Shared.Return(next);
        Assert.Same(memory, next);
        Assert.NotSame(next, another);
        Assert.Equal(0, body.Length);
    }

    /// <summary>The joined body is not from the pool, even if it is as long as an array of the pool.</summary>
    [Fact]
    public void Dispose_JoinedBody_IsNotLent()
    {
        PooledBody body = Create(0);
        Fill(body, Large.AsSpan(0, Block));
        body.GetMemory();
        byte[] whole = Array(body.Bytes);
        Assert.Equal(Block, whole.Length);

        body.Dispose();

        byte[] next = ArrayPool<byte>.Shared.Rent(Block);
        ArrayPool<byte>.Shared.Return(next);
        Assert.NotSame(whole, next);
        Assert.True(body.Bytes.IsEmpty);
    }

    private static PooledBody Create(int expected) => new(new ByteArrayContent([]), expected);

    /// <summary>Reads bytes into a body, as many at a time as it has room for, and returns the room that it had each time.</summary>
    private static List<int> Fill(PooledBody body, ReadOnlySpan<byte> bytes)
    {
        var lengths = new List<int>();
        while (!bytes.IsEmpty)
        {
            Memory<byte> memory = body.GetMemory();
            lengths.Add(memory.Length);
            int count = Math.Min(memory.Length, bytes.Length);
            bytes[..count].CopyTo(memory.Span);
            body.Advance(count);
            bytes = bytes[count..];
        }

        return lengths;
    }

    private static byte[] Array(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment) ? segment.Array! : throw new InvalidOperationException("No array.");
}
