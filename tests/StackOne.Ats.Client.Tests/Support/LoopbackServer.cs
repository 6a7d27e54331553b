using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StackOne.Ats.Client.Tests.Support;

/// <summary>A server that speaks raw bytes on loopback: it keeps every request as it came, and does with the connection what it is told.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<byte[]> _requests = [];
    private readonly Func<Exchange, Task> _serve;
    private readonly Task _accepting;

    internal LoopbackServer(Func<Exchange, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The requests so far, each from its first byte to the last of its body.</summary>
    internal IReadOnlyList<byte[]> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    internal static LoopbackServer Answering(string response) => new(exchange => exchange.WriteAsync(response));

    internal static string Response(string status, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                connections.Add(ServeAsync(socket));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                await using var stream = new NetworkStream(socket);
                while (await ReadRequestAsync(stream) is { } request)
                {
                    lock (_requests)
                    {
                        _requests.Add(request);
                    }

                    var exchange = new Exchange(socket, stream, request, _stop.Token);
                    await _serve(exchange);
                    if (exchange.Closed)
                    {
                        return;
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<byte[]?> ReadRequestAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        byte[] buffer = new byte[8192];
        int? length = null;
        while (length is null || bytes.Count < length)
        {
            int count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                return null;
            }

            bytes.AddRange(buffer.AsSpan(0, count));
            length ??= WholeLength([.. bytes]);
        }

        return [.. bytes];
    }

    private static int? WholeLength(byte[] bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        const string Name = "\r\nContent-Length: ";
        int at = text.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        int body = at < 0 || at > end
            ? 0
            : int.Parse(text.AsSpan(at + Name.Length, text.IndexOf('\r', at + 2) - at - Name.Length), provider: null);
        return end + 4 + body;
    }

    /// <summary>One request, and the connection to answer it on.</summary>
    internal sealed class Exchange(Socket socket, NetworkStream stream, byte[] request, CancellationToken stopping)
    {
        internal string Request { get; } = Encoding.Latin1.GetString(request);

        internal bool Closed { get; private set; }

        internal async Task WriteAsync(string text)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), stopping);
            await stream.FlushAsync(stopping);
        }

        /// <summary>Ends the connection in order: what was written arrives.</summary>
        internal void Close()
        {
            Closed = true;
            socket.Shutdown(SocketShutdown.Both);
        }

        /// <summary>Cuts the connection: the client sees a reset.</summary>
        internal void Reset()
        {
            Closed = true;
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }

        /// <summary>Does nothing more until the test is over: no time is waited for.</summary>
        internal async Task StallAsync() => await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
    }
}
