using System.Buffers;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Pooled memory that is written once, and goes back to the pool when the last of its users lets go.</summary>
/// <remarks>
/// The socket may still be sending when a call is cancelled or answered early. Memory that went back to the pool by then would carry another
/// request's bytes. It grows by doubling: what is sent is small, and the JSON writer wants contiguous memory.
/// </remarks>
internal sealed class SharedBuffer : IBufferWriter<byte>
{
    private const int Smallest = 1024;
    private byte[] _array = ArrayPool<byte>.Shared.Rent(Smallest);
    private int _written;

    /// <summary>1 for the content that owns it, and 1 for each sending that is under way.</summary>
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

    /// <exception cref="ObjectDisposedException">The memory went back to the pool already.</exception>
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
