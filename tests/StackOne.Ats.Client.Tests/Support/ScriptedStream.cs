namespace StackOne.Ats.Client.Tests.Support;

/// <summary>A response's body that arrives as a script says: each step gives bytes, none for the end, waits or fails.</summary>
internal sealed class ScriptedStream(IEnumerable<ScriptedStream.Step> steps) : Stream
{
    private readonly IEnumerator<Step> _steps = steps.GetEnumerator();
    private ReadOnlyMemory<byte> _rest;

    internal delegate ValueTask<ReadOnlyMemory<byte>> Step(CancellationToken cancellationToken);

    internal bool Disposed { get; private set; }

    /// <summary>How often it was read, the end included.</summary>
    internal int Reads { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    internal static Step Bytes(ReadOnlyMemory<byte> bytes) => _ => new(bytes);

    internal static Step Text(string text) => Bytes(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes that come after a while of the given clock.</summary>
    internal static Step Text(string text, TimeSpan after, TimeProvider time) => async cancellation =>
    {
        await Never.ComesAsync<int>(after, time, cancellation).ConfigureAwait(false);
        return System.Text.Encoding.UTF8.GetBytes(text);
    };

    internal static Step Fail(Exception exception) => _ => ValueTask.FromException<ReadOnlyMemory<byte>>(exception);

    internal static Step Stall() => cancellation => new(Never.ComesAsync<ReadOnlyMemory<byte>>(cancellation));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Reads++;
        if (!_rest.IsEmpty)
        {
            return new(Give(buffer, _rest));
        }

        if (!_steps.MoveNext())
        {
            return new(0);
        }

        ValueTask<ReadOnlyMemory<byte>> step = _steps.Current(cancellationToken);
        return step.IsCompletedSuccessfully ? new(Give(buffer, step.Result)) : AwaitAsync(buffer, step);
    }

    private async ValueTask<int> AwaitAsync(Memory<byte> buffer, ValueTask<ReadOnlyMemory<byte>> step) =>
        Give(buffer, await step.ConfigureAwait(false));

    private int Give(Memory<byte> buffer, ReadOnlyMemory<byte> bytes)
    {
        int count = Math.Min(buffer.Length, bytes.Length);
        bytes[..count].CopyTo(buffer);
        _rest = bytes[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous reads.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Disposed = true;
        _steps.Dispose();
        base.Dispose(disposing);
    }
}
