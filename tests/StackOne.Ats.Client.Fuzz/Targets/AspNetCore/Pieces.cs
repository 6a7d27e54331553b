namespace StackOne.Ats.Client.Fuzz.Targets.AspNetCore;

/// <summary>A body that arrives in pieces of a size, and cannot be read again.</summary>
internal sealed class Pieces(byte[] body, int size) : MemoryStream(body, writable: false)
{
    public override bool CanSeek => false;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Read(buffer.Span[..Math.Min(size, buffer.Length)]));
}
