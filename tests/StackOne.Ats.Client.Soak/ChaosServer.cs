using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StackOne.Ats.Client.Soak;

/// <summary>
/// Takes orders over raw sockets and answers with the order's own id and account, or with a fault. It knows which orders it has read whole, so
/// that it sees one that is sent again without leave.
/// </summary>
internal sealed class ChaosServer : IAsyncDisposable
{
    private static readonly string[] Faults =
        ["429", "408", "400", "412", "500", "502", "503", "reset", "close", "cut head", "cut body", "bad chunk", "late error", "stall"];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, string> _answered = new(StringComparer.Ordinal);
    private readonly int _faultPercent;
    private readonly Random _random;
    private readonly Task _accepting;
    private int _open;
    private int _duplicates;
    private int _requests;

    internal ChaosServer(int faultPercent, int seed)
    {
        _faultPercent = faultPercent;
        _random = new Random(seed);
        _listener.Start(1024);
        _accepting = AcceptAsync();
    }

    internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    internal int OpenConnections => Volatile.Read(ref _open);

    internal int Requests => Volatile.Read(ref _requests);

    /// <summary>Orders that came again although nothing had allowed it.</summary>
    internal int Duplicates => Volatile.Read(ref _duplicates);

    /// <summary>The call is over: its order may be forgotten.</summary>
    internal void Forget(string id) => _answered.TryRemove(id, out _);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        Interlocked.Increment(ref _open);
        try
        {
            using (socket)
            {
                byte[] buffer = new byte[16 * 1024];
                while (await ReadAsync(socket, buffer) is { } request && await AnswerAsync(socket, request))
                {
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has hung up, or the run is over.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task<string?> ReadAsync(Socket socket, byte[] buffer)
    {
        int length = 0;
        while (true)
        {
            int count = await socket.ReceiveAsync(buffer.AsMemory(length), _stop.Token);
            if (count == 0)
            {
                return null;
            }

            length += count;
            string text = Encoding.ASCII.GetString(buffer, 0, length);
            int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end > 0 && length - end - 4 == int.Parse(Between(text, "Content-Length: ", "\r"), provider: null))
            {
                return text;
            }
        }
    }

    /// <summary>Answers; false where the connection is to end.</summary>
    private async Task<bool> AnswerAsync(Socket socket, string request)
    {
        Interlocked.Increment(ref _requests);
        string account = Between(request, "x-account-id: ", "\r");
        string id = Between(request, "\"id\":\"", "\"");
        string answer = Choose();
        if (_answered.TryGetValue(id, out string? before) && before is not ("429" or "408"))
        {
            Interlocked.Increment(ref _duplicates);
        }

        _answered[id] = answer;
        const string Part = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":";
        switch (answer)
        {
            case "200":
                return await SendAsync(socket, Response("200 OK", $$"""{"id":"{{id}}","remote_id":"{{account}}"}"""));
            case "429" or "408":
                return await SendAsync(socket, Response(answer + " Again", "{}", "Retry-After: 0\r\n"));
            case "late error":
                return await SendAsync(socket, Response("200 OK", "\n\n{\"statusCode\":412,\"message\":\"gone\"}"));
            case "reset":
                socket.LingerState = new LingerOption(true, 0);
                return false;
            case "close":
                return false;
            case "cut head":
                await SendAsync(socket, "HTTP/1.1 200 OK\r\nConte");
                return false;
            case "cut body":
                await SendAsync(socket, Part);
                return false;
            case "bad chunk":
                await SendAsync(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
                return false;
            case "stall":
                await SendAsync(socket, Part);
                // Until the client hangs up.
                await socket.ReceiveAsync(new byte[1], _stop.Token);
                return false;
            default:
                return await SendAsync(socket, Response(answer + " Failed", "{\"message\":\"no\"}"));
        }
    }

    private string Choose()
    {
        lock (_random)
        {
            if (_random.Next(100) >= _faultPercent)
            {
                return "200";
            }

            // A stall holds a task for as long as the client's limit, so it is rare.
            string fault = Faults[_random.Next(Faults.Length)];
            return fault == "stall" && _random.Next(20) > 0 ? "502" : fault;
        }
    }

    private async Task<bool> SendAsync(Socket socket, string text)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes(text), _stop.Token);
        return true;
    }

    private static string Response(string status, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}";

    private static string Between(string text, string start, string end)
    {
        int from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
