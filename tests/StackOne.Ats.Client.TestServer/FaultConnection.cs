using System.Buffers;
using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace StackOne.Ats.Client.TestServer;

/// <summary>One accepted connection: plays its script, and keeps every byte that it reads.</summary>
/// <param name="socket">The connection.</param>
/// <param name="waits">Called when the script waits.</param>
/// <param name="requests">Gets what is read. Null forgets each request when the next one is read.</param>
/// <param name="stopping">Ends what the script waits for.</param>
/// <param name="abandoned">Ends everything: a client that neither sends nor closes must not hold up the test.</param>
internal sealed class FaultConnection(
    Socket socket, Action waits, ConcurrentQueue<ReceivedRequest>? requests, CancellationToken stopping, CancellationToken abandoned) : IAsyncDisposable
{
    private readonly ArrayBufferWriter<byte> _received = new();
    private Stream _stream = new NetworkStream(socket, ownsSocket: true);

    /// <summary>Where the request that is read next begins.</summary>
    private int _nextRequest;
    private bool _ended;

    /// <summary>Completes when the script has been played and the connection has ended.</summary>
    internal Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>What the server's side of the connection read; bytes of a request that it left unread are not among it.</summary>
    internal ReadOnlyMemory<byte> Received => _received.WrittenMemory;

    /// <summary>The last request that was read whole.</summary>
    internal ReceivedRequest Request { get; private set; } = new("", default, IsComplete: false);

    /// <summary>Plays the script: once, or for each request if it begins by reading one.</summary>
    internal void Start(Step[] script) => Ended = PlayAsync(script);

    /// <summary>Byte by byte: what follows the head stays unread.</summary>
    internal async Task ReadHeadAsync()
    {
        byte[] buffer = new byte[1];
        while (!Received.Span[_nextRequest..].EndsWith("\r\n\r\n"u8))
        {
            await ReadSomeAsync(buffer);
        }
    }

    internal async Task ReadBytesAsync(int count)
    {
        byte[] buffer = new byte[1024];
        for (int end = _received.WrittenCount + count; _received.WrittenCount < end;)
        {
            await ReadSomeAsync(buffer.AsMemory(0, Math.Min(buffer.Length, end - _received.WrittenCount)));
        }
    }

    internal async Task ReadRequestAsync()
    {
        if (requests is null && _nextRequest == _received.WrittenCount)
        {
            _received.ResetWrittenCount();
            _nextRequest = 0;
        }

        byte[] buffer = new byte[16 * 1024];
        ReceivedRequest? request;
        while ((request = ReceivedRequest.ParseFirst(Received[_nextRequest..])) is not { IsComplete: true })
        {
            await ReadSomeAsync(buffer);
        }

        _nextRequest += request.Head.Length + request.Body.Length;
        requests?.Enqueue(request);
        Request = request;
    }

    /// <summary>Reads until the client closes the connection, however long that takes.</summary>
    internal async Task ReadToEndAsync()
    {
        byte[] buffer = new byte[16 * 1024];
        while (!_ended && await ReadAsync(buffer, abandoned) > 0)
        {
        }
    }

    internal Task WriteAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes, stopping).AsTask();

    /// <summary>Each character becomes a byte (Latin-1).</summary>
    internal Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Writes a whole response.</summary>
    /// <param name="status">The code and the reason.</param>
    /// <param name="body">Each character becomes a byte (Latin-1).</param>
    /// <param name="headers">More headers, each with its line end.</param>
    internal Task RespondAsync(string status, string body, string headers = "") => WriteAsync(
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}");

    internal Task WaitAsync(TimeSpan time)
    {
        waits();
        return Task.Delay(time, stopping);
    }

    internal async Task HandshakeAsync(X509Certificate2 certificate)
    {
        var tls = new SslStream(_stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopping);
        _stream = tls;
    }

    /// <summary>Ends the connection in order: what was written arrives.</summary>
    internal void Close()
    {
        _ended = true;
        socket.Shutdown(SocketShutdown.Both);
        socket.Close();
    }

    /// <summary>Cuts the connection: the client gets an RST.</summary>
    internal void Reset()
    {
        _ended = true;
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task PlayAsync(Step[] script)
    {
        // The accept loop does not wait for a script.
        await Task.Yield();
        await using (this)
        {
            await UntilEndAsync(async () =>
            {
                do
                {
                    foreach (Step step in script)
                    {
                        await step(this);
                    }
                }
                while (!_ended && script[0] == Steps.ReadRequest);
            });

            // Silence follows a script, not a close. What the client sends into it counts as received.
            await UntilEndAsync(ReadToEndAsync);
        }
    }

    private async Task ReadSomeAsync(Memory<byte> buffer)
    {
        if (await ReadAsync(buffer, stopping) == 0)
        {
            throw new EndOfStreamException();
        }
    }

    private async Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int count = await _stream.ReadAsync(buffer, cancellationToken);
        _received.Write(buffer.Span[..count]);
        return count;
    }

    /// <summary>Runs until the client goes away or the server is stopped, both of which are ordinary ends.</summary>
    private static async Task UntilEndAsync(Func<Task> play)
    {
        try
        {
            await play();
        }
        catch (Exception exception) when (exception is
            IOException or SocketException or OperationCanceledException or ObjectDisposedException or AuthenticationException)
        {
        }
    }
}
