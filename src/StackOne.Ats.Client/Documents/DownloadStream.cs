using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Documents;

/// <summary>The bytes of a download: each read has the idle timeout, and fails with the exceptions of a call.</summary>
/// <remarks>One read at a time, as for any network stream.</remarks>
/// <param name="source">The stream of the connection.</param>
/// <param name="response">The response, which is disposed with this stream.</param>
/// <param name="fail">Creates the exception of a read that failed.</param>
/// <param name="idleTimeout">The longest wait for bytes.</param>
/// <param name="time">The clock of the timeout.</param>
internal sealed class DownloadStream(
    Stream source,
    HttpResponseMessage response,
    Func<AttemptFailure, StackOneException> fail,
    TimeSpan idleTimeout,
    TimeProvider time) : ReadOnlyStream
{
    private volatile bool _disposed;

    /// <inheritdoc />
    public override bool CanRead => !_disposed && source.CanRead;

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var idle = new CancellationTokenSource(idleTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        try
        {
            int count = await source.ReadAsync(buffer, either.Token).ConfigureAwait(false);
            // The connection gives no bytes when it is disposed, which would look like the end of the file.
            ObjectDisposedException.ThrowIf(_disposed && count == 0, this);
            return count;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (_disposed)
        {
            throw new ObjectDisposedException(GetType().FullName);
        }
        catch (Exception exception)
        {
            bool isKnown = idle.IsCancellationRequested || AttemptFailure.IsTransport(exception);
            throw fail(new AttemptFailure(isKnown ? exception : AttemptFailure.Undecodable(exception), AttemptProgress.Answered)
            {
                Expired = idle.IsCancellationRequested ? StackOneTimeoutKind.Idle : null,
            });
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        if (disposing)
        {
            source.Dispose();
            response.Dispose();
        }

        base.Dispose(disposing);
    }
}
