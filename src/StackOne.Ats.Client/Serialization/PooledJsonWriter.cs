using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Writes JSON into an array from the pool. Writing is synchronous, so each thread reuses one writer.</summary>
/// <remarks>The array grows by doubling: requests are small, and System.Text.Json needs contiguous memory.</remarks>
internal sealed class PooledJsonWriter : IBufferWriter<byte>
{
    private const int MinSize = 1024;

    /// <summary>The writer does not validate, because the serializer always writes well-formed JSON.</summary>
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = StrictJsonEncoder.Instance };

    [ThreadStatic]
    private static (PooledJsonWriter Memory, Utf8JsonWriter Json)? _spare;

    private byte[] _array = [];
    private int _written;

    /// <summary>Writes a value. The caller returns the array to the pool.</summary>
    /// <returns>The array, and how many of its bytes are the JSON.</returns>
    internal static (byte[] Array, int Length) Write<T>(T value, JsonTypeInfo<T> type)
    {
        // The spare is taken while it is in use, in case serializing one request serializes another. After a failure, it is not kept.
        (PooledJsonWriter Memory, Utf8JsonWriter Json) writer = _spare ?? Create();
        _spare = null;
        (byte[] Array, int Length) written = writer.Memory.Write(writer.Json, value, type);
        _spare = writer;
        return written;
    }

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_array.Length - _written < Math.Max(sizeHint, 1))
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_written + Math.Max(_array.Length, sizeHint));
            _array.AsSpan(0, _written).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_array);
            _array = larger;
        }

        return _array.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private static (PooledJsonWriter Memory, Utf8JsonWriter Json) Create()
    {
        var memory = new PooledJsonWriter();
        return (memory, new Utf8JsonWriter(memory, Options));
    }

    private (byte[] Array, int Length) Write<T>(Utf8JsonWriter json, T value, JsonTypeInfo<T> type)
    {
        _array = ArrayPool<byte>.Shared.Rent(MinSize);
        _written = 0;
        json.Reset(this);
        try
        {
            // This flushes the writer, too.
            JsonSerializer.Serialize(json, value, type);
            return (_array, _written);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(_array);
            throw;
        }
        finally
        {
            _array = [];
        }
    }
}
