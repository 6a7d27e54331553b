using System.Buffers;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Pooled memory that is written once and returned to the pool when its last user releases it.</summary>
/// <remarks>
/// The socket may still be sending when a call is canceled or answered early. If the memory were back in the pool by then, it could contain
/// the bytes of another request. The buffer grows by doubling: requests are small, and the JSON writer needs contiguous memory.
/// </remarks>
internal sealed class SharedBuffer : IBufferWriter<byte>
{
    private const int Smallest = 1024;
    private byte[] _array = ArrayPool<byte>.Shared.Rent(Smallest);
    private int _written;

    /// <summary>The number of users: 1 for the content that owns the buffer, and 1 for each send in progress.</summary>
    private int _users = 1;

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

    /// <exception cref="ObjectDisposedException">The memory was already returned to the pool.</exception>
    internal void Acquire()
    {
        int users;
        do
        {
            users = Volatile.Read(ref _users);
            ObjectDisposedException.ThrowIf(users == 0, this);
        }
        while (Interlocked.CompareExchange(ref _users, users + 1, users) != users);
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
            _array = [];
            _written = 0;
        }
    }
}
